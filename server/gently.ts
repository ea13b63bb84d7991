/** Lets others have their turn. Timers wait a millisecond at least; browsers have nothing better. */
const pause: (then: () => void) => void = typeof setImmediate === "function" ? setImmediate : (then) => setTimeout(then, 0);

/** Does work that comes in steps of a few milliseconds, with pauses in which others get their answers. */
export async function gently<T>(steps: Generator<void, T>): Promise<T>;
/** The same for work that is given up when it is no longer `wanted`. */
export async function gently<T>(steps: Generator<void, T>, wanted: () => boolean): Promise<T | undefined>;
export async function gently<T>(steps: Generator<void, T>, wanted = () => true): Promise<T | undefined> {
  while (wanted()) {
    const step = steps.next();
    if (step.done) return step.value;
    await new Promise<void>((resolve) => pause(resolve));
  }
  return undefined;
}
