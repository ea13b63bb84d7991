/** What a page about TCP is sent. Types only: pages are built without the server. */

/** Words are in the server's language. */
export interface TcpAnswer {
  /** When it was read (milliseconds since 1970). */
  readonly time: number;
  /** All states, in the order in which connections pass through them. */
  readonly states: readonly TcpStateCount[];
  /** False where there were more sockets than are counted at a time. */
  readonly isComplete: boolean;
  readonly limits: readonly TcpLimit[];
  readonly counters: readonly TcpCounter[];
  /** All parameters that the others name. */
  readonly parameters: readonly TcpParameter[];
}

export interface TcpStateCount {
  readonly name: string;
  readonly ipv4: number;
  readonly ipv6: number;
  readonly meaning: string;
  readonly parameters: readonly string[];
}

export interface TcpLimit {
  readonly name: string;
  readonly count: number;
  readonly limit: number;
  /** From here on the kernel is under pressure. */
  readonly pressure?: number;
  readonly unit?: "pages";
  readonly meaning: string;
  readonly parameters: readonly string[];
}

export interface TcpCounter {
  /** As the kernel names it: "ListenOverflows". */
  readonly name: string;
  /** Since the machine (or its network namespace) started. */
  readonly value: number;
  readonly meaning: string;
  readonly parameters: readonly string[];
}

export interface TcpParameter {
  readonly key: string;
  readonly title: string;
  readonly running?: string;
  /** The line of the document that decides, from 0, and what it sets. */
  readonly line?: number;
  readonly value?: string;
}
