// The features through VS Code's own API, as the editor itself asks for them.
import { strict as assert } from "node:assert";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually, hoverText } from "./support.ts";

const TEXT = `# web server
net.ipv4.tcp_tw_recycle = 1
net.ipv4.tcp_fin_timeout = 30
net.ipv4.tcp_syncookies = 1 #on
net.ipv4.tcp_orphans_retries = 3
`;

function codes(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(({ code }) => String(typeof code === "object" ? code.value : code));
}

const withCodes = (uri: vscode.Uri, wanted: (list: string[]) => boolean) => eventually(() => (wanted(codes(uri)) ? codes(uri) : undefined), "the diagnostics");

describe("the extension in VS Code", () => {
  let document: vscode.TextDocument;

  before(async () => {
    await vscode.workspace.getConfiguration("sysctl").update("target.kernel", "6.12", vscode.ConfigurationTarget.Global);
    document = await vscode.workspace.openTextDocument({ language: "sysctl", content: TEXT });
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.workspace.getConfiguration("sysctl").update("target.kernel", undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("is activated by its language", async () => {
    const extension = vscode.extensions.all.find(({ packageJSON }) => packageJSON.contributes?.languages?.some(({ id }: { id: string }) => id === "sysctl"));
    assert.ok(extension);
    await eventually(() => extension.isActive || undefined, "activation");
  });

  it("gives sysctl.conf and drop-ins the language", async () => {
    for (const path of ["/tmp/etc/sysctl.conf", "/tmp/etc/sysctl.d/90-web.conf", "/tmp/files/99-sysctl.conf"]) {
      const uri = vscode.Uri.parse(`untitled:${path}`);
      assert.equal((await vscode.workspace.openTextDocument(uri)).languageId, "sysctl", path);
    }
  });

  it("shows diagnostics", async () => {
    const found = await withCodes(document.uri, (list) => list.length >= 3);
    for (const code of ["removed-parameter", "inline-comment", "unknown-parameter"]) assert.ok(found.includes(code), `${code} in ${found}`);
    const removed = vscode.languages.getDiagnostics(document.uri).find(({ message }) => message.includes("4.12"));
    assert.equal(removed?.severity, vscode.DiagnosticSeverity.Error);
  });

  it("shows hover on key and value", async () => {
    assert.match(await hoverText(document.uri, 2, 12), /FIN-WAIT-2/);
    assert.match(await hoverText(document.uri, 2, 28), /30/);
  });

  it("completes keys and values", async () => {
    const at = (line: number, character: number) =>
      vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        new vscode.Position(line, character),
        undefined,
        5,
      );
    const label = ({ label }: vscode.CompletionItem) => (typeof label === "string" ? label : label.label);
    assert.ok((await at(2, 16)).items.map(label).includes("net.ipv4.tcp_fin_timeout"));
    assert.ok((await at(2, 28)).items.map(label).includes("60"));
  });

  it("applies a quick fix", async () => {
    await withCodes(document.uri, (list) => list.includes("inline-comment"));
    const range = document.lineAt(3).range;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ isPreferred, edit }) => isPreferred && edit);
    assert.ok(fix?.edit, `a preferred fix among ${actions.map(({ title }) => title)}`);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.lineAt(3).text, "# on");
    assert.equal(document.lineAt(4).text, "net.ipv4.tcp_syncookies = 1");
    await withCodes(document.uri, (list) => !list.includes("inline-comment"));
  });

  it("offers suggested values", async () => {
    const range = document.lineAt(2).range;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      vscode.CodeActionKind.RefactorRewrite.value,
    );
    assert.ok(
      actions.some(({ title }) => /60/.test(title)),
      `a suggestion among ${actions.map(({ title }) => title)}`,
    );
  });

  it("follows a change of settings", async () => {
    const settings = vscode.workspace.getConfiguration("sysctl");
    await settings.update("target.kernel", "4.4", vscode.ConfigurationTarget.Global);
    await withCodes(document.uri, (list) => !list.includes("removed-parameter"));
    await settings.update("target.kernel", "6.12", vscode.ConfigurationTarget.Global);
    await withCodes(document.uri, (list) => list.includes("removed-parameter"));
    await settings.update("rules", { "unknown-parameter": "off" }, vscode.ConfigurationTarget.Global);
    await withCodes(document.uri, (list) => !list.includes("unknown-parameter"));
    await settings.update("rules", undefined, vscode.ConfigurationTarget.Global);
  });

  it("follows typing", async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount, 0), "net.ipv4.tcp_syn_retries = 500\n");
    await vscode.workspace.applyEdit(edit);
    await withCodes(document.uri, (list) => list.includes("value-out-of-range"));
  });
});
