import type { RawServer } from "../support/raw-server.ts";

/** What a server holds after so many edits, once all garbage is collected (KiB). */
export interface Sample {
  readonly edits: number;
  readonly seconds: number;
  readonly rss: number;
  readonly heap: number;
}

/** Asks a server that was started with memory-watch.cjs. */
export async function memoryOf({ process: child }: RawServer): Promise<Pick<Sample, "rss" | "heap">> {
  const told = new Promise<{ rss: number; heapUsed: number }>((resolve) => child.once("message", resolve as (message: unknown) => void));
  child.send("");
  const { rss, heapUsed } = await told;
  return { rss: Math.round(rss / 1024), heap: Math.round(heapUsed / 1024) };
}

/** KiB that are held more after each 1,000 edits: the line through the second half of the samples that fits best; NaN for fewer than two. */
export function slope(samples: readonly Sample[], of: "rss" | "heap"): number {
  const later = samples.slice(samples.length >> 1);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(later.map(({ edits }) => edits));
  const y = mean(later.map((sample) => sample[of]));
  const above = later.reduce((sum, sample) => sum + (sample.edits - x) * (sample[of] - y), 0);
  const below = later.reduce((sum, { edits }) => sum + (edits - x) ** 2, 0);
  return (above / below) * 1_000;
}

/** One line a sample, and the slopes. */
export function table(name: string, samples: readonly Sample[]): string {
  const cells = (values: readonly (string | number)[]) => values.map((value) => String(value).padStart(10)).join("");
  const rows = samples.map(({ edits, seconds, rss, heap }) => cells([edits, seconds, rss, heap]));
  const text = (of: "rss" | "heap") => slope(samples, of).toFixed(2);
  const last = `Over the second half, KiB per 1,000 edits: RSS ${text("rss")}, heap ${text("heap")}`;
  return [`${name} (KiB after a forced garbage collection)`, cells(["edits", "seconds", "RSS", "heap used"]), ...rows, last].join("\n");
}
