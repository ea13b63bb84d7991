import type { OrderedWrite } from "../configuration/configuration.ts";
import { numbersOf } from "./arithmetic.ts";
import type { ConfigurationContext } from "./rule.ts";

/** A limit of dirty memory that can be set in two ways, of which the kernel keeps one. */
export interface DirtyLimit {
  readonly ratio: string;
  readonly bytes: string;
  /** The smallest number of bytes that the kernel takes. */
  readonly leastBytes: number;
  /** Writers: a ratio of 0 that changes nothing leaves the bytes alone. Background: every write of the ratio clears them. */
  readonly leastRatio: number;
  readonly defaultRatio: number;
}

export const WRITERS: DirtyLimit = { ratio: "vm.dirty_ratio", bytes: "vm.dirty_bytes", leastBytes: 8_192, leastRatio: 1, defaultRatio: 20 };
export const BACKGROUND: DirtyLimit = {
  ratio: "vm.dirty_background_ratio",
  bytes: "vm.dirty_background_bytes",
  leastBytes: 1,
  leastRatio: 0,
  defaultRatio: 10,
};

export interface DirtyWrite extends OrderedWrite {
  readonly value: number;
}

/** The writes to one limit that the kernel takes, in order. */
export function dirtyWrites({ writes }: ConfigurationContext, limit: DirtyLimit): DirtyWrite[] {
  return writes([limit.ratio, limit.bytes])
    .map((write) => ({ ...write, value: numbersOf(write.line.value)[0] ?? Number.NaN }))
    .filter(({ key, value }) => (key === limit.ratio ? value >= limit.leastRatio && value <= 100 : value >= limit.leastBytes));
}
