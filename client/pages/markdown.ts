import { h } from "./page.ts";

/**
 * Markdown as the documentation of parameters has it, as elements: paragraphs, lists, bold, emphasis, code, links and hard
 * breaks. Nothing in it is ever read as HTML. `code` makes the element for a piece of code.
 */
export function markdown(text: string, code: (text: string) => HTMLElement): HTMLElement[] {
  const blocks: HTMLElement[] = [];
  for (const block of text.split(/\n{2,}/)) {
    let paragraph: string[] = [];
    let list: HTMLElement | undefined;
    const flush = () => {
      if (paragraph.length > 0) blocks.push(h("p", {}, ...lines(paragraph, code)));
      paragraph = [];
    };
    for (const line of block.split("\n")) {
      if (!line.startsWith("- ")) {
        list = undefined;
        paragraph.push(line);
        continue;
      }
      flush();
      if (!list) {
        list = h("ul");
        blocks.push(list);
      }
      list.append(h("li", {}, ...inline(line.slice(2), code)));
    }
    flush();
  }
  return blocks;
}

/** Two spaces at the end of a line break it. */
function lines(paragraph: readonly string[], code: (text: string) => HTMLElement): (Node | string)[] {
  return paragraph.flatMap((line, i) => {
    const parts = inline(line.trimEnd(), code);
    if (i === paragraph.length - 1) return parts;
    return [...parts, line.endsWith("  ") ? h("br") : "\n"];
  });
}

/** Code first: what is in it means nothing else. None of the alternatives can be entered twice at one place. */
const INLINE = /`([^`]+)`|\[([^[\]]*)\]\((https:\/\/[^()\s[]+)\)|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g;

function inline(text: string, code: (text: string) => HTMLElement): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, codeText, label, href, bold, emphasis] = match;
    if (match.index > at) parts.push(text.slice(at, match.index));
    at = match.index + whole.length;
    if (codeText !== undefined) parts.push(code(codeText));
    else if (href !== undefined) parts.push(h("a", { href }, label ?? href));
    else if (bold !== undefined) parts.push(h("strong", {}, ...inline(bold, code)));
    else parts.push(h("em", {}, ...inline(emphasis ?? "", code)));
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
