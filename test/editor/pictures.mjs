// node test/editor/pictures.mjs [--locale zh-cn] [--theme "Dark Modern"]: takes the pictures of docs/images/ from a real VS Code.
// For trying things out: --extension DIR, --sample FILE, --out DIR. The sample is opened as a copy; files stay as they are.
import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { exit } from "node:process";
import { parseArgs } from "node:util";
import { Cleanup } from "./host/cleanup.mjs";
import { openEditor } from "./host/editor.mjs";
import { CannotSetUp, setUp } from "./host/setup.mjs";

const root = resolve(import.meta.dirname, "..", "..");
const { values: options } = parseArgs({
  options: {
    extension: { type: "string", default: root },
    sample: { type: "string", default: join(root, "samples", "sysctl.conf") },
    out: { type: "string", default: join(root, "docs", "images") },
    locale: { type: "string" },
    theme: { type: "string", default: "Light Modern" },
  },
});

/** Nothing but the file: what is not ours would only distract. */
const SETTINGS = {
  "breadcrumbs.enabled": false,
  "editor.fontSize": 14,
  "editor.occurrencesHighlight": "off",
  "editor.selectionHighlight": false,
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "workbench.editor.editorActionsLocation": "hidden",
};

/** Each opens, types and points as a person would, and returns the file it wrote. They run one after the other in one window. */
const PICTURES = [squiggles, hover, completion, quickFix];

async function squiggles(editor) {
  await editor.waitForSquiggle("error");
  return editor.screenshot(file("squiggles"));
}

async function hover(editor) {
  await editor.hoverOn("tcp_fin_timeout");
  const written = await editor.screenshot(file("hover"));
  await editor.page.keyboard.press("Escape");
  await editor.page.mouse.move(0, 0);
  return written;
}

async function completion(editor) {
  await editor.typeOnNewLine("net.ipv4.tcp_k");
  await editor.triggerSuggest();
  await editor.showSuggestDetails();
  const written = await editor.screenshot(file("completion"));
  await editor.page.keyboard.press("Escape");
  // Takes the line away again: the next picture shows the sample as it is.
  await editor.page.keyboard.press("Control+Shift+k");
  return written;
}

async function quickFix(editor) {
  await editor.clickOnSquiggle("error");
  await editor.openQuickFix();
  const written = await editor.screenshot(file("quick-fix"));
  await editor.page.keyboard.press("Escape");
  return written;
}

function file(name) {
  return join(options.out, `${name}${options.locale ? `.${options.locale}` : ""}.png`);
}

async function main() {
  setUp();
  const cleanup = new Cleanup();
  cleanup.onCrash();
  const workspace = join(cleanup.folder("sysctl-"), "etc");
  const openFile = basename(options.sample);
  mkdirSync(workspace);
  copyFileSync(options.sample, join(workspace, openFile));
  const editor = await openEditor({
    extensionDevelopmentPath: options.extension,
    workspace,
    openFile,
    locale: options.locale,
    colorTheme: options.theme,
    settings: SETTINGS,
    sideBar: false,
    viewport: { width: 900, height: 480 },
    scale: 2,
    cleanup,
  });
  try {
    for (const picture of PICTURES) console.log(relative(root, await picture(editor)));
  } catch (error) {
    console.error(`What the window showed: ${await editor.screenshot(join(root, "out", "picture-failed.png"))}`);
    throw error;
  } finally {
    await editor.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof CannotSetUp ? `No pictures: ${error.message}` : error);
  exit(1);
}
