// What runs inside the page: these functions may use nothing from outside themselves.

/** The rectangle of the first place where the editor shows `text`, in CSS pixels, or undefined. */
export function locateText(text) {
  const lines = [...document.querySelectorAll(".monaco-editor .view-line")];
  lines.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
  for (const line of lines) {
    // VS Code writes blanks as no-break spaces, and cuts a line into spans where the colours change.
    const start = line.textContent.replaceAll("\u00a0", " ").indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent.length;
      if (start >= passed && start < passed + length) range.setStart(node, start - passed);
      const end = start + text.length;
      if (end > passed && end <= passed + length) range.setEnd(node, end - passed);
      passed += length;
    }
    const { x, y, right, width, height } = range.getBoundingClientRect();
    return { x, y, right, width, height };
  }
  return undefined;
}

/** The rectangles that the editor with the focus draws behind what is selected, in CSS pixels; one for a selection within a line. */
export function locateSelection() {
  return [...document.querySelectorAll(".monaco-editor.focused .selected-text")].map((drawn) => {
    const { left, top, right, bottom } = drawn.getBoundingClientRect();
    return { left, top, right, bottom };
  });
}
