// node test/editor/pictures.mjs: takes the pictures of docs/images/ from a real VS Code, in both languages, light and dark. Needs pngquant.
// `--locale zh-cn`, `--theme dark`, `--only hover` take some of them. For trying things out: --extension DIR, --sample FILE, --out DIR. The sample is
// opened as a copy; files stay as they are.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { exit } from "node:process";
import { parseArgs } from "node:util";
import { Cleanup } from "./host/cleanup.mjs";
import { titleOf } from "./host/command-title.mjs";
import { openEditor } from "./host/editor.mjs";
import { CannotSetUp, setUp } from "./host/setup.mjs";
import { viewFrame } from "./host/webview.mjs";
import { tcp } from "./views/machine.mjs";

const root = resolve(import.meta.dirname, "..", "..");
const { values: options } = parseArgs({
  options: {
    extension: { type: "string", default: root },
    sample: { type: "string", default: join(root, "samples", "sysctl.conf") },
    out: { type: "string", default: join(root, "docs", "images") },
    locale: { type: "string" },
    theme: { type: "string" },
    only: { type: "string" },
  },
});

const LOCALES = ["en", "zh-cn"];
const THEMES = { light: "Light Modern", dark: "Dark Modern" };
/** Bytes: a README with all of them must not be slow. */
const SIZE_LIMIT = 150_000;

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

/** Each opens, types and points as a person would, leaves the window as it was. They run one after the other in one window. */
const PICTURES = {
  squiggles: async (editor) => {
    await editor.waitForSquiggle("error");
    return async () => {};
  },
  hover: async (editor) => {
    await editor.hoverOn("tcp_fin_timeout", /HZ=250/);
    return async () => {
      await editor.page.keyboard.press("Escape");
      await editor.page.mouse.move(0, 0);
    };
  },
  completion: async (editor) => {
    await editor.typeOnNewLine("net.ipv4.tcp_k");
    await editor.triggerSuggest();
    await editor.showSuggestDetails();
    return async () => {
      await editor.page.keyboard.press("Escape");
      // Takes the line away again: the next picture shows the sample as it is.
      await editor.page.keyboard.press("Control+Shift+k");
    };
  },
  "quick-fix": async (editor) => {
    await editor.waitForSquiggle("error");
    // Two ports without the blank: there is a fix, and there are ranges to choose from.
    await editor.openQuickFix("102465000", /1024 65000/);
    return () => editor.page.keyboard.press("Escape");
  },
  lifecycle: (editor, locale) => view(editor, "sysctl.showLifecycle", ".machine .edge", locale),
  connections: async (editor, locale) => {
    // The command is there once the server has said that it runs on Linux.
    await editor.waitForSquiggle("error");
    return view(editor, "sysctl.showTcp", tcp.ready, locale);
  },
  reference: async (editor, locale) => {
    await editor.clickOn("tcp_keepalive_time");
    return view(editor, "sysctl.explainParameter", "article h1, article h2", locale, { width: 1100, height: 620 });
  },
};

/** A view beside the file. Larger than the other pictures: there is much to see. */
async function view(editor, command, ready, locale, room = { width: 1240, height: 800 }) {
  const size = editor.page.viewportSize();
  await editor.page.setViewportSize(room);
  await editor.runCommand(titleOf(command, locale));
  await viewFrame(editor.page, ready);
  return async () => {
    await editor.page.keyboard.press("Control+w");
    await editor.page.setViewportSize(size);
  };
}

/** The pictures in one language and theme, from one window. */
async function takePictures(locale, theme) {
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
    locale: locale === "en" ? undefined : locale,
    colorTheme: THEMES[theme],
    settings: SETTINGS,
    sideBar: false,
    viewport: { width: 900, height: 480 },
    scale: 2,
    cleanup,
  });
  try {
    for (const [name, show] of Object.entries(PICTURES)) {
      if (options.only && options.only !== name) continue;
      const putBack = await show(editor, locale);
      const path = join(options.out, `${name}${locale === "en" ? "" : `.${locale}`}${theme === "light" ? "" : `.${theme}`}.png`);
      compress(await editor.screenshot(path));
      await putBack();
      console.log(`${relative(root, path)}: ${Math.ceil(statSync(path).size / 1000)} KB`);
    }
  } catch (error) {
    console.error(`What the window showed: ${await editor.screenshot(join(root, "out", "picture-failed.png"))}`);
    throw error;
  } finally {
    await editor.close();
  }
}

/** A screenshot has few colours: a palette of them is a third of the size and looks the same. */
function compress(path) {
  const { status, error, stderr } = spawnSync("pngquant", ["--force", "--strip", "--speed", "1", "--nofs", "--ext", ".png", "96", path], { encoding: "utf8" });
  if (error) throw new CannotSetUp("pngquant is missing (a Debian package of that name)");
  if (status !== 0) throw new Error(`pngquant: ${stderr}`);
  if (statSync(path).size > SIZE_LIMIT) throw new Error(`${path} has more than ${SIZE_LIMIT / 1000} KB`);
}

try {
  setUp();
  for (const locale of options.locale ? [options.locale] : LOCALES) {
    for (const theme of options.theme ? [options.theme] : Object.keys(THEMES)) await takePictures(locale, theme);
  }
} catch (error) {
  console.error(error instanceof CannotSetUp ? `No pictures: ${error.message}` : error);
  exit(1);
}
