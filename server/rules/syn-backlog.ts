import type { ConfigurationContext } from "./rule.ts";
import { type Written, written } from "./written.ts";

export const SYN_BACKLOG = "net.ipv4.tcp_max_syn_backlog";
export const SOMAXCONN = "net.core.somaxconn";
export const COOKIES = "net.ipv4.tcp_syncookies";

/** The SYN backlog that a file wrote, and `limit`: what `listen()` is cut to, where the SYN queue ends as well. NaN where that is not known. */
export function synBacklog(context: ConfigurationContext): (Written & { readonly limit: number }) | undefined {
  const backlog = written(context, SYN_BACKLOG, 1);
  return backlog && { ...backlog, limit: context.number(SOMAXCONN) };
}
