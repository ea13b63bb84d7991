// Headless Chromium with an empty profile, driven by playwright-core.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "./installation.mjs";

/** Opens a page. `folder` is where the browser may keep its files; the caller removes it. */
export async function openPage({ folder, cleanup, viewport = { width: 1280, height: 800 }, scale = 1, locale = "en-US" }) {
  // Not at the top: this module can be loaded before setup.mjs has installed anything.
  const { chromium } = await import("playwright-core");
  const temporary = join(folder, "tmp");
  mkdirSync(temporary, { recursive: true });
  // Where an extension's page has an origin of its own (VS Code for the Web), it needs a service worker there; Debian's browser refuses.
  const profile = join(folder, "profile", "Default");
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, "Preferences"), JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }));
  const launching = chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: findChromium(),
    headless: true,
    viewport,
    deviceScaleFactor: scale,
    locale,
    // Caches and certificate stores would otherwise go to the home folder.
    env: { ...process.env, HOME: folder, TMPDIR: temporary, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder },
    // Clean-up is the caller's, in its own order.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    chromiumSandbox: false,
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  // Added at once: a Ctrl+C while the browser starts must close it too.
  cleanup.add(() =>
    launching.then(
      (context) => context.close(),
      () => {},
    ),
  );
  const context = await launching;
  return context.pages()[0] ?? (await context.newPage());
}
