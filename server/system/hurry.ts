/**
 * How long a function must have run before V8 compiles it for speed (bytes of bytecode): its own default, and where each millisecond counts.
 * A file that is opened in the very moment of the start runs much code a little: with the default the compiler takes as much time as the
 * checking, and what it makes is hardly used. 10,000 lines: 170 ms become 110 on two cores.
 */
const USUAL = 66 * 1024;
const IN_A_HURRY = 600_000;

/** V8 11 is that of Node 20. Those of later Nodes count otherwise, and hardly gain by it. */
const isCounting = process.versions.v8?.startsWith("11.") ?? false;

export function hurry(isOn: boolean): void {
  if (!isCounting) return;
  // Loaded only now: it takes two milliseconds.
  import("node:v8").then(({ setFlagsFromString }) => setFlagsFromString(`--interrupt-budget=${isOn ? IN_A_HURRY : USUAL}`));
}
