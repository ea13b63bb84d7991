// Outline, folding, tokens, hints, formatting and sorting through VS Code's own commands.
import { strict as assert } from "node:assert";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually, inDisplayLanguage } from "./support.ts";

const TEXT = `### Network
net.ipv4.tcp_rmem=4096 131072 6291456
net.ipv4.tcp_keepalive_time = 1200

# two for the kernel
kernel.sysrq = 176
kernel.panic = 10
`;

const ask = <T>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(command, ...args);

/** Asks again until there is an answer: the server's first start takes its time. */
function answered<T>(question: () => Thenable<readonly T[] | undefined>): Promise<readonly T[]> {
  return eventually(async () => {
    const answer = await question();
    return answer && answer.length > 0 ? answer : undefined;
  }, "an answer");
}

describe("reading and formatting in VS Code", () => {
  let document: vscode.TextDocument;
  const all = () => new vscode.Range(0, 0, document.lineCount, 0);

  before(async () => {
    await vscode.workspace.getConfiguration("sysctl").update("target.kernel", "6.12", vscode.ConfigurationTarget.Global);
    document = await vscode.workspace.openTextDocument({ language: "sysctl", content: TEXT });
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.workspace.getConfiguration("sysctl").update("target.kernel", undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.getConfiguration("sysctl").update("inlayHints", undefined, vscode.ConfigurationTarget.Global);
    await ask("workbench.action.revertAndCloseActiveEditor");
  });

  it("shows the outline", async () => {
    const symbols = await answered(() => ask<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri));
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, children.map((child) => child.name)]),
      [["Network", ["net.ipv4", "two for the kernel"]]],
    );
  });

  it("folds", async () => {
    const ranges = await answered(() => ask<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri));
    assert.deepEqual(
      ranges.map(({ start, end }) => [start, end]),
      [
        [0, 6],
        [1, 2],
        [4, 6],
      ],
    );
  });

  it("expands the selection", async () => {
    const [range] = await ask<vscode.SelectionRange[]>("vscode.executeSelectionRangeProvider", document.uri, [new vscode.Position(2, 12)]);
    const texts: string[] = [];
    for (let step = range; step; step = step.parent as vscode.SelectionRange) texts.push(document.getText(step.range));
    for (const text of ["tcp_keepalive_time", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_keepalive_time = 1200", TEXT]) assert.ok(texts.includes(text), text);
  });

  it("colours known keys", async () => {
    const legend = await ask<vscode.SemanticTokensLegend>("vscode.provideDocumentSemanticTokensLegend", document.uri);
    const tokens = await ask<vscode.SemanticTokens>("vscode.provideDocumentSemanticTokens", document.uri);
    assert.equal(legend.tokenTypes[tokens.data[3] ?? -1], "property");
    assert.equal(tokens.data[2], "net.ipv4.tcp_rmem".length);
  });

  it("links names to the kernel's documentation", async () => {
    const links = await answered(() => ask<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri, 10));
    const link = links.find(({ range }) => document.getText(range) === "tcp_keepalive_time");
    assert.match(String(link?.target), /^https:\/\/www\.kernel\.org\/doc\/html\/v6\.12\/networking\/ip-sysctl\.html/);
  });

  it("says which number of a vector is which", async () => {
    const help = await ask<vscode.SignatureHelp>("vscode.executeSignatureHelpProvider", document.uri, new vscode.Position(1, 24));
    assert.equal(help.signatures[0]?.label, `net.ipv4.tcp_rmem = ${inDisplayLanguage("min default max", "最小值 默认值 最大值")}`);
    assert.equal(help.activeParameter, 1);
  });

  it("shows inlay hints, each kind of which can be switched off", async () => {
    const labels = async () =>
      (await ask<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, all())).map(({ label }) =>
        typeof label === "string" ? label : label.map(({ value }) => value).join(""),
      );
    const time = inDisplayLanguage("20 min", "20 分钟");
    const bits = inDisplayLanguage("emergency sync + remount read-only + reboot and power off", "紧急同步磁盘 + 重新挂载为只读 + 重启和关机");
    assert.deepEqual(await labels(), ["4 KiB", "128 KiB", "6 MiB", time, bits]);
    await vscode.workspace.getConfiguration("sysctl").update("inlayHints", { size: false, bits: false }, vscode.ConfigurationTarget.Global);
    assert.deepEqual(await answered(async () => ((await labels()).length < 5 ? labels() : undefined)), [time]);
  });

  it("formats the file", async () => {
    const edits = await ask<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", document.uri, { tabSize: 2, insertSpaces: true });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), TEXT.replace("rmem=", "rmem = "));
  });

  it("sorts on command", async () => {
    await vscode.window.showTextDocument(document);
    await ask("sysctl.sortAssignments");
    await answered(async () => (document.lineAt(5).text === "kernel.panic = 10" ? [1] : undefined));
    assert.equal(document.lineAt(1).text, "net.ipv4.tcp_keepalive_time = 1200");
    assert.equal(document.lineAt(4).text, "# two for the kernel");
  });

  it("offers profiles, and inserts one on command", async () => {
    const end = new vscode.Position(document.lineCount - 1, 0);
    const list = await ask<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, end, undefined, 200);
    const item = list.items.find(({ label }) => (typeof label === "string" ? label : label.label) === "profile router");
    const text = item?.insertText;
    assert.match(typeof text === "string" ? text : (text?.value ?? ""), /net\.ipv4\.ip_forward = 1/);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(end, end);
    await ask("sysctl.insertProfile", "database");
    assert.match(document.getText(), /\n\n# --- .+ ---\n(.*\n)*vm\.swappiness = 10\n/);
  });

  it("takes a whole key for a word, also with the cursor in its first part", async () => {
    const editor = await vscode.window.showTextDocument(document);
    const at = new vscode.Position(1, 1);
    assert.equal(document.getText(document.getWordRangeAtPosition(at)), document.lineAt(1).text.split(/\s*=/)[0]);
    editor.selection = new vscode.Selection(at, at);
    await ask("editor.action.addSelectionToNextFindMatch");
    assert.equal(document.getText(editor.selection), document.lineAt(1).text.split(/\s*=/)[0]);
  });

  it("comments lines out and in, and closes no bracket unasked", async () => {
    const editor = await vscode.window.showTextDocument(document);
    const before = document.lineAt(1).text;
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await ask("editor.action.commentLine");
    assert.equal(document.lineAt(1).text, `# ${before}`);
    await ask("editor.action.commentLine");
    await ask("type", { text: "[" });
    assert.equal(document.lineAt(1).text, `[${before}`);
    await ask("undo");
  });
});
