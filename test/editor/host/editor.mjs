// A real VS Code with the extension under development, for tests and pictures that look and type like a person:
//
//   const editor = await openEditor({ extensionDevelopmentPath, workspace, openFile: "sysctl.conf" });
//   try {
//     await editor.waitForSquiggle();
//     await editor.hoverOn("tcp_fin_timeout");
//     await editor.screenshot("hover.png");
//   } finally {
//     await editor.close();
//   }
//
// `editor.page` is playwright's Page, for everything that has no helper here.
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openPage } from "./browser.mjs";
import { Cleanup } from "./cleanup.mjs";
import { eventually } from "./eventually.mjs";
import { startServer, workbenchUrl } from "./server.mjs";
import { locateSelection, locateText } from "./view-text.mjs";

/** Milliseconds that a busy machine may take to show something. */
const PATIENCE = 60_000;
/** So often a hover is looked for before the pointer comes again. */
const REST = 30;

/** Still, so that two pictures of the same thing are the same. */
export const STILL_SETTINGS = {
  "editor.cursorBlinking": "solid",
  "editor.cursorSmoothCaretAnimation": "off",
  "editor.smoothScrolling": false,
  "editor.minimap.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.colorTheme": "Light Modern",
};

/**
 * Opens `openFile` (a path inside the folder `workspace`) and resolves when its text shows and extensions run.
 * `locale` is "zh-cn" or nothing for English; `colorTheme` e.g. "Dark Modern"; `settings` are user settings;
 * `sideBar` false closes the file explorer; `scale` 2 gives pictures for dense screens.
 */
export async function openEditor(options) {
  const { extensionDevelopmentPath, workspace, openFile, locale, colorTheme, sideBar = true, viewport, scale } = options;
  // One that the caller may have put steps of its own into; close() and Ctrl+C do all of them.
  const { cleanup = new Cleanup() } = options;
  const stopListening = cleanup.onSignals();
  const close = async () => {
    await cleanup.run();
    stopListening();
  };
  try {
    const folder = cleanup.folder("vscode-");
    const settings = { ...STILL_SETTINGS, ...(colorTheme ? { "workbench.colorTheme": colorTheme } : {}), ...options.settings };
    const server = await startServer({ folder, cleanup, automation: true, settings, locale });
    const page = await openPage({ folder: join(folder, "browser"), cleanup, viewport, scale, locale });
    const payload = [["extensionDevelopmentPath", resolve(extensionDevelopmentPath)]];
    if (openFile) payload.push(["openFile", resolve(workspace, openFile)]);
    const url = workbenchUrl({ port: server.port, workspace: resolve(workspace), payload });

    await page.goto(url);
    if (openFile) await page.locator(".monaco-editor .view-line").first().waitFor({ timeout: PATIENCE });
    await page.waitForFunction(() => performance.getEntriesByName("code/didLoadExtensions").length > 0, undefined, { timeout: PATIENCE });
    const editor = new Editor(page, url, close);
    if (!sideBar) await editor.hideSideBar();
    return editor;
  } catch (error) {
    await close();
    throw error;
  }
}

export class Editor {
  constructor(page, url, close) {
    this.page = page;
    this.url = url;
    this.close = close;
  }

  /** Writes a PNG of the window, or of the part `clip`, and returns its path. */
  async screenshot(path, { clip } = {}) {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    await this.page.screenshot({ path, clip, caret: "initial", animations: "disabled" });
    return path;
  }

  /** Waits until a line shows a squiggle: "error", "warning", "info" or "hint". */
  async waitForSquiggle(severity = "error") {
    // The element is an empty decoration: attached, but never "visible" to playwright.
    await this.page.locator(`.squiggly-${severity}`).first().waitFor({ state: "attached", timeout: PATIENCE });
  }

  /** Rests the pointer on the first place that shows `text`; resolves with the hover's text once it says `expected`. */
  async hoverOn(text, expected = /\S/) {
    const hover = this.page.locator(".monaco-hover:visible").first();
    let said = "";
    let hidden = REST;
    const look = async () => {
      // What comes into the window meanwhile (hints, squiggles) may move the text, or close the hover: then the pointer comes once more.
      if (hidden++ >= REST) {
        hidden = 0;
        const place = await this.#place(text);
        await this.page.mouse.move(0, 0);
        await this.page.mouse.move(place.x + place.width / 2, place.y + place.height / 2, { steps: 4 });
      }
      if (!(await hover.isVisible())) return false;
      hidden = 0;
      said = await hover.innerText({ timeout: 1000 }).then(
        (all) => all.trim(),
        () => "",
      );
      // Some providers answer later than others; "Loading..." stands in for them, or nothing does.
      return expected.test(said) && !/Loading\.\.\.|正在加载\.\.\./.test(said) && said;
    };
    return eventually(look, () => `the hover on ${text} does not say ${expected} but ${said}`);
  }

  /** Puts the cursor into the first place that shows `text`. */
  async clickOn(text) {
    const place = await this.#place(text);
    await this.page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
    await this.page.locator(".monaco-editor.focused").first().waitFor();
  }

