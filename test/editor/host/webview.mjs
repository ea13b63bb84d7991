// The page that a view shows: a document inside two frames of VS Code's window.

/** Resolves with the playwright Frame of the view that is in front, when its `selector` is there. */
export async function viewFrame(page, selector, timeout = 30_000) {
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      // VS Code names the inner frames of a webview; one that has just been replaced has no window any more.
      if (
        frame.parentFrame()?.parentFrame() &&
        (await frame
          .locator(selector)
          .count()
          .catch(() => 0)) > 0
      )
        return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`no view shows ${selector}`);
}
