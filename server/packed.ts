// Prose, packed: the documentation is most of the extension, and this halves what deflate leaves of it. Works the same in Node and in a
// browser, which has no brotli. The Burrows-Wheeler transform brings together what stands before the same words; a model then
// foretells each bit from the bytes before it, and arithmetic coding writes only what was not foreseen. (After I. Muravyov's bcm.)

import { gently } from "./gently.ts";

/** Bytes decoded between two pauses: a few milliseconds. */
const STEP = 16_384;
/** Probabilities have 16 bits, those that reach the coder 18. */
const ONE = 65_535;
const CODER_ONE = 262_144;
const CURVE_POINTS = 17;
const HEADER = 8;

/** Codes one bit, given the probability of 1 (of 18 bits). */
interface BitCoder {
  bit(probability: number): number;
}

/** What is expected next, in integers only: every engine must come to the same numbers. */
class Model {
  private readonly alone = new Uint16Array(256).fill(ONE >> 1);
  private readonly after = new Uint16Array(65_536).fill(ONE >> 1);
  /** Corrects the mixed probability by what came true: 17 points of a curve for each partial byte, apart for runs of one byte. */
  private readonly curves = Uint16Array.from({ length: 2 * 256 * CURVE_POINTS }, (_, i) => Math.min((i % CURVE_POINTS) << 12, ONE));
  private previous = 0;
  private beforeThat = 0;
  private run = 0;

  /** Codes one byte, and learns it. */
  byte(coder: BitCoder): number {
    const { alone, after, curves, previous, beforeThat } = this;
    this.run = previous === beforeThat ? this.run + 1 : 0;
    const curve = this.run > 2 ? 256 * CURVE_POINTS : 0;
    let partial = 1;
    while (partial < 256) {
      const near = (previous << 8) | partial;
      const mixed = (((alone[partial] as number) + (after[near] as number)) * 7 + (after[(beforeThat << 8) | partial] as number) * 2) >> 4;
      const point = curve + partial * CURVE_POINTS + (mixed >> 12);
      const low = curves[point] as number;
      const corrected = low + ((((curves[point + 1] as number) - low) * (mixed & 4095)) >> 12);
      const bit = coder.bit(corrected * 3 + mixed);
      learn(alone, partial, bit, 2);
      learn(after, near, bit, 4);
      learn(curves, point, bit, 6);
      learn(curves, point + 1, bit, 6);
      partial = partial * 2 + bit;
    }
    this.beforeThat = previous;
    this.previous = partial & 255;
    return this.previous;
  }
}

function learn(probabilities: Uint16Array, at: number, bit: number, slowness: number): void {
  const now = probabilities[at] as number;
  probabilities[at] = bit ? now + ((now ^ ONE) >> slowness) : now - (now >> slowness);
}

/** The part of an interval of 32-bit numbers that stands for a 1 ends here. Below 2^50: exact. */
const divide = (low: number, high: number, probability: number) => low + Math.floor(((high - low) * probability) / CODER_ONE);

class Decoder implements BitCoder {
  private low = 0;
  private high = 0xffff_ffff;
  private code = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {
    for (let i = 0; i < 4; i++) this.code = this.shifted(this.code);
  }

  bit(probability: number): number {
    const middle = divide(this.low, this.high, probability);
    const bit = this.code <= middle ? 1 : 0;
    if (bit) this.high = middle;
    else this.low = middle + 1;
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.low = (this.low << 8) >>> 0;
      this.high = ((this.high << 8) | 255) >>> 0;
      this.code = this.shifted(this.code);
    }
    return bit;
  }

  private shifted(code: number): number {
    return ((code << 8) | (this.bytes[this.at++] ?? 0)) >>> 0;
  }
}

class Encoder implements BitCoder {
  readonly written: number[] = [];
  /** The byte to code, its next bit first. */
  next = 0;
  private low = 0;
  private high = 0xffff_ffff;

