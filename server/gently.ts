/** Work that comes in steps of a few milliseconds: at each `yield` others may have their turn. A number that is yielded says how much is done, from 0 to 1. */
export type Steps<T> = Generator<unknown, T, void>;

/** So many lines, or as much other work, make a step. Hardly anything, for some lines take a thousand times as long as others. */
export const STEP = 250;

/** So long (ms) steps are made without a pause between them. */
const SLICE = 5;

/** Lets others have their turn. Timers wait a millisecond at least; browsers have nothing better. */
const { setImmediate: pause = (then) => setTimeout(then, 0) } = globalThis as { readonly setImmediate?: (then: () => void) => void };

/** Does work that comes in steps, with pauses in which others get their answers. */
export async function gently<T>(steps: Steps<T>): Promise<T>;
/** The same for work that is given up when it is no longer `wanted`; what that throws ends it, too. */
export async function gently<T>(steps: Steps<T>, wanted: () => boolean): Promise<T | undefined>;
export async function gently<T>(steps: Steps<T>, wanted = () => true): Promise<T | undefined> {
  try {
    while (wanted()) {
      for (const end = performance.now() + SLICE; performance.now() < end; ) {
        const step = steps.next();
        if (step.done) return step.value;
      }
      await new Promise<void>((resolve) => pause(resolve));
    }
    return undefined;
  } finally {
    // Steps that are given up can tidy up, too.
    steps.return(undefined as never);
  }
}

/** For so long (ms) work that is likely to be short is done without a pause. */
const AWHILE = 30;

/** Does work that is likely to be short without a pause; what is left of it after a while is for `rest` to do. */
export function atOnceOr<T, R>(steps: Steps<T>, rest: (left: Steps<T>) => R): T | R {
  const end = performance.now() + AWHILE;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() > end) return rest(steps);
  }
}

/** Does such work without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
