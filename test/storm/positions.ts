import type { TextModel } from "./text-model.ts";

/** Throws where something that the server answered about a document points outside it, or outside one of the `others`, by address. */
export function checkPositions(value: unknown, uri: string, model: TextModel, where: string, others: ReadonlyMap<string, TextModel> = NONE): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) checkPositions(each, uri, model, where, others);
    return;
  }
  const source = value as Readonly<Record<string, unknown>>;
  const elsewhere = source.uri ?? source.targetUri;
  if (typeof elsewhere === "string" && elsewhere !== uri) {
    const other = others.get(elsewhere);
    if (other) checkPositions(value, elsewhere, other, where, others);
    return;
  }
  const outside = (what: string) => {
    throw new Error(`outside the document: ${what} in the answer to ${where}`);
  };
  const inside = ({ line, character }: { line: number; character: number }) =>
    Number.isInteger(line) && Number.isInteger(character) && character >= 0 && character <= model.lengthOf(line);
  if ("line" in source && "character" in source) {
    if (!inside(source as { line: number; character: number })) outside(JSON.stringify(value));
    return;
  }
  if ("start" in source && "end" in source) {
    const { start, end } = source as { start: { line: number; character: number }; end: { line: number; character: number } };
    if (typeof start === "object" && (start.line > end.line || (start.line === end.line && start.character > end.character))) outside(JSON.stringify(value));
  }
  if ("startLine" in source && !(model.lengthOf(source.startLine as number) >= 0 && model.lengthOf(source.endLine as number) >= 0))
    outside(JSON.stringify(value));
  if (isTokens(source.data)) checkTokens(source.data, model, outside);
  for (const [name, member] of Object.entries(source)) {
    if (name === "changes") for (const [address, edits] of Object.entries(member as object)) checkPositions({ uri: address, edits }, uri, model, where, others);
    else if (name !== "data") checkPositions(member, uri, model, where, others);
  }
}

const NONE: ReadonlyMap<string, TextModel> = new Map();

function isTokens(data: unknown): data is number[] {
  return Array.isArray(data) && data.every((each) => typeof each === "number");
}

function checkTokens(data: readonly number[], model: TextModel, outside: (what: string) => void): void {
  let line = 0;
  let start = 0;
  let end = 0;
  for (let i = 0; i < data.length; i += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(i, i + 3);
    if (down > 0) end = 0;
    line += down;
    start = down > 0 ? right : start + right;
    if (length <= 0 || start < end || start + length > model.lengthOf(line)) outside(`token ${i / 5} at ${line}:${start}+${length}`);
    end = start + length;
  }
}
