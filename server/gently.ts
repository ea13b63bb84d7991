/** Does work that comes in steps of a few milliseconds, with pauses in which others get their answers. */
export async function gently<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
}
