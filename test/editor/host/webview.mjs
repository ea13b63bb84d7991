// The page that a view shows: a document inside two frames of VS Code's window.

import { eventually } from "./eventually.mjs";

/** Resolves with the playwright Frame of the view that is in front, when its `selector` is there. */
export async function viewFrame(page, selector, timeout) {
  const look = async () => {
    for (const frame of page.frames()) if (frame.parentFrame()?.parentFrame() && (await holds(frame, selector))) return frame;
    return undefined;
  };
  return eventually(look, () => `no view shows ${selector}`, timeout);
}

/** One that has just been replaced has no window any more. */
function holds(frame, selector) {
  return frame
    .locator(selector)
    .count()
    .then(
      (count) => count > 0,
      () => false,
    );
}
