import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

/** They ask what has been built, or the kernel, the loaders and editors of this machine. */
const WHOLE = ["server", "cli", "project", "storm", "kernel", "loaders", "editors"].map((folder) => `test/${folder}/**/*.test.ts`);
/** Runs inside VS Code. */
const ELSEWHERE = [...configDefaults.exclude, "test/editor/**"];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Most of the tests wait for other processes: every core has something to do.
    maxWorkers: availableParallelism(),
    // No test changes what others import, and to load the catalogue's code for each file anew takes longer than most files' tests.
    isolate: false,
    projects: [
      { extends: true, test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [...ELSEWHERE, ...WHOLE] } },
      { extends: true, test: { name: "whole", include: WHOLE, exclude: ELSEWHERE } },
    ],
  },
});
