import type { MachineCapability } from "../../server/requests/protocol.ts";

/** A line for a terminal, and what it applies. */
export interface ApplyLine {
  readonly applies: "file" | "procps" | "systemd";
  readonly line: string;
}

/** What a shell line cannot hold safely: a line feed would run the first half, other control characters act on the terminal. */
const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/** The command lines that apply a saved file, the one for this file alone first; undefined where its path cannot be typed. */
export function applyLines(path: string, { isRoot, systemdSysctl }: MachineCapability): readonly ApplyLine[] | undefined {
  if (CONTROL.test(path) || !path.startsWith("/")) return undefined;
  const sudo = isRoot ? "" : "sudo ";
  const lines: ApplyLine[] = [
    { applies: "file", line: `${sudo}sysctl -p ${quoted(literal(path))}` },
    { applies: "procps", line: `${sudo}sysctl --system` },
  ];
  if (systemdSysctl) lines.push({ applies: "systemd", line: `${sudo}${systemdSysctl}` });
  return lines;
}

/** procps takes the argument of -p for a pattern: `a[b].conf` would load `ab.conf` where there is one (src/sysctl.c Preload). */
function literal(path: string): string {
  return path.replace(/[[\]*?{}~\\]/g, "\\$&");
}

/** One word for sh, bash, zsh and fish. */
function quoted(word: string): string {
  if (/^[\w./:@%+,=-]+$/.test(word)) return word;
  // fish reads a backslash inside single quotes, so those stand outside of them, in double quotes.
  return word
    .split(/([\\']+)/)
    .filter((part) => part !== "")
    .map((part) => (/^[\\']/.test(part) ? [...part].map((c) => (c === "'" ? `"'"` : '"\\\\"')).join("") : `'${part}'`))
    .join("");
}
