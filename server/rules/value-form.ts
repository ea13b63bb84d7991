import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import type { Line } from "../document/line.ts";

/** What can be wrong with a value before anything is known about its parameter. Each is the name of the rule that speaks. */
export type FormProblem = "doubled-equals" | "quoted-value" | "line-continuation";

export function formProblem(value: string): FormProblem | undefined {
  if (value.startsWith("=")) return "doubled-equals";
  if (isQuoted(value)) return "quoted-value";
  return value.endsWith("\\") ? "line-continuation" : undefined;
}

/** The same where the value matters: a parameter that can only be read has none, and one does not look at it. */
export function formProblemOf(line: Line, parameter: ParameterAtRelease | undefined): FormProblem | undefined {
  if (line.kind !== "assignment" || !parameter || parameter.facts.readOnly || parameter.facts.key === UNREAD) return undefined;
  return formProblem(line.value);
}

/** Source: net/ipv4/route.c ipv4_sysctl_rtcache_flush. */
const UNREAD = "net.ipv4.route.flush";

/** A value that stands in quotes, without them. */
export function unquoted(value: string): string | undefined {
  return isQuoted(value) ? value.replace(/["'`]/g, "").trim() : undefined;
}

function isQuoted(value: string): boolean {
  const quote = value.charAt(0);
  return value.length >= 2 && value.endsWith(quote) && QUOTES.includes(quote);
}

const QUOTES = ["'", '"', "`"];

/** Text that the kernel stores as it comes, quotes and all; other text it looks up and refuses. */
const STORED_AS_IT_COMES = new Set([
  "fs.ocfs2.nm.hb_ctl_path",
  "kernel.core_pattern",
  "kernel.domainname",
  "kernel.hostname",
  "kernel.hotplug",
  "kernel.modprobe",
  "kernel.poweroff_cmd",
]);

export function takesAnyText(parameter: ParameterAtRelease): boolean {
  return STORED_AS_IT_COMES.has(parameter.facts.key);
}
