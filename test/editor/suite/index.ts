// Entry of the integration suite: VS Code's extension host calls run(). Runs every *.test.js beside the bundled form of this file.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/** Rejects when a test fails, or when there is none: a suite that ran nothing has proved nothing. */
export async function run(): Promise<void> {
  const { SYSCTL_TEST_GREP: grep, SYSCTL_TEST_RESULT: resultFile } = process.env;
  const mocha = new Mocha({ ui: "bdd", reporter: "spec", color: false, timeout: 20_000, ...(grep ? { grep } : {}) });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith(".test.js")) mocha.addFile(join(__dirname, name));
  }
  const { passes, failures, pending, duration } = await results(mocha);
  const summary = `${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`;
  console.log(`Editor tests: ${summary} (${((duration ?? 0) / 1000).toFixed(1)} s)`);
  // Proof for run.mjs that the suite came to its end: an extension host that dies may look like a success.
  if (resultFile) writeFileSync(resultFile, summary);
  if (failures > 0 || passes === 0) throw new Error(`Editor tests: ${summary}`);
}

function results(mocha: Mocha): Promise<Mocha.Stats> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      if (runner.stats) resolve(runner.stats);
    });
  });
}
