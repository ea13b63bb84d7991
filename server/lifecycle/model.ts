/** What the view of the connection lifecycle shows; types only, so that the page can import them. */

/**
 * `default`: no file writes it. `same`: written, as the default is. `changed`: written, and different.
 * `refused`: the kernel does not take the last value written. `machine`: the default, which depends on the machine's memory.
 */
export type HeldStatus = "default" | "same" | "changed" | "refused" | "machine";

/** The TCP connection lifecycle as a file has it, in one language. All times in seconds, sizes in bytes. */
export interface Lifecycle {
  /** What it is drawn for: "Linux 6.12". */
  readonly target: string;
  readonly parameters: readonly ParameterView[];
  readonly states: readonly StateView[];
  readonly transitions: readonly TransitionView[];
  readonly waits: readonly WaitView[];
  readonly limits: readonly LimitView[];
  readonly ports: PortsView | undefined;
  readonly buffers: readonly BufferView[];
}

/** One parameter that governs something in the picture. */
export interface ParameterView {
  readonly key: string;
  /** `tcp_fin_timeout` */
  readonly name: string;
  readonly value: string;
  /** In friendlier words: "2 h". */
  readonly meaning: string | undefined;
  readonly status: HeldStatus;
  /** The status in words: "default", "changed, default 60". */
  readonly note: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** True if a line of the file writes it. */
  readonly written: boolean;
}

export interface StateView {
  readonly name: string;
  /** What the state means, in a few words. */
  readonly title: string;
  /** How long it can last, at most. */
  readonly time: string | undefined;
  /** What bounds it, drawn small: `id`s of waits. */
  readonly waits: readonly string[];
  readonly keys: readonly string[];
}

export interface TransitionView {
  readonly from: string;
  readonly to: string;
  /** What is called, sent or received: "SYN", "close()". */
  readonly label: string;
}

/** A row of the time chart. */
export interface WaitView {
  readonly id: string;
  readonly title: string;
  /** The states that it bounds. */
  readonly states: readonly string[];
  /** When something is sent again. */
  readonly sent: readonly number[];
  /** Undefined: values without meaning, nothing to draw. */
  readonly end: number | undefined;
  /** The end in words: "131 s". */
  readonly time: string;
  readonly sentence: string;
  /** The same as rows of a table. */
  readonly events: readonly { readonly at: string; readonly what: string }[];
  readonly keys: readonly string[];
}

/** A queue or a number of entries, and what happens when it is full. */
export interface LimitView {
  readonly id: string;
  readonly title: string;
  readonly limit: string;
  readonly sentence: string;
  readonly full: string;
  /** What `nstat` counts then. */
  readonly counter: string;
  readonly keys: readonly string[];
}

export interface PortsView {
  readonly low: number;
  readonly high: number;
  readonly reserved: readonly (readonly [number, number])[];
  readonly count: string;
  readonly sentence: string;
  readonly keys: readonly string[];
}

export interface BufferView {
  readonly id: string;
  readonly title: string;
  /** Three sizes in bytes with their names, ascending where they make sense. */
  readonly sizes: readonly { readonly name: string; readonly bytes: number; readonly text: string }[];
  /** Another limit worth showing beside them. */
  readonly mark: { readonly name: string; readonly bytes: number; readonly text: string } | undefined;
  readonly sentence: string;
  readonly keys: readonly string[];
}
