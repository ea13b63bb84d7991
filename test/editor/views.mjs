// node test/editor/views.mjs [--locale zh-cn] [--required]: opens each view of views/index.mjs in a real VS Code, in every kind of
// theme, and has axe-core look for what keeps people out; then uses the view as views/NAME.mjs says (in English).
// Pictures go to out/views/. Ends with `Views: N passed, N failed`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Cleanup } from "./host/cleanup.mjs";
import { titleOf } from "./host/command-title.mjs";
import { openEditor } from "./host/editor.mjs";
import { CannotSetUp, setUp } from "./host/setup.mjs";
import { Steps } from "./host/steps.mjs";
import { viewFrame } from "./host/webview.mjs";
import { VIEWS } from "./views/index.mjs";

const root = resolve(import.meta.dirname, "..", "..");
const pictures = join(root, "out", "views");
const { values: options } = parseArgs({ options: { locale: { type: "string" }, required: { type: "boolean", default: false } } });
/** As VS Code lists them, with the class that a page then has. */
const THEMES = new Map([
  ["Light Modern", "vscode-light"],
  ["Dark Modern", "vscode-dark"],
  ["Dark High Contrast", "vscode-high-contrast"],
  ["Light High Contrast", "vscode-high-contrast-light"],
]);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TEXT = `# Proxy
net.core.somaxconn = 8192
net.ipv4.tcp_syn_retries = 3
net.ipv4.tcp_synack_retries = 300
net.ipv4.tcp_fin_timeout = 30
net.ipv4.tcp_keepalive_time = 1200
net.ipv4.tcp_tw_reuse = 1
net.ipv4.ip_local_port_range = 10240 65535
net.ipv4.ip_local_reserved_ports = 11211,27017-27019
net.ipv4.tcp_rmem = 4096 131072 33554432
`;

const steps = new Steps();

/** Throws with what axe-core objects to: rule, reason, the first elements. */
async function checkAccess(frame) {
  await frame.evaluate(AXE);
  const violations = await frame.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(
      ({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).map(({ target, any }) => `${target.join(" ")} ${any[0]?.message ?? ""}`)}`,
    );
  });
  if (violations.length > 0) throw new Error(violations.join("\n     "));
}

/** The page in a theme, once it has taken it over. */
async function inTheme(editor, view, theme) {
  const frame = await viewFrame(editor.page, view.ready);
  await editor.chooseTheme(theme);
  await frame.locator(`body.${THEMES.get(theme)}`).waitFor({ timeout: 15_000 });
  return frame;
}

async function checkView(editor, view) {
  const name = view.command.replace("sysctl.", "");
  // Some commands are there for a sysctl file only.
  await editor.clickOn("# Proxy");
  await editor.runCommand(titleOf(view.command, options.locale));
  for (const theme of THEMES.keys()) {
    await steps.run(`${name}, ${theme}: axe-core finds nothing`, async () => {
      const frame = await inTheme(editor, view, theme);
      await editor.screenshot(join(pictures, `${name}-${theme.replaceAll(" ", "-").toLowerCase()}${options.locale ? `.${options.locale}` : ""}.png`));
      await checkAccess(frame);
    });
  }
  const frame = await inTheme(editor, view, "Light Modern");
  for (const [title, use] of Object.entries(options.locale ? {} : (view.uses ?? {}))) await steps.run(`${name} ${title}`, () => use(editor, frame));
  await steps.run(`${name}: axe-core finds nothing after use`, () => checkAccess(frame));
}

async function main() {
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
    locale: options.locale,
    settings: { "sysctl.target.kernel": "6.12", "editor.inlayHints.enabled": "off" },
    sideBar: false,
    viewport: { width: 1400, height: 900 },
    cleanup,
  });
  try {
    for (const view of VIEWS) await checkView(editor, view);
  } finally {
    await editor.close();
  }
}

try {
  await main();
  process.exitCode = steps.sum("Views");
} catch (error) {
  if (!(error instanceof CannotSetUp)) throw error;
  console.log(`Views skipped: ${error.message}`);
  process.exitCode = options.required ? 2 : 0;
}
