/** States in the order of the kernel's numbers, from 1 (include/net/tcp_states.h). */
export const TCP_STATES = [
  "ESTABLISHED",
  "SYN-SENT",
  "SYN-RECV",
  "FIN-WAIT-1",
  "FIN-WAIT-2",
  "TIME-WAIT",
  "CLOSE",
  "CLOSE-WAIT",
  "LAST-ACK",
  "LISTEN",
  "CLOSING",
] as const;

export type TcpState = (typeof TCP_STATES)[number];

/** How many sockets there are in each state, at its place in TCP_STATES. */
export interface SocketCount {
  readonly byState: readonly number[];
  /** False where there was more than is read at a time. */
  readonly isComplete: boolean;
}

/** Bytes that are looked at in one go: some 400 sockets, well below a millisecond. */
export const SLICE = 64 * 1024;

/** Some 1,700,000 sockets; who has more is told that not all were counted (bytes). */
export const MOST_BYTES = 256 * 1024 * 1024;

const COLON = 0x3a;
const SPACE = 0x20;
const NEWLINE = 0x0a;

/** The request that a half-open connection is shows as state 3 in /proc already; the kernel's own 12 is taken for it too. */
const NEW_SYN_RECV = 12;

/**
 * Counts the sockets in /proc/net/tcp or tcp6 by their state without making a string of any line. A line reads
 * `sl: local:port remote:port st ...` (net/ipv4/tcp_ipv4.c get_tcp4_sock, net/ipv6/tcp_ipv6.c get_tcp6_sock). `pause`
 * is awaited after every SLICE bytes, so that other work gets its turn; it may throw to give up.
 */
export async function countSockets(pieces: AsyncIterable<Uint8Array>, pause: () => Promise<void>): Promise<SocketCount> {
  const counter = new StateCounter();
  let read = 0;
  let busy = 0;
  for await (const piece of pieces)
    for (let at = 0; at < piece.length; at += SLICE) {
      if (read >= MOST_BYTES) return { byState: counter.byState, isComplete: false };
      const slice = piece.subarray(at, at + SLICE);
      counter.take(slice);
      read += slice.length;
      busy += slice.length;
      if (busy < SLICE) continue;
      busy = 0;
      await pause();
    }
  return { byState: counter.byState, isComplete: true };
}

/** Where in a line the counter is: bytes come in pieces that end anywhere. */
type Place = "heading" | "number" | "addresses" | "first digit" | "second digit" | "rest";

class StateCounter {
  readonly byState: number[] = TCP_STATES.map(() => 0);
  private place: Place = "heading";
  private spaces = 0;
  private state = 0;

  take(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (byte === NEWLINE) {
        this.place = "number";
        continue;
      }
      switch (this.place) {
        case "number":
          if (byte === COLON) this.place = "addresses";
          this.spaces = 0;
          break;
        case "addresses":
          if (byte === SPACE && ++this.spaces === 3) this.place = "first digit";
          break;
        case "first digit":
          this.state = hexDigit(byte) * 16;
          this.place = "second digit";
          break;
        case "second digit":
          this.add(this.state + hexDigit(byte));
          this.place = "rest";
          break;
        default:
          // Nothing more in this line: on to its end.
          i = endOfLine(bytes, i) - 1;
      }
    }
  }

  private add(state: number): void {
    const index = (state === NEW_SYN_RECV ? 3 : state) - 1;
    if (index >= 0 && index < this.byState.length) this.byState[index] = (this.byState[index] as number) + 1;
  }
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(NEWLINE, from);
  return at < 0 ? bytes.length : at;
}

/** NaN for what is none. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : Number.NaN;
}
