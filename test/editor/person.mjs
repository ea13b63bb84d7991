// node test/editor/person.mjs: a real VS Code in a real browser, used as a person would: read, hover, type, complete, fix.
// Pictures of each step go to out/pictures/. Ends with `Person: N passed, N failed`.
import { strict as assert } from "node:assert";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Cleanup } from "./host/cleanup.mjs";
import { openEditor } from "./host/editor.mjs";
import { eventually } from "./host/eventually.mjs";
import { setUp } from "./host/setup.mjs";
import { Steps } from "./host/steps.mjs";

const root = resolve(import.meta.dirname, "..", "..");
const pictures = join(root, "out", "pictures");

const TEXT = `# 优化 TIME-WAIT
net.ipv4.tcp_tw_recycle = 1
net.ipv4.tcp_fin_timeout = 30
net.ipv4.ip_local_port_range = 102465000
`;

const STEPS = {
  "sees what is wrong as squiggles": async (editor) => {
    await editor.waitForSquiggle("error");
    await editor.screenshot(join(pictures, "1-squiggles.png"));
  },
  "hovers a key and reads": async (editor) => {
    const text = await editor.hoverOn("tcp_fin_timeout", /orphaned connections/);
    assert.match(text, /Kernel documentation/);
    await editor.screenshot(join(pictures, "2-hover.png"));
    await editor.page.keyboard.press("Escape");
    await editor.page.mouse.move(0, 0);
  },
  "types a beginning and picks a key, then a value": async (editor) => {
    await editor.typeOnNewLine("tcp_keepalive_t");
    await editor.triggerSuggest("net.ipv4.tcp_keepalive_time");
    await editor.screenshot(join(pictures, "3-completion.png"));
    await editor.page.keyboard.press("Enter");
    await editor.page.keyboard.type("1200");
    await editor.page.keyboard.press("Escape");
    await editor.waitForText(/net\.ipv4\.tcp_keepalive_time = 1200/);
  },
  "opens the quick-fix menu and takes the first": async (editor) => {
    await editor.clickOn("102465000");
    await editor.openQuickFix(undefined, /1024 65000/);
    await editor.screenshot(join(pictures, "4-quick-fix.png"));
    await editor.page.keyboard.press("Enter");
    await editor.waitForText(/= 1024 65000/);
    await editor.screenshot(join(pictures, "5-fixed.png"));
  },
  "follows a finding to the page of its rule, and reads": async (editor) => {
    await editor.hoverOn("tcp_tw_recycle", /removed-parameter/);
    await editor.page.locator(".monaco-hover:visible a", { hasText: "removed-parameter" }).first().click();
    await editor.page.locator(".tab", { hasText: "removed-parameter.md" }).first().waitFor({ timeout: 60_000 });
    await webviewSays(editor.page, /removed-parameter\s[\s\S]*Found in:/);
    await editor.screenshot(join(pictures, "6-rule.png"));
  },
};

/** Waits until a web view says this. */
async function webviewSays(page, pattern) {
  const text = (frame) => frame.evaluate(() => document.querySelector("h1")?.parentElement?.innerText ?? "").catch(() => "");
  const look = async () => (await Promise.all(page.frames().map(text))).some((said) => pattern.test(said));
  await eventually(look, () => `no web view says ${pattern}`);
}

setUp();
const cleanup = new Cleanup();
cleanup.onCrash();
const workspace = join(cleanup.folder("sysctl-"), "etc");
mkdirSync(workspace);
writeFileSync(join(workspace, "sysctl.conf"), TEXT);
const editor = await openEditor({
  extensionDevelopmentPath: root,
  workspace,
  openFile: "sysctl.conf",
  settings: { "sysctl.target.kernel": "6.12" },
  sideBar: false,
  viewport: { width: 1000, height: 560 },
  cleanup,
});
const steps = new Steps();
for (const [title, step] of Object.entries(STEPS)) {
  if (await steps.run(title, () => step(editor))) continue;
  await editor.screenshot(join(pictures, `failed-${steps.failed}.png`));
  await editor.page.keyboard.press("Escape");
}
await editor.close();
process.exitCode = steps.sum("Person");
