import type { ResponseMessage } from "vscode-languageserver/node";
import { StreamMessageWriter } from "vscode-languageserver/node";
import { gently, type Steps } from "../gently.ts";
import { Message } from "./library.ts";

/** So many values (objects, lists, numbers, texts) make a piece: a millisecond or two. */
const PIECE = 10_000;

/** A text counts as one value, and one more for so many characters. */
const LONG_TEXT = 200;

/**
 * Turns answers into bytes in pieces, between which others get theirs: what is said about a file of some hundred thousand lines can be
 * millions of values. Notifications and requests of ours keep their order; answers may overtake each other, as LSP allows.
 */
export class PatientWriter extends StreamMessageWriter {
  private readonly made: WeakMap<Message, Uint8Array>;

  constructor(stream: NodeJS.WritableStream) {
    const made = new WeakMap<Message, Uint8Array>();
    const encode = async (message: Message) => made.get(message) ?? bytesOf(JSON.stringify(message));
    super(stream, { contentTypeEncoder: { name: "application/json", encode } });
    this.made = made;
  }

  override async write(message: Message): Promise<void> {
    if (Message.isResponse(message) && isLarge(message)) this.made.set(message, await encodeInPieces(message));
    return super.write(message);
  }
}

async function encodeInPieces(message: ResponseMessage): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  await gently(encoding(message, pieces));
  return Buffer.concat(pieces);
}

function* encoding(message: ResponseMessage, pieces: Uint8Array[]): Steps<void> {
  for (const text of jsonInPieces(message)) {
    pieces.push(bytesOf(text));
    if (text.length > LONG_TEXT) yield;
  }
}

/** What JSON.stringify makes of a value, in pieces. */
export function* jsonInPieces(value: unknown): Generator<string, void> {
  if (!isLarge(value)) yield JSON.stringify(value) ?? "null";
  else if (typeof value === "string") yield* textInPieces(value);
  else if (Array.isArray(value)) yield* listInPieces(value);
  else yield* objectInPieces(value as object);
}

function* listInPieces(list: readonly unknown[]): Generator<string, void> {
  let separator = "[";
  for (let from = 0; from < list.length; separator = ",") {
    let to = from;
    for (let left = PIECE; to < list.length && left > 0; to++) {
      left -= size(list[to], left);
      // It makes a piece with others, or pieces by itself.
      if (left <= 0 && to > from) break;
    }
    yield separator;
    if (to - from === 1) yield* jsonInPieces(list[from]);
    else yield JSON.stringify(list.slice(from, to)).slice(1, -1);
    from = to;
  }
  yield separator === "[" ? "[]" : "]";
}

/** A pair of surrogates that is cut is written as two escapes, which mean the same. */
function* textInPieces(text: string): Generator<string, void> {
  yield '"';
  for (let from = 0; from < text.length; from += PIECE * LONG_TEXT) yield JSON.stringify(text.slice(from, from + PIECE * LONG_TEXT)).slice(1, -1);
  yield '"';
}

function* objectInPieces(object: object): Generator<string, void> {
  let separator = "{";
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined || typeof value === "function") continue;
    yield `${separator}${JSON.stringify(name)}:`;
    yield* jsonInPieces(value);
    separator = ",";
  }
  yield separator === "{" ? "{}" : "}";
}

function isLarge(value: unknown): boolean {
  return size(value, PIECE) >= PIECE;
}

/** How many values there are in one, itself included; not counted beyond `most`. */
function size(value: unknown, most: number): number {
  if (typeof value === "string") return 1 + Math.floor(value.length / LONG_TEXT);
  if (typeof value !== "object" || value === null) return 1;
  let count = 1;
  if (Array.isArray(value)) for (let i = 0; i < value.length && count < most; i++) count += size(value[i], most - count);
  else
    for (const name in value) {
      count += size((value as Record<string, unknown>)[name], most - count);
      if (count >= most) break;
    }
  return count;
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}
