import type { Catalogue } from "../catalogue/catalogue.ts";
import { procpsPath } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import type { Loader } from "../target.ts";

/** What is wrong with how a key is written, whatever it names. One answer a key, so that one rule speaks. */
export type KeyProblem = "byte-order-mark" | "full-width-character" | "malformed-key" | "interface-with-dot";

const BYTE_ORDER_MARK = 0xfeff;

export function keyProblem(line: Line, catalogue: Catalogue, loader: Loader): KeyProblem | undefined {
  if (line.kind !== "assignment") return undefined;
  if (line.text.charCodeAt(line.keyStart) === BYTE_ORDER_MARK) return "byte-order-mark";
  const key = line.key;
  if (/[\uff01-\uff5e\u3000\u00a0\u201c\u201d\u2018\u2019]/.test(key)) return "full-width-character";
  if (dottedInterface(line.path, catalogue)) return "interface-with-dot";
  const resolution = catalogue.resolve(loader === "procps" ? procpsPath(line.path) : line.path);
  if (key === "" || (resolution.kind === "unknown" && (/[\s"']/.test(key) || key.startsWith("/proc/sys/") || key !== key.toLowerCase()))) {
    return catalogue.resolve(tidyPath(line.path)).kind === "parameter" || key === "" ? "malformed-key" : undefined;
  }
  if (loader === "procps" && resolution.kind === "parameter" && (/[./]$/.test(key) || blankAfterDash(line))) return "malformed-key";
  return undefined;
}

/** The path that a badly written key means: without blanks, quotes, /proc/sys and capitals. */
export function tidyPath(path: string): string {
  return path
    .replace(/[\s"']/g, "")
    .toLowerCase()
    .replace(/^proc\/sys\//, "");
}

/** `- key`: procps takes the blank for part of the key. */
export function blankAfterDash(line: Line): boolean {
  return line.ignoreFailure && line.keyStart > 0 && line.text.charCodeAt(line.keyStart - 1) !== 0x2d;
}

/**
 * `net.ipv4.conf.eth0.100.rp_filter` is read as interface `eth0`, then `100/rp_filter`. The interface with
 * its dot, and the parameter's path with it, if that is what was meant.
 */
export function dottedInterface(path: string, catalogue: Catalogue): { interface: string; path: string } | undefined {
  if (catalogue.resolve(path).kind !== "unknown") return undefined;
  const split = catalogue.splitInterface(path);
  if (!split) return undefined;
  const rest = path.slice(split.folder.length + 1).split("/");
  if (rest.length < 3) return undefined;
  const name = rest.slice(0, -1).join(".");
  const meant = `${split.folder}/${name}/${rest.at(-1)}`;
  return catalogue.resolve(meant).kind === "parameter" ? { interface: name, path: meant } : undefined;
}
