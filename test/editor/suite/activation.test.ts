// VS Code takes our manifest: what the extension contributes is there.
import { strict as assert } from "node:assert";
import { describe, it } from "mocha";
import * as vscode from "vscode";

describe("the extension", () => {
  it("contributes the language sysctl", async () => {
    assert.ok((await vscode.languages.getLanguages()).includes("sysctl"));
  });
});
