// node scripts/icons.mjs: draws the extension's icon from docs/images/icon.svg: icons/sysctl.png, and a smaller one for pages, with headless Chromium (CHROMIUM_PATH).
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");
const PICTURES = new Map([
  [128, "docs/images/icon-128.png"],
  [256, "icons/sysctl.png"],
]);
const folder = mkdtempSync(join(tmpdir(), "icons-"));
const drawing = readFileSync(join(root, "docs/images/icon.svg"), "utf8");
try {
  for (const [size, path] of PICTURES) {
    const page = join(folder, "page.html");
    writeFileSync(page, `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
    const options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--default-background-color=00000000", `--user-data-dir=${folder}`];
    const picture = [`--screenshot=${join(root, path)}`, `--window-size=${size},${size}`];
    execFileSync(process.env.CHROMIUM_PATH ?? "chromium", [...options, ...picture, pathToFileURL(page).href], { stdio: "ignore" });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
