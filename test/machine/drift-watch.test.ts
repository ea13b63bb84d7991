import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DriftWatch } from "../../server/drift-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("watching for drift", () => {
  it("speaks when what it finds has changed, and only while it is on", async () => {
    let found = "a";
    let spoken = 0;
    let looked = 0;
    const watch = new DriftWatch(
      async () => {
        looked++;
        return found;
      },
      () => {
        spoken++;
      },
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect([looked, spoken]).toEqual([0, 0]);
    watch.on = true;
    await vi.advanceTimersByTimeAsync(15_000);
    expect([looked, spoken]).toEqual([3, 0]);
    found = "b";
    await vi.advanceTimersByTimeAsync(15_000);
    expect([looked, spoken]).toEqual([6, 1]);
    watch.on = false;
    found = "c";
    await vi.advanceTimersByTimeAsync(60_000);
    expect([looked, spoken]).toEqual([6, 1]);
  });
});
