import fc from "fast-check";
import { expect, it } from "vitest";
import { atOnce, STEP } from "../server/gently.ts";
import { sortedInSteps } from "../server/sort-in-steps.ts";

it("sorts as the engine does, equal ones in their order", () => {
  const compare = (a: readonly number[], b: readonly number[]) => (a[0] ?? 0) - (b[0] ?? 0);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 * STEP + 5 }), fc.integer({ min: 1, max: 10_000 }), (length, factor) => {
      const items = Array.from({ length }, (_, i) => [(i * factor) % 1_009, i]);
      expect(atOnce(sortedInSteps(items, compare))).toEqual([...items].sort(compare));
    }),
    {
      numRuns: 30,
      examples: [
        [0, 1],
        [STEP, 1],
        [5 * STEP, 7],
      ],
    },
  );
});
