import { grouped } from "../catalogue/number.ts";
import type { Release } from "../catalogue/release.ts";
import type { Text } from "../locale.ts";
import { timeText } from "../rules/arithmetic.ts";
import type { Holdings } from "./held.ts";

/** What every part of the model is worked out from. */
export interface LifecycleContext {
  readonly held: Holdings;
  readonly kernel: Release;
  say(text: Text): string;
}

/** A number that a parameter holds; NaN where the target has no such parameter. */
export function numberOf({ held }: LifecycleContext, key: string, position = 0): number {
  return held(key)?.numbers[position] ?? Number.NaN;
}

/** The keys that the target has. */
export function present({ held }: LifecycleContext, keys: readonly string[]): string[] {
  return keys.filter((key) => held(key) !== undefined);
}

export function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

export function timeIn({ say }: LifecycleContext, seconds: number): string {
  return say(timeText(seconds));
}

/** 0.2048 -> "205 ms" below a second, else as `timeIn`. */
export function shortTimeIn(context: LifecycleContext, seconds: number): string {
  if (seconds >= 1) return timeIn(context, seconds);
  const milliseconds = Math.round(seconds * 1_000);
  return context.say({ en: `${milliseconds} ms`, "zh-cn": `${milliseconds} 毫秒` });
}

/** A number of things; a dash where the value has no meaning. */
export function amount(value: number): string {
  return value >= 0 ? grouped(value) : "–";
}
