// User settings of every VS Code that tests, pictures and `npm start` open.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A window with nothing in it but the files: no chat (it brings code actions of its own), welcome page, tips or updates. */
const QUIET_SETTINGS = {
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.tips.enabled": false,
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "update.mode": "none",
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  // As on the desktop; in a browser, VS Code would save by itself.
  "files.autoSave": "off",
  "security.workspace.trust.enabled": false,
};

/** Writes user settings: ours below, those already there above, `settings` on top. */
export function writeSettings(userDataFolder, settings = {}) {
  const path = join(userDataFolder, "User", "settings.json");
  mkdirSync(dirname(path), { recursive: true });
  let present = {};
  try {
    present = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code !== "ENOENT") throw new Error(`${path} is not plain JSON: ${error.message}`);
  }
  writeFileSync(path, JSON.stringify({ ...QUIET_SETTINGS, ...present, ...settings }, null, 2));
}
