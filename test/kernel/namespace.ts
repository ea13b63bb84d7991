import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { platform, release } from "node:os";
import { formatRelease, parseRelease } from "../../server/catalogue/release.ts";
import { hzOf } from "../../server/system/kernel-config.ts";

/** One write to try; a null value only reads. */
export interface Attempt {
  readonly path: string;
  readonly value: string | null;
}

export interface Answer {
  /** "ok" or the error's name. */
  readonly answer: string;
  readonly before?: string;
  readonly after?: string;
  /** Permissions in octal, "644". */
  readonly mode?: string;
}

/** Why verdicts cannot be compared with a kernel here; undefined where they can. */
export function reasonToSkip(): string | undefined {
  if (platform() !== "linux") return "this machine does not run Linux";
  if (!existsSync("/proc/sys/net/ipv4")) return "there is no /proc/sys/net/ipv4";
  if (spawnSync("unshare", ["-n", "true"]).status !== 0) return "a private network namespace cannot be made (unshare -n needs root)";
  return undefined;
}

/** The release of the running kernel, as the catalogue names it. */
export function runningRelease(): string {
  const parsed = parseRelease(release());
  return parsed === undefined ? "" : formatRelease(parsed);
}

/** CONFIG_HZ of the running kernel, where it can be told. */
export function runningHz(): number | undefined {
  return hzOf(release());
}

/** Makes all attempts in one private network namespace. */
export function inNamespace(attempts: readonly Attempt[]): Answer[] {
  const result = spawnSync("unshare", ["-n", process.execPath, "test/kernel/writer.mjs"], {
    input: JSON.stringify(attempts),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (result.status !== 0) throw new Error(`the writer failed: ${result.stderr}`);
  return JSON.parse(result.stdout) as Answer[];
}

/** Every file that a private namespace has below /proc/sys/net, as a path below /proc/sys. */
export function filesInNamespace(): string[] {
  const result = spawnSync("unshare", ["-n", process.execPath, "test/kernel/writer.mjs", "--list"], { encoding: "utf8" });
  if (result.status !== 0) throw new Error(`the writer failed: ${result.stderr}`);
  return JSON.parse(result.stdout) as string[];
}
