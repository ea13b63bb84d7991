/** A line that belongs into a shell, with the assignment that it would make there. */
export interface ShellCommand {
  readonly name: string;
  readonly assignment: { readonly key: string; readonly value: string } | undefined;
}

/** Commands that need no further sign. */
const SURE = new Set(["EOF", "ethtool", "insmod", "modprobe", "systemctl", "ulimit"]);
/** Commands that are words too: only with something behind them that no prose has. */
const WITH_SIGN = new Set([
  "cat",
  "chmod",
  "cp",
  "echo",
  "export",
  "ip6tables",
  "iptables",
  "mkdir",
  "printf",
  "rm",
  "sed",
  "set",
  "source",
  "sudo",
  "sysctl",
  "tee",
]);
const SIGN = /[<>|$"'`=]|\s-\w|\s\/\w/;

/** Reads the whole text of a line; undefined where it is no shell command. */
export function shellCommand(text: string): ShellCommand | undefined {
  const words = text.split(/\s+/);
  let at = words[0] === "$" ? 1 : 0;
  if (words[at] === "sudo") at++;
  // `-w key=value` is what remains of `sysctl -w`.
  const word = words[at] ?? "";
  const name = word === "-w" ? "sysctl" : word.slice(word.lastIndexOf("/") + 1);
  if (!SURE.has(name) && !(WITH_SIGN.has(name) && SIGN.test(text.slice(name.length)))) return undefined;
  const from = word === "-w" ? at : at + 1;
  return { name, assignment: assignmentOf(name, words.slice(from)) };
}

function assignmentOf(name: string, words: readonly string[]): ShellCommand["assignment"] {
  const first = words.findIndex((word) => !word.startsWith("-"));
  if (first < 0) return undefined;
  const rest = words.slice(first);
  if (name === "echo" || name === "printf") return fromEcho(rest);
  if (name !== "sysctl" && name !== "export") return undefined;
  const end = rest.findIndex((word) => /^(?:[|;&]|\d?>)/.test(word));
  return fromText((end < 0 ? rest : rest.slice(0, end)).join(" ").replace(/;$/, ""));
}

/** `echo 1 > /proc/sys/net/ipv4/ip_forward`, `echo "key = value" >> /etc/sysctl.conf`; with `tee` as well. */
function fromEcho(words: readonly string[]): ShellCommand["assignment"] {
  const to = words.findIndex((word) => word.startsWith(">") || word === "|");
  if (to < 1) return undefined;
  const text = withoutQuotes(words.slice(0, to).join(" "));
  const target = withoutQuotes(words.at(-1)?.replace(/^>+/, "") ?? "");
  if (target.startsWith("/proc/sys/")) return { key: target.slice("/proc/sys/".length), value: text };
  return fromText(text);
}

function fromText(text: string): ShellCommand["assignment"] {
  const plain = withoutQuotes(text);
  const equals = plain.indexOf("=");
  // A second one: several assignments in one command.
  if (equals < 1 || plain.includes("=", equals + 1)) return undefined;
  return { key: plain.slice(0, equals).trim(), value: plain.slice(equals + 1).trim() };
}

const withoutQuotes = (text: string): string => text.replace(/["'`]/g, "").trim();