  bit(probability: number): number {
    const bit = (this.next >> 7) & 1;
    this.next <<= 1;
    const middle = divide(this.low, this.high, probability);
    if (bit) this.high = middle;
    else this.low = middle + 1;
    while ((this.low ^ this.high) >>> 24 === 0) this.shift();
    return bit;
  }

  end(): void {
    for (let i = 0; i < 4; i++) this.shift();
  }

  private shift(): void {
    this.written.push(this.high >>> 24);
    this.low = (this.low << 8) >>> 0;
    this.high = ((this.high << 8) | 255) >>> 0;
  }
}

/** Packs bytes; for the build. */
export function pack(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const rotations = sortedRotations(bytes);
  const model = new Model();
  const encoder = new Encoder();
  for (const start of rotations) {
    encoder.next = bytes[(start + length - 1) % length] as number;
    model.byte(encoder);
  }
  encoder.end();
  const packed = new Uint8Array(HEADER + encoder.written.length);
  const header = new DataView(packed.buffer);
  header.setUint32(0, length, true);
  header.setUint32(4, Math.max(0, rotations.indexOf(0)), true);
  packed.set(encoder.written, HEADER);
  return packed;
}

/** Where each rotation of the bytes starts, in alphabetical order. Prose repeats itself for some dozen bytes at most: comparing is quick. */
function sortedRotations(bytes: Uint8Array): Int32Array {
  const { length } = bytes;
  const twice = new Uint8Array(2 * length);
  twice.set(bytes);
  twice.set(bytes, length);
  const byte = (at: number) => twice[at] as number;
  const compare = (one: number, other: number) => {
    for (let i = 0; i < length; i++) if (byte(one + i) !== byte(other + i)) return byte(one + i) - byte(other + i);
    return one - other;
  };
  const starts = countedPlaces(length, 65_536, (at) => (byte(at) << 8) | byte(at + 1));
  const order = starts.order;
  for (let i = 0; i < 65_536; i++) order.subarray(starts.firsts[i], starts.firsts[i + 1]).sort(compare);
  return order;
}

/** Sorts 0..length-1 by a small key, equal keys in their order. `firsts`: where each key's begin. */
function countedPlaces(length: number, keys: number, keyOf: (at: number) => number): { order: Int32Array; firsts: Int32Array } {
  const firsts = new Int32Array(keys + 1);
  for (let i = 0; i < length; i++) firsts[keyOf(i) + 1] = (firsts[keyOf(i) + 1] as number) + 1;
  for (let key = 0; key < keys; key++) firsts[key + 1] = (firsts[key + 1] as number) + (firsts[key] as number);
  const free = firsts.slice();
  const order = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const key = keyOf(i);
    order[free[key] as number] = i;
    free[key] = (free[key] as number) + 1;
  }
  return { order, firsts };
}

/** The bytes again, in steps of a few milliseconds, so that whoever unpacks can answer others in between. */
export function* unpackInSteps(packed: Uint8Array): Generator<void, Uint8Array> {
  const header = new DataView(packed.buffer, packed.byteOffset);
  const length = header.getUint32(0, true);
  const model = new Model();
  const decoder = new Decoder(packed, HEADER);
  const last = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    last[i] = model.byte(decoder);
    if (i % STEP === STEP - 1) yield;
  }
  const { order: next } = countedPlaces(length, 256, (at) => last[at] as number);
  const bytes = new Uint8Array(length);
  let at = length > 0 ? (next[header.getUint32(4, true)] as number) : 0;
  for (let i = 0; i < length; i++) {
    bytes[i] = last[at] as number;
    at = next[at] as number;
  }
  return bytes;
}

/** All at once, as text. */
export function unpackText(packed: Uint8Array): string {
  const steps = unpackInSteps(packed);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return new TextDecoder().decode(step.value);
}

/** As text, with pauses in which others get their answers. */
export async function unpackTextGently(packed: Uint8Array): Promise<string> {
  return new TextDecoder().decode(await gently(unpackInSteps(packed)));
}
