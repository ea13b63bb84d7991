// node test/editor/web.mjs: the web extension in VS Code for the Web, its server in a worker, used as a person would use it.
// Pictures go to out/pictures/. Where it cannot run it is skipped, unless --required. Ends with `Web: N passed, N failed`.
import { strict as assert } from "node:assert";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { exit } from "node:process";
import { openPage } from "./host/browser.mjs";
import { Cleanup } from "./host/cleanup.mjs";
import { Editor, STILL_SETTINGS } from "./host/editor.mjs";
import { CannotSetUp, setUp } from "./host/setup.mjs";
import { Steps } from "./host/steps.mjs";
import { setUpWeb } from "./web/setup.mjs";

const root = resolve(import.meta.dirname, "..", "..");
const pictures = join(root, "out", "pictures");

const TEXT = `# web server
net.ipv4.tcp_tw_recycle = 1
net.ipv4.tcp_fin_timeout = 30
net.ipv4.tcp_syn_retries = 500
`;

/** What VS Code for the Web itself complains of: a file that only its nightly builds have, and no network. */
const NOT_OURS = /nls\.messages\.js|net::ERR_/;

const STEPS = {
  "activates, and shows diagnostics as squiggles": async (editor) => {
    await editor.waitForSquiggle("error");
    await editor.screenshot(join(pictures, "web-1-squiggles.png"));
  },
  "says on hover what is wrong": async (editor) => {
    await editor.hoverOn("tcp_tw_recycle", /4\.12/);
    await away(editor);
  },
  "hovers a key and reads": async (editor) => {
    await editor.hoverOn("tcp_fin_timeout", /orphaned connections/);
    await editor.screenshot(join(pictures, "web-2-hover.png"));
    await away(editor);
  },
  "completes a key": async (editor) => {
    await editor.typeOnNewLine("tcp_keepalive_t");
    await editor.triggerSuggest("net.ipv4.tcp_keepalive_time");
    await editor.screenshot(join(pictures, "web-3-completion.png"));
    await editor.page.keyboard.press("Enter");
    await editor.page.keyboard.press("Escape");
    await editor.waitForText(/net\.ipv4\.tcp_keepalive_time/);
  },
  "shows the target, and explains a parameter in the reference": async (editor) => {
    const { page } = editor;
    await page.locator(".statusbar-item", { hasText: "Linux 6.12 · systemd" }).first().waitFor({ timeout: 60_000 });
    await editor.clickOn("tcp_fin_timeout");
    await editor.runCommand("sysctl: Explain Parameter");
    const reference = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    await reference.locator("article h2", { hasText: "FIN-WAIT-2" }).waitFor({ timeout: 60_000 });
    await reference.locator("#query").fill("keepalive");
    await reference.locator("[role=option]", { hasText: "tcp_keepalive_time" }).first().click();
    await reference.locator("article h2", { hasText: "keepalive" }).waitFor({ timeout: 60_000 });
    await editor.screenshot(join(pictures, "web-6-reference.png"));
    await page.keyboard.press("Control+w");
  },
  // person.mjs reads it.
  "opens the page of a rule": async (editor) => {
    await editor.hoverOn("500", /value-out-of-range/);
    await editor.page.locator(".monaco-hover:visible a", { hasText: "value-out-of-range" }).first().click();
    await editor.page.locator(".tab", { hasText: "value-out-of-range.md" }).first().waitFor({ timeout: 60_000 });
    await editor.screenshot(join(pictures, "web-4-rule.png"));
  },
};

const CHINESE_STEPS = {
  "speaks Chinese when asked to": async (editor) => {
    await editor.waitForSquiggle("error");
    await editor.hoverOn("tcp_tw_recycle", /已被移除/);
    await away(editor);
    await editor.hoverOn("tcp_fin_timeout", /FIN-WAIT-2 状态/);
    await editor.screenshot(join(pictures, "web-5-chinese.png"));
  },
};

async function away(editor) {
  await editor.page.keyboard.press("Escape");
  await editor.page.mouse.move(0, 0);
  await editor.page.locator(".monaco-hover:visible").first().waitFor({ state: "hidden" });
}

/** Opens a window on a new folder with the file, does the steps, and looks at what the console said. */
async function session(open, actions, { steps, settings, name }) {
  const cleanup = new Cleanup();
  cleanup.onCrash();
  const stopListening = cleanup.onSignals();
  const folder = cleanup.folder("sysctl-web-");
  const workspace = join(folder, "etc");
  mkdirSync(join(workspace, ".vscode"), { recursive: true });
  writeFileSync(join(workspace, "sysctl.conf"), TEXT);
  writeFileSync(join(workspace, ".vscode", "settings.json"), JSON.stringify({ ...STILL_SETTINGS, "sysctl.target.kernel": "6.12", ...settings }));
  const port = await freePort();
  const server = await open({ extensionDevelopmentPath: root, folderPath: workspace, port, host: "127.0.0.1" });
  cleanup.add(() => server.dispose());
  try {
    const page = await openPage({ folder: join(folder, "browser"), cleanup, viewport: { width: 1000, height: 560 } });
    const complaints = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(`${message.text()} (${message.location().url})`));
    page.on("pageerror", (error) => complaints.push(String(error)));
    // A page of ours gets an origin of its own below this name.
    await page.goto(`http://localhost:${port}/`);
    const editor = new Editor(page, page.url(), () => cleanup.run());
    await openFile(editor, "sysctl.conf");
    for (const [title, action] of Object.entries(actions)) {
      if (await steps.run(title, () => action(editor))) continue;
      await editor.screenshot(join(pictures, `web-failed-${name}.png`));
    }
    await steps.run(`says nothing on the console (${name})`, () =>
      assert.deepEqual(
        complaints.filter((text) => !NOT_OURS.test(text)),
        [],
      ),
    );
  } finally {
    await cleanup.run();
    stopListening();
  }
}

async function openFile(editor, name) {
  const { page } = editor;
  await page.locator(".monaco-workbench").first().waitFor({ timeout: 60_000 });
  const entry = page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first();
  await entry.waitFor({ timeout: 60_000 });
  await entry.dblclick();
  await page.locator(".monaco-editor .view-line").first().waitFor({ timeout: 60_000 });
  await editor.hideSideBar();
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function main() {
  setUp();
  const open = await setUpWeb();
  const steps = new Steps();
  await session(open, STEPS, { steps, name: "English" });
  await session(open, CHINESE_STEPS, { steps, name: "Chinese", settings: { "sysctl.locale": "zh-cn" } });
  return steps.sum("Web");
}

try {
  exit(await main());
} catch (error) {
  if (!(error instanceof CannotSetUp)) throw error;
  console.log(`Web tests skipped: ${error.message}`);
  exit(process.argv.includes("--required") ? 2 : 0);
}
