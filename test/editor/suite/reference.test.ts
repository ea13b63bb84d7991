// The reference, the target and the language in a real VS Code, through its commands. What they look like: person.mjs and pictures.
import { strict as assert } from "node:assert";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";

const TEXT = "# a file\nnet.ipv4.tcp_tw_recycle = 1\nnet.ipv4.conf.eth0.rp_filter = 1\n";

async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come`);
}

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

  it("inserts a parameter that is picked, below the cursor's line", async () => {
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    editor.selection = new vscode.Selection(1, 3, 1, 3);
    const before = document.lineCount;
    await pickFrom("sysctl.insertParameter", () => document.lineCount > before);
    assert.match(document.lineAt(2).text, /^[a-z][\w.*-]+ = /);
    assert.equal(document.lineAt(1).text, "net.ipv4.tcp_tw_recycle = 1");
    await run("undo");
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
    const done = run("sysctl.chooseTarget");
    await new Promise((resolve) => setTimeout(resolve, 500));
    await run("workbench.action.quickOpenSelectPrevious");
    await run("workbench.action.acceptSelectedQuickOpenItem");
    await done;
    await eventually(() => settings().inspect("target.kernel")?.workspaceValue === "debian-10" || undefined, "the setting");
    await eventually(() => /4\.12/.test(messages(document.uri)) || undefined, "findings for Linux 4.19");
  });

  it("speaks another language as soon as the setting says so", async () => {
    const hover = async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, new vscode.Position(2, 25));
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === "string" ? content : content.value))
        .join("\n");
    };
    await set("locale", "zh-cn");
    await eventually(() => /已被移除/.test(messages(document.uri)) || undefined, "Chinese messages");
    assert.match(await hover(), /反向路径过滤/);
    await set("locale", "en");
    await eventually(() => /gone/.test(messages(document.uri)) || undefined, "English messages");
    assert.doesNotMatch(await hover(), /\p{Script=Han}/u);
  });
});
