// Files that are applied together (../workspace/tree): from one to the other as the editor itself does it.
import { strict as assert } from "node:assert";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support.ts";

describe("the whole configuration in VS Code", () => {
  let own: vscode.TextDocument;
  let vendor: vscode.Uri;

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const at = (path: string) => vscode.Uri.joinPath(folder, "tree", path);
    vendor = at("usr/lib/sysctl.d/50-default.conf");
    const uri = at("etc/sysctl.d/10-web.conf");
    await vscode.workspace.getConfiguration("sysctl").update("target.loader", "systemd", vscode.ConfigurationTarget.Global);
    own = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(own);
  });

  after(async () => {
    await vscode.workspace.getConfiguration("sysctl").update("target.loader", undefined, vscode.ConfigurationTarget.Global);
    await vscode.window.showTextDocument(own);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  const codes = () => vscode.languages.getDiagnostics(own.uri).map(({ code }) => String(typeof code === "object" ? code.value : code));
  const withCodes = (expected: string[]) =>
    eventually(() => (codes().join() === expected.join() ? true : undefined), `the findings ${expected.join() || "none"} (now ${codes().join()})`);

  it("jumps to the winning file", async () => {
    await withCodes(["drop-in-order"]);
    const places = await vscode.commands.executeCommand<vscode.Location[]>("vscode.executeDefinitionProvider", own.uri, new vscode.Position(1, 5));
    assert.deepEqual(
      places.map(({ uri, range }) => [uri.toString(), range.start.line]),
      [[vendor.toString(), 0]],
    );
    const editor = await vscode.window.showTextDocument(own);
    editor.selection = new vscode.Selection(1, 5, 1, 5);
    await vscode.commands.executeCommand("editor.action.revealDefinition");
    await eventually(() => (vscode.window.activeTextEditor?.document.uri.toString() === vendor.toString() ? true : undefined), "the winning file");
  });

  it("shows code lenses, and goes where they point", async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", own.uri, 10);
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      [vscode.env.language.startsWith("zh") ? "被 50-default.conf:1 覆盖" : "overridden by 50-default.conf:1"],
    );
    await vscode.window.showTextDocument(own);
    const [lens] = lenses;
    assert.ok(lens?.command);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    await eventually(() => (vscode.window.activeTextEditor?.document.uri.toString() === vendor.toString() ? true : undefined), "the place of the lens");
  });

  it("shows the effective configuration, and keeps it up to date", async () => {
    await vscode.window.showTextDocument(own);
    await vscode.commands.executeCommand("sysctl.showEffective");
    const shown = await eventually(() => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "sysctl-effective"), "the document");
    assert.equal(shown.languageId, "sysctl");
    await eventually(() => (shown.getText().includes("net.core.somaxconn = 1024") ? true : undefined), "the value");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(own.uri, new vscode.Position(2, 0), "net.ipv4.tcp_retries2 = 9\n");
    await vscode.workspace.applyEdit(edit);
    await eventually(() => (shown.getText().includes("net.ipv4.tcp_retries2 = 9") ? true : undefined), "the new value");
    assert.deepEqual(vscode.languages.getDiagnostics(shown.uri), []);
  });

  it("follows the other editor, and the disk", async () => {
    const other = await vscode.workspace.openTextDocument(vendor);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(vendor, new vscode.Range(0, 0, 0, 99), "# nothing");
    await vscode.workspace.applyEdit(edit);
    await withCodes([]);
    await vscode.window.showTextDocument(other);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await withCodes(["drop-in-order"]);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.workspace.fs.writeFile(vendor, Buffer.from("net.core.somaxconn = 4096\n"));
    await vscode.window.showTextDocument(own);
    await withCodes([]);
  });
});
