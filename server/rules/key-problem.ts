import type { Catalogue, Resolution } from "../catalogue/catalogue.ts";
import { procpsPath } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import type { Loader } from "../target.ts";
import { hasFullWidth, toAscii } from "./ascii.ts";
import { shellCommand } from "./shell-command.ts";

/** What is wrong with how a line or its key is written, or where the key comes from. One answer a line, so that one rule speaks. */
export type KeyProblem =
  | "byte-order-mark"
  | "full-width-character"
  | "wrong-comment-marker"
  | "shell-command-in-file"
  | "line-continuation"
  | "not-an-assignment"
  | "interface-with-dot"
  | "mixed-separators"
  | "malformed-key"
  | "wrong-family"
  | "bsd-parameter";

const BYTE_ORDER_MARK = 0xfeff;
const DOT = 0x2e;
const SLASH = 0x2f;

/** What is wrong with a line's key. Many rules ask about the same line one after the other. */
export function keyProblem(line: Line, catalogue: Catalogue, loader: Loader): KeyProblem | undefined {
  if (line === last.line && catalogue === last.catalogue && loader === last.loader) return last.problem;
  last = { line, catalogue, loader, problem: findKeyProblem(line, catalogue, loader) };
  return last.problem;
}

let last: { line?: Line; catalogue?: Catalogue; loader?: Loader; problem?: KeyProblem | undefined } = {};

function findKeyProblem(line: Line, catalogue: Catalogue, loader: Loader): KeyProblem | undefined {
  if (line.kind === "malformed") return malformedLineProblem(line, catalogue);
  if (line.kind === "exclusion") return commentMarker(line) ? "wrong-comment-marker" : undefined;
  if (line.kind !== "assignment") return undefined;
  const resolution = catalogue.resolve(loader === "procps" ? procpsPath(line.path) : line.path);
  if (line.text.charCodeAt(line.keyStart) === BYTE_ORDER_MARK) return "byte-order-mark";
  const key = line.key;
  // In the name of an interface nothing but its place is wrong: see missing-interface.
  if (resolution.kind !== "parameter" && hasFullWidth(key)) return "full-width-character";
  const marker = commentMarker(line);
  // `/*/ipv4/ip_forward` and `*/ipv4/ip_forward` are patterns, and so is `*`, with or without a blank before the `=`.
  if (marker && key !== "*" && (resolution.kind === "unknown" || marker === "//" || marker === "--")) return "wrong-comment-marker";
  if (key === "") return "malformed-key";
  if (resolution.kind === "unknown") return unknownKeyProblem(line, catalogue);
  if (loader === "procps" && resolution.kind === "parameter" && isLostOnProcps(line)) return "malformed-key";
  return undefined;
}

/** True for nearly every line: nothing is wrong with its key. */
export function isSound(line: Line, resolution: Resolution | undefined): boolean {
  return resolution?.kind === "parameter" && isSoundlyWritten(line);
}

/** An assignment whose key has no dash in front, begins with a letter and does not end with a separator: all is well with it if it names a parameter. */
export function isSoundlyWritten({ text, kind, ignoreFailure, keyStart, keyEnd }: Line): boolean {
  const first = text.charCodeAt(keyStart);
  const last = text.charCodeAt(keyEnd - 1);
  return kind === "assignment" && !ignoreFailure && first >= 0x61 && first <= 0x7a && last !== DOT && last !== SLASH;
}

