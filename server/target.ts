import { formatRelease, parseRelease, type Release } from "./catalogue/release.ts";

export type Loader = "systemd" | "procps";

/** What a file is checked for: a kernel release and the program that applies the file. */
export interface Target {
  readonly kernel: Release;
  readonly loader: Loader;
}

/** Shorthands for the kernel a distribution release ships with. */
export const DISTRIBUTIONS: ReadonlyMap<string, string> = new Map([
  ["ubuntu-26.04", "7.0"],
  ["ubuntu-24.04", "6.8"],
  ["ubuntu-22.04", "5.15"],
  ["ubuntu-20.04", "5.4"],
  ["ubuntu-18.04", "4.15"],
  ["debian-13", "6.12"],
  ["debian-12", "6.1"],
  ["debian-11", "5.10"],
  ["debian-10", "4.19"],
  ["rhel-10", "6.12"],
  ["rhel-9", "5.14"],
  ["rhel-8", "4.18"],
  ["centos-7", "3.10"],
  ["amazon-linux-2023", "6.1"],
  ["amazon-linux-2", "5.10"],
  ["alpine-3.22", "6.12"],
]);

/** Reads `6.12`, `5.15.0-91-generic` or a distribution shorthand; undefined if it is none of them. */
export function parseKernel(text: string): Release | undefined {
  return parseRelease(DISTRIBUTIONS.get(text.trim().toLowerCase()) ?? text);
}

export function parseLoader(text: string): Loader | undefined {
  return text === "systemd" || text === "procps" ? text : undefined;
}

export function describeTarget(target: Target): { kernel: string; loader: Loader } {
  return { kernel: formatRelease(target.kernel), loader: target.loader };
}
