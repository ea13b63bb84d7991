// VS Code takes our manifest: what the extension contributes is there. Nothing of it is loaded before it is needed.
import { strict as assert } from "node:assert";
import { join, sep } from "node:path";
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
    await extension?.activate();
    assert.deepEqual(loaded(folder), ["client.browser.js", "client.js"]);
  });
});
