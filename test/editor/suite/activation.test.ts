// VS Code takes our manifest: what the extension contributes is there. Nothing of it is loaded before it is needed.
import { strict as assert } from "node:assert";
import { join, sep } from "node:path";
import { performance } from "node:perf_hooks";
import { describe, it } from "mocha";
import * as vscode from "vscode";

/** The bundles of the extension that this extension host has loaded. */
function loaded(folder: string): string[] {
  const dist = join(folder, "dist") + sep;
  return Object.keys(require.cache)
    .filter((path) => path.startsWith(dist))
    .map((path) => path.slice(dist.length))
    .sort();
}

describe("the extension", () => {
  const extension = vscode.extensions.all.find(({ packageJSON }) => packageJSON.contributes?.languages?.some(({ id }: { id: string }) => id === "sysctl"));
  const folder = extension?.extensionUri.fsPath ?? "";

  it("contributes the language sysctl", async () => {
    assert.ok((await vscode.languages.getLanguages()).includes("sysctl"));
  });

  it("is not loaded before a sysctl file opens, and then its small entry first", async () => {
    assert.equal(extension?.isActive, false);
    assert.deepEqual(loaded(folder), []);
    const before = performance.eventLoopUtilization();
    const from = performance.now();
    await extension?.activate();
    const { active } = performance.eventLoopUtilization(before);
    console.log(
      `Activation: ${active.toFixed()} ms of the extension host's time (VS Code's own part in it included), ready after ${(performance.now() - from).toFixed()} ms`,
    );
    assert.deepEqual(loaded(folder), ["client.browser.js", "client.js"]);
  });
});
