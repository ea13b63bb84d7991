/** Documents that the server itself writes: `sysctl-rule:/value-out-of-range.md`. */
export const RULE_SCHEME = "sysctl-rule";

export function ruleUri(rule: string): string {
  return `${RULE_SCHEME}:/${rule}.md`;
}

/** The name of the rule in such an address. */
export function ruleOf(uri: string): string {
  return uri.slice(`${RULE_SCHEME}:/`.length).replace(/\.md$/, "");
}
