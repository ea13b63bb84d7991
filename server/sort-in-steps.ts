import { STEP, type Steps } from "./gently.ts";

/** A sorted copy: lists of some hundred thousand take the engine's own sort tenths of a second. Keeps the order of what is equal. */
export function* sortedInSteps<T>(items: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  let runs: T[][] = [];
  for (let from = 0; from < items.length; from += STEP) {
    runs.push(items.slice(from, from + STEP).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(yield* mergedInSteps(runs[i] ?? [], runs[i + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergedInSteps<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  // Not grown item by item: to find a long list a larger place takes long.
  const merged = new Array<T>(left.length + right.length);
  for (let n = 0, i = 0, j = 0; n < merged.length; n++) {
    const takeLeft = j >= right.length || (i < left.length && compare(left[i] as T, right[j] as T) <= 0);
    merged[n] = (takeLeft ? left[i++] : right[j++]) as T;
    if (n % STEP === 0) yield;
  }
  return merged;
}