  /** Goes to the last line, opens a new one unless it is empty, and types `text` as a person would, key by key. */
  async typeOnNewLine(text) {
    await this.page.locator(".monaco-editor .view-lines").first().click();
    await this.page.keyboard.press("Control+End");
    if (!(await this.visibleText()).endsWith("\n")) await this.page.keyboard.press("Enter");
    await this.page.keyboard.type(text, { delay: 30 });
  }

  /** Asks for completion at the cursor; resolves with the labels that show, once `first`, if given, leads them: the list follows typing. */
  async triggerSuggest(first) {
    const list = this.page.locator(".suggest-widget.visible .monaco-list-row");
    // Typing may have opened it; a second Ctrl+Space would only fold its details.
    if (!(await list.first().isVisible())) await this.page.keyboard.press("Control+Space");
    await list.first().waitFor({ timeout: PATIENCE });
    if (first) await list.first().filter({ hasText: first }).waitFor({ timeout: PATIENCE });
    return (await list.locator(".label-name").allInnerTexts()).map((label) => label.trim());
  }

  /** Unfolds the documentation beside the list of suggestions. The same keys fold it, and a slow machine shows it late: not at once again. */
  async showSuggestDetails() {
    const details = this.page.locator(".suggest-details:visible");
    const shows = (timeout) =>
      details.waitFor({ timeout }).then(
        () => true,
        () => false,
      );
    for (let i = 0; i < 3; i++) {
      if (await shows(1500)) return;
      await this.page.keyboard.press("Control+Space");
    }
    await details.waitFor({ timeout: PATIENCE });
  }

  /** Opens the quick-fix menu at `text`, or at the cursor; resolves with the titles offered, once one that says `first`, if given, leads them. */
  async openQuickFix(text, first = /\S/) {
    if (text) await this.clickOn(text);
    const titles = this.page.locator(".action-widget").first().locator(".monaco-list-row.action .title");
    let seen = "";
    let looks = 0;
    const look = async () => {
      // In an editor that is just starting nobody may have an answer yet: then there is no menu, and asking again is all one can do.
      if (seen === "" && looks++ % 20 === 0) await this.page.keyboard.press("Control+.");
      [seen = ""] = await titles.allInnerTexts();
      return first.test(seen);
    };
    await eventually(look, () => `the menu is not led by ${first} but ${seen}`);
    return (await titles.allInnerTexts()).map((title) => title.trim());
  }

  /** Runs a command by the title that the command palette shows in the display language. */
  async runCommand(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input[type=text]").first();
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Changes the colour theme by its name in the list of themes. */
  async chooseTheme(label) {
    const widget = this.page.locator(".quick-input-widget");
    // The command palette takes its time to close.
    await widget.waitFor({ state: "hidden" });
    await this.page.keyboard.press("Control+k");
    await this.page.keyboard.press("Control+t");
    await this.page.locator(".quick-input-widget input[type=text]").first().fill(label);
    await this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: label }).waitFor({ timeout: PATIENCE });
    await this.page.keyboard.press("Enter");
    await widget.waitFor({ state: "hidden" });
  }

  /** The editor's text as it shows; lines out of sight are missing. */
  async visibleText() {
    const lines = await this.page.locator(".monaco-editor .view-line").all();
    const placed = await Promise.all(lines.map(async (line) => ({ top: (await line.boundingBox())?.y ?? 0, text: await line.textContent() })));
    const inOrder = placed.sort((one, other) => one.top - other.top);
    return inOrder.map(({ text }) => text.replaceAll("\u00a0", " ")).join("\n");
  }

  /** Waits until the editor shows a text. */
  async waitForText(pattern) {
    await eventually(
      async () => pattern.test(await this.visibleText()),
      () => `the editor does not show ${pattern}`,
    );
  }

  /**
   * Waits until the editor has the focus and `text`, which follows `before` on its line, selected. Judged by what is drawn: now and then
   * VS Code's status bar does not count what is selected.
   */
  async waitForSelection(before, text) {
    await this.page.locator(".monaco-editor.focused").waitFor({ timeout: PATIENCE });
    await eventually(
      async () => {
        const { right, y, width, height } = await this.#place(before + text);
        const start = right - (width * text.length) / (before + text).length;
        const drawn = await this.page.evaluate(locateSelection);
        const middle = y + height / 2;
        return drawn.length === 1 && isNear(drawn[0].left, start) && isNear(drawn[0].right, right) && drawn[0].top < middle && middle < drawn[0].bottom;
      },
      () => `${JSON.stringify(text)} after ${JSON.stringify(before)} is not what is selected`,
    );
  }

  async hideSideBar() {
    const sideBar = this.page.locator(".part.sidebar");
    if (!(await sideBar.isVisible())) return;
    await this.page.keyboard.press("Control+b");
    await sideBar.waitFor({ state: "hidden" });
  }

  async #place(text) {
    const handle = await this.page.waitForFunction(locateText, text, { timeout: PATIENCE }).catch(() => {
      throw new Error(`the editor does not show ${JSON.stringify(text)}`);
    });
    return handle.jsonValue();
  }
}

/** Whether two places, in CSS pixels, are less than half a character apart. */
function isNear(one, other) {
  return Math.abs(one - other) < 3;
}
