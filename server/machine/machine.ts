/** The running kernel, as far as it may be looked at. Nothing here writes, and nothing waits. */
export interface Machine {
  /** Does the kernel have this file below /proc/sys ("net/ipv4/tcp_rmem")? Answers from listings that are kept for a few seconds. */
  exists(path: string): boolean;
  /** What a folder below /proc/sys holds; empty where there is none. */
  list(folder: string): readonly Entry[];
  /** What a parameter holds now, or why that cannot be told. */
  running(path: string): Running;
  /** A file below /proc/net in pieces of at most 64 KiB, read while others work; nothing where it is missing. */
  network(name: NetworkFile): AsyncIterable<Uint8Array>;
  /** The server's own user may write to /proc/sys without asking. */
  readonly isRoot: boolean;
  /** systemd-sysctl's path where it is installed. */
  readonly systemdSysctl: string | undefined;
}

export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** `secret` and `busy`: files that we do not open (see proc-sys.ts). */
export type Running = { readonly value: string } | { readonly missing: "absent" | "unreadable" | "secret" | "busy" };

export function heldValue(running: Running): string | undefined {
  return "value" in running ? running.value : undefined;
}

/** The only files below /proc/net that are ever asked for. */
export type NetworkFile = "tcp" | "tcp6" | "sockstat" | "sockstat6" | "netstat" | "snmp" | "softnet_stat" | "stat/nf_conntrack";
