/** When TCP sends again and when it gives up. All times in seconds. */

/** The shortest first pause that the kernel reckons retries from (TCP_RTO_MIN). */
const RTO_MIN = 0.2;

/** The longest pause between two retransmissions (TCP_RTO_MAX); since 6.15 net.ipv4.tcp_rto_max_ms can lower it. */
export const LONGEST_PAUSE = 120;

/** What the kernel puts in the place of 0 in net.ipv4.tcp_orphan_retries, while the pauses still grow. */
export const ORPHAN_RETRIES = 8;

/** One thing sent again and again without an answer. */
export interface Retransmissions {
  /** When each retransmission leaves, reckoned from the first time it was sent. */
  readonly sent: readonly number[];
  /** When the kernel gives up. */
  readonly end: number;
}

/**
 * The time that a number of retries stands for: pauses from `first`, each twice the one before, up to `longest`.
 * Source: tcp_model_timeout() in net/ipv4/tcp_timer.c.
 */
export function retriesSeconds(retries: number, longest = LONGEST_PAUSE, first = RTO_MIN): number {
  const doubling = Math.floor(Math.log2(longest / first));
  const doubled = Math.min(retries, doubling);
  return (2 ** (doubled + 1) - 1) * first + (retries - doubled) * longest;
}

/** The least number of retries that stands for at least `seconds`. */
export function retriesFor(seconds: number, longest = LONGEST_PAUSE): number {
  let retries = 0;
  while (retriesSeconds(retries, longest) < seconds) retries++;
  return retries;
}

export interface ConnectOptions {
  /** net.ipv4.tcp_syn_linear_timeouts: this many pauses more, each as long as the first. */
  readonly linear?: number;
  readonly longest?: number;
  /** The first pause: 3 before Linux 3.1. */
  readonly first?: number;
}

/**
 * connect() to an address that does not answer. The attempt ends at the first time-out by which `retries` doublings would
 * have passed. Measured on 6.18. Source: tcp_write_timeout() and tcp_retransmit_timer() in net/ipv4/tcp_timer.c.
 */
export function connectAttempt(retries: number, { linear = 0, longest = LONGEST_PAUSE, first = 1 }: ConnectOptions = {}): Retransmissions {
  const patience = retriesSeconds(retries, longest, first);
  const sent: number[] = [];
  let pause = first;
  for (let elapsed = first; ; elapsed += pause) {
    const timeouts = sent.length + 1;
    if (timeouts > retries + linear || (timeouts > 1 && elapsed >= patience)) return { sent, end: elapsed };
    sent.push(elapsed);
    if (timeouts > linear) pause = Math.min(2 * pause, longest);
  }
}

/** After how many seconds of silence connect() fails. */
export function connectSeconds(retries: number, linear: number): number {
  return connectAttempt(retries, { linear }).end;
}

/**
 * SYN-ACKs for a client that does not answer: `retries` of them after the first, then the entry leaves the SYN queue.
 * Measured on 6.18. Source: reqsk_timer_handler() in net/ipv4/inet_connection_sock.c.
 */
export function synAckAttempt(retries: number, { longest = LONGEST_PAUSE, first = 1 }: ConnectOptions = {}): Retransmissions {
  const sent: number[] = [];
  let elapsed = first;
  for (let pause = first; sent.length < retries; ) {
    sent.push(elapsed);
    pause = Math.min(2 * pause, longest);
    elapsed += pause;
  }
  return { sent, end: elapsed };
}

export interface DataOptions {
  /** The first pause of the path: its round trip and net.ipv4.tcp_rto_min_us. */
  readonly first: number;
  readonly longest?: number;
}

/**
 * Data that nobody acknowledges: the connection ends at the first time-out that comes at least the time of `retries` after the
 * first retransmission. The kernel reckons that time from 200 ms, whatever the path. Measured on 6.18 (a timer fires up to an
 * eighth later than asked for). Source: tcp_write_timeout(), retransmits_timed_out() in net/ipv4/tcp_timer.c.
 */
export function dataAttempt(retries: number, { first, longest = LONGEST_PAUSE }: DataOptions): Retransmissions {
  return unanswered(first, longest, () => retries);
}

/**
 * The same for a connection that no process owns (FIN included). With 0 retries the kernel takes 8 until the pause has
 * reached its maximum, and then none. Measured on 6.18. Source: tcp_orphan_retries() in net/ipv4/tcp_timer.c.
 */
export function orphanAttempt(retries: number, { first, longest = LONGEST_PAUSE }: DataOptions): Retransmissions {
  return unanswered(first, longest, (pause) => (retries === 0 && pause < longest ? ORPHAN_RETRIES : retries));
}

function unanswered(first: number, longest: number, retriesAt: (pause: number) => number): Retransmissions {
  const sent: number[] = [];
  let pause = Math.min(first, longest);
  for (let elapsed = pause; ; elapsed += pause) {
    const since = elapsed - (sent[0] ?? elapsed);
    // Sums of tenths are not exact.
    if (sent.length > 0 && since + 1e-9 >= retriesSeconds(retriesAt(pause), longest)) return { sent, end: elapsed };
    sent.push(elapsed);
    pause = Math.min(2 * pause, longest);
  }
}

/**
 * How long a closed connection waits in FIN-WAIT-2 for the peer to close too. At least three and a half retransmission
 * time-outs; beyond 60 s the kernel waits twice for what is left after 60 s: 61 means 2 s, 90 means 60 s.
 * Measured on 6.18. Source: tcp_fin_time() in include/net/tcp.h, tcp_rcv_state_process() in net/ipv4/tcp_input.c,
 * tcp_keepalive_timer() in net/ipv4/tcp_timer.c.
 */
export function finWait2Seconds(timeout: number, rto: number): number {
  const shortest = 3.5 * rto;
  const time = Math.max(timeout, shortest);
  return time > 60 ? time - 60 + Math.max(time - 60, shortest) : time;
}
