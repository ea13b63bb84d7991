// The running kernel, where the extension runs on Linux.
import { strict as assert } from "node:assert";
import { platform } from "node:os";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually, hoverText } from "./support.ts";

const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);

describe("the running kernel", () => {
  if (platform() !== "linux") return;
  let document: vscode.TextDocument;

  before(async () => {
    document = await vscode.workspace.openTextDocument({ language: "sysctl", content: "net.ipv4.tcp_fin_timeout = 30\n" });
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("has its value in hovers", async () => {
    await eventually(async () => /(?:Running value: |运行值：)`\d+`/.test(await hoverText(document.uri, 0, 12)) || undefined, "the running value");
  });

  it("shows its TCP beside the file, once", async () => {
    const isTcp = ({ input }: vscode.Tab) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("sysctl.tcp");
    await vscode.commands.executeCommand("sysctl.showTcp");
    await eventually(() => tabs().find(isTcp), "the page");
    await vscode.commands.executeCommand("sysctl.showTcp");
    assert.equal(tabs().filter(isTcp).length, 1);
  });

  it("is compared with the file", async () => {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand("sysctl.compareWithRunning");
    await eventually(() => tabs().find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("sysctl.compare")), "the page");
  });

  it("gives a new document of what is not at its default", async () => {
    await vscode.commands.executeCommand("sysctl.importRunning");
    const imported = vscode.window.activeTextEditor?.document;
    assert.ok(imported?.isUntitled);
    assert.equal(imported.languageId, "sysctl");
    assert.match(imported.getText(), /^# (?:What this machine's kernel|本机内核)/);
  });
});
