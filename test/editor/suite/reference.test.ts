// The reference, the target and the language in a real VS Code, through its commands. What they look like: person.mjs and pictures.
import { strict as assert } from "node:assert";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually, hoverText } from "./support.ts";

const TEXT = "# a file\nnet.ipv4.tcp_tw_recycle = 1\nnet.ipv4.conf.eth0.rp_filter = 1\n";

const settings = () => vscode.workspace.getConfiguration("sysctl");
const set = (name: string, value: unknown) => settings().update(name, value, vscode.ConfigurationTarget.Global);
const run = (command: string) => vscode.commands.executeCommand(command);
const messages = (uri: vscode.Uri) =>
  vscode.languages
    .getDiagnostics(uri)
    .map(({ message }) => message)
    .join("\n");

/** The open pages of ours. */
const pages = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes("sysctl.reference"));

/** Picks the first of what a command offers that has the text in it. */
async function pickFrom(command: string, ready: () => boolean): Promise<void> {
  const done = run(command);
  await eventually(async () => {
    await run("workbench.action.acceptSelectedQuickOpenItem");
    return ready() || undefined;
  }, `the choice of ${command}`);
  await done;
}

describe("the reference and the target in VS Code", () => {
  let document: vscode.TextDocument;
  let manifest: { contributes: Record<string, { command?: string; id?: string; steps?: { description: string }[]; icon?: { light: string; dark: string } }[]> };

  before(async () => {
    await set("target.kernel", "6.12");
    document = await vscode.workspace.openTextDocument({ language: "sysctl", content: TEXT });
    await vscode.window.showTextDocument(document);
    const extension = vscode.extensions.all.find(({ packageJSON }) => packageJSON.contributes?.languages?.some(({ id }: { id: string }) => id === "sysctl"));
    assert.ok(extension);
    manifest = extension.packageJSON;
    await extension.activate();
  });

  after(async () => {
    for (const name of ["target.kernel", "target.loader", "locale"]) {
      await set(name, undefined);
      await settings().update(name, undefined, vscode.ConfigurationTarget.Workspace);
    }
    await run("workbench.action.closeAllEditors");
  });

  it("has every command of its manifest, and those that its walkthrough leads to", async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const named = manifest.contributes.commands?.map(({ command }) => command ?? "") ?? [];
    const steps = manifest.contributes.walkthroughs?.[0]?.steps ?? [];
    const led = steps.flatMap(({ description }) => [...description.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command ?? ""));
    assert.ok(named.length >= 5 && steps.length >= 4 && led.length >= 3);
    assert.deepEqual(
      [...named, ...led].filter((command) => !known.has(command)),
      [],
    );
  });

  it("explains the parameter under the cursor in one page, which opens once", async () => {
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 12, 1, 12);
    await run("sysctl.explainParameter");
    await eventually(() => pages()[0], "the page");
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await run("sysctl.openReference");
    assert.equal(pages().length, 1);
    await vscode.window.tabGroups.close(pages());
  });

  it("inserts a parameter that is picked, and selects its value", async () => {
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    // The first of the list: nothing like it is in the file, so it comes at the end.
    await pickFrom("sysctl.insertParameter", () => document.getText() !== TEXT);
    const [, value] = /^[a-z][\w.*-]+ = (\S+)\n$/.exec(document.getText().slice(TEXT.length)) ?? [];
    assert.equal(document.getText().slice(0, TEXT.length), TEXT);
    assert.equal(document.getText(editor.selection), value);
    await run("undo");
    assert.equal(document.getText(), TEXT);
  });

  it("opens a sample that has something to show", async () => {
    await run("sysctl.openSample");
    const sample = vscode.window.activeTextEditor?.document;
    assert.ok(sample && sample !== document && sample.languageId === "sysctl");
    await eventually(() => vscode.languages.getDiagnostics(sample.uri).length >= 3 || undefined, "findings in the sample");
    await run("workbench.action.revertAndCloseActiveEditor");
  });

  it("checks for another target as soon as it is chosen, and writes it to the workspace", async () => {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await eventually(() => /4\.12/.test(messages(document.uri)) || undefined, "the finding");
    await settings().update("target.kernel", "debian-9", vscode.ConfigurationTarget.Workspace);
    await eventually(() => !/4\.12/.test(messages(document.uri)) || undefined, "findings for Linux 4.9");
    // The list opens at what is chosen now; the one before it is Debian 10.
    await run("sysctl.chooseTarget");
    await run("workbench.action.quickOpenSelectPrevious");
    await run("workbench.action.acceptSelectedQuickOpenItem");
    await eventually(() => settings().inspect("target.kernel")?.workspaceValue === "debian-10" || undefined, "the setting");
    await eventually(() => /4\.12/.test(messages(document.uri)) || undefined, "findings for Linux 4.19");
  });

  it("speaks another language as soon as the setting says so", async () => {
    const hover = () => hoverText(document.uri, 2, 25);
    await set("locale", "zh-cn");
    await eventually(() => /已被移除/.test(messages(document.uri)) || undefined, "Chinese messages");
    assert.match(await hover(), /反向路径过滤/);
    await set("locale", "en");
    await eventually(() => /gone/.test(messages(document.uri)) || undefined, "English messages");
    assert.doesNotMatch(await hover(), /\p{Script=Han}/u);
  });
});