function unknownKeyProblem(line: Line, catalogue: Catalogue): KeyProblem | undefined {
  const { key, path } = line;
  if (/\s/.test(key) && shellCommand(statementText(line))) return "shell-command-in-file";
  if (dottedInterface(path, catalogue)) return "interface-with-dot";
  if (oneSeparator(key, catalogue) !== undefined) return "mixed-separators";
  if (/[\s"']|[:+?]$/.test(key) || key.startsWith("/proc/sys/") || key !== key.toLowerCase())
    return catalogue.resolve(tidyPath(path, catalogue)).kind === "parameter" ? "malformed-key" : undefined;
  // Behind a dash the rule ignored-failure says what there is to say.
  if (line.ignoreFailure) return undefined;
  if (otherFamily(path, catalogue)) return "wrong-family";
  return isBsd(path, catalogue) ? "bsd-parameter" : undefined;
}

function malformedLineProblem(line: Line, catalogue: Catalogue): KeyProblem {
  if (line.text.charCodeAt(line.keyStart) === BYTE_ORDER_MARK) return "byte-order-mark";
  if (asciiAssignment(line, catalogue) !== undefined) return "full-width-character";
  if (commentMarker(line)) return "wrong-comment-marker";
  if (shellCommand(line.key)) return "shell-command-in-file";
  return line.key.endsWith("\\") ? "line-continuation" : "not-an-assignment";
}

/** The text of what the loader reads, with its dash: a part of the line where there is a NUL in it. */
export function statementText(line: Line): string {
  return line.text.slice(line.start, line.valueEnd);
}

/** How other languages begin a comment. */
const COMMENT_MARKERS = ["//", "/*", "*/", "* ", "<!--", "--"];

/** The mark of another language's comment that a line begins with. */
export function commentMarker(line: Line): string | undefined {
  const start = line.start;
  return COMMENT_MARKERS.find((marker) => line.text.startsWith(marker, start));
}

/** A line without `=` that is an assignment once full-width characters are ASCII. */
export function asciiAssignment(line: Line, catalogue: Catalogue): string | undefined {
  const ascii = toAscii(line.key);
  if (ascii === line.key || !ascii.includes("=")) return undefined;
  const key = ascii.split("=", 1)[0]?.trim() ?? "";
  return catalogue.resolve(key.replaceAll(".", "/")).kind === "parameter" ? ascii : undefined;
}

/** The path that a badly written key means: without blanks, quotes, /proc/sys and capitals (but an interface's), and without what `:=` and `+=` leave. */
export function tidyPath(path: string, catalogue: Catalogue): string {
  const clean = path
    .replace(/[\s"']/g, "")
    .replace(/[:+?]$/, "")
    .replace(/^proc\/sys\//i, "");
  const lower = clean.toLowerCase();
  const split = catalogue.splitInterface(lower);
  // Some letters are two in lower case; no interface is called so.
  if (!split || lower.length !== clean.length) return lower;
  const from = split.folder.length + 1;
  const to = from + split.interface.length;
  return lower.slice(0, from) + clean.slice(from, to) + lower.slice(to);
}

/** procps takes the key as it stands, and finds no such file; systemd-sysctl tidies it. */
export function isLostOnProcps(line: Line): boolean {
  return /[./]$/.test(line.key) || blankAfterDash(line);
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

/** The path that a key with dots and slashes means where both are separators: `net/ipv4.ip_forward`. */
export function oneSeparator(key: string, catalogue: Catalogue): string | undefined {
  if (!key.includes(".") || !key.includes("/")) return undefined;
  const path = key.replaceAll(".", "/").replace(/^\/?(?:proc\/sys\/)?/, "");
  return catalogue.resolve(path).kind === "parameter" ? path : dottedInterface(path, catalogue)?.path;
}

const FAMILIES = new Map([
  ["net/ipv4/conf", "net/ipv6/conf"],
  ["net/ipv6/conf", "net/ipv4/conf"],
]);

/** The same key below the other address family, where only that one has it. */
export function otherFamily(path: string, catalogue: Catalogue): { path: string; has: "IPv4" | "IPv6" } | undefined {
  const split = catalogue.splitInterface(path);
  const folder = split && FAMILIES.get(split.folder);
  if (!folder) return undefined;
  const other = folder + path.slice(folder.length);
  return catalogue.resolve(other).kind === "parameter" ? { path: other, has: folder.startsWith("net/ipv4") ? "IPv4" : "IPv6" } : undefined;
}

/** What begins the names of parameters in FreeBSD, OpenBSD, NetBSD and macOS, and none on Linux. */
const BSD = /^(?:compat|ddb|hw|kern|machdep|p1003_1b|security|vfs|net\/(?:bpf|inet|inet6|isr|link|local|pf))\//;

function isBsd(path: string, catalogue: Catalogue): boolean {
  // `kern.sysrq` is short for one of ours.
  return BSD.test(path) && catalogue.resolve(path.replace(/^kern\//, "kernel/")).kind === "unknown";
}
