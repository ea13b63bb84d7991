import { ASSUMED_HZ } from "./catalogue/jiffies.ts";
import { formatRelease, NEWEST_RELEASE, parseRelease, type Release } from "./catalogue/release.ts";
import { distributionOf } from "./distributions.ts";

export type Loader = "systemd" | "procps";

/** What a file is checked for: a kernel release and the program that applies the file. */
export interface Target {
  readonly kernel: Release;
  readonly loader: Loader;
  /** The kernel's CONFIG_HZ, where that is known; some accepted ranges depend on it. */
  readonly hz?: number | undefined;
  /** Who said so; absent where nobody asks. */
  readonly from?: TargetOrigin;
}

/** `assumed`: nobody said anything, and this machine runs no Linux. */
export type Origin = "comment" | "project" | "setting" | "machine" | "assumed";

export interface TargetOrigin {
  readonly kernel: Origin;
  readonly loader: Origin;
  /** The distribution that was named to choose the kernel: "Ubuntu 24.04 LTS". */
  readonly distribution?: string | undefined;
}

/** What one place says about the target. */
export interface Choice {
  readonly kernel?: Release | undefined;
  readonly loader?: Loader | undefined;
  readonly distribution?: string | undefined;
  readonly hz?: number | undefined;
}

/** What holds where nobody says anything. */
export const ASSUMED: Target = { kernel: NEWEST_RELEASE, loader: "systemd" };

/** Names what files are checked for, without who said so: two targets of one name are alike. */
export function nameOfTarget({ kernel, loader, hz = ASSUMED_HZ }: Target): string {
  return `${kernel} ${loader} ${hz}`;
}

export function originOf({ from = { kernel: "assumed", loader: "assumed" } }: Target): TargetOrigin {
  return from;
}

/** The target after one more place has had its say; the places are asked in order, the last word holds. */
export function choose(target: Target, origin: Origin, { kernel, loader, distribution, hz }: Choice): Target {
  const from = originOf(target);
  return {
    kernel: kernel ?? target.kernel,
    loader: loader ?? target.loader,
    hz: kernel === undefined ? target.hz : hz,
    from: {
      kernel: kernel === undefined ? from.kernel : origin,
      loader: loader === undefined ? from.loader : origin,
      distribution: kernel === undefined ? from.distribution : distribution,
    },
  };
}

/**
 * Reads what a person may write for a kernel: `6.12`, `5.15.0-91-generic` or a distribution, which has a loader as well.
 * Undefined for anything else.
 */
export function readKernel(text: string): Choice | undefined {
  const distribution = distributionOf(text);
  const kernel = distribution?.kernel === "newest" ? NEWEST_RELEASE : parseRelease(distribution?.kernel ?? text);
  return kernel === undefined ? undefined : { kernel, loader: distribution?.loader, distribution: distribution?.name, hz: distribution?.hz };
}

/** The release alone. */
export function parseKernel(text: string): Release | undefined {
  return readKernel(text)?.kernel;
}

export function parseLoader(text: string): Loader | undefined {
  return text === "systemd" || text === "procps" ? text : undefined;
}

export function describeTarget(target: Target): { kernel: string; loader: Loader } {
  return { kernel: formatRelease(target.kernel), loader: target.loader };
}
