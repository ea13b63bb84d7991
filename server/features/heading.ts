import type { Line } from "../document/line.ts";

/** Long enough for every heading that a person reads; a comment can be megabytes long. */
const LOOK_AT = 200;
const LONGEST = 80;

/** What a comment line is as part of a heading: a ruler (`# -----`), decorated words (`# --- TCP ---`) or plain words. */
export type CommentShape =
  | { readonly kind: "ruler" }
  | { readonly kind: "decorated" | "plain"; readonly words: string }
  /** Blank, a line that is commented out, or a comment for us. */
  | { readonly kind: "other" };

const DECORATION = /[-=*~_+#<>|.:/\\]/;

/** Reads a comment line. Linear in its first 200 characters. */
export function commentShape(line: Line): CommentShape {
  const text = line.text.slice(line.keyStart, Math.min(line.keyEnd, line.keyStart + LOOK_AT));
  let start = 0;
  while (text[start] === "#" || text[start] === ";") start++;
  const marks = start;
  const inner = text.slice(start).trim();
  const before = decorationAt(inner, 0, 1);
  if (before === inner.length) return inner.length + marks >= 4 ? { kind: "ruler" } : { kind: "other" };
  const after = decorationAt(inner, inner.length - 1, -1);
  const bracketed = /^\[[^[\]=]{2,60}\]$/.test(inner);
  const words = (bracketed ? inner.slice(1, -1) : inner.slice(before >= 2 ? before : 0, after >= 2 ? inner.length - after : undefined)).trim();
  // A typo in a ruler makes no name of it.
  if (before + after + marks >= 10 && words.length < 3) return { kind: "ruler" };
  if (!/\p{L}|\p{N}/u.test(words) || isDisabledLine(words) || words.startsWith("sysctl-lint ")) return { kind: "other" };
  const decorated = bracketed || marks >= 3 || before >= 2 || (after >= 3 && !inner.endsWith("..."));
  return { kind: decorated ? "decorated" : "plain", words: words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words };
}

/** How many characters of decoration stand at the start (step 1) or the end (step -1). */
function decorationAt(text: string, from: number, step: 1 | -1): number {
  let count = 0;
  for (let i = from; i >= 0 && i < text.length && DECORATION.test(text.charAt(i)); i += step) count++;
  return count;
}

/** `net.ipv4.ip_forward=1` behind the comment sign is a line that is switched off, not a heading. */
function isDisabledLine(words: string): boolean {
  return /^-?[\w./*-]+\s*=/.test(words);
}
