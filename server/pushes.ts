/** A push of diagnostics waits this long for the next key stroke (milliseconds). */
const DELAY = 150;

/** Diagnostics for clients that do not ask for them: sent when the user pauses. */
export class Pushes {
  private readonly waiting = new Map<string, NodeJS.Timeout | number>();

  constructor(private readonly send: (uri: string) => void) {}

  soon(uri: string): void {
    this.forget(uri);
    const push = () => {
      this.waiting.delete(uri);
      this.send(uri);
    };
    this.waiting.set(uri, setTimeout(push, DELAY));
  }

  forget(uri: string): void {
    clearTimeout(this.waiting.get(uri) as NodeJS.Timeout | undefined);
    this.waiting.delete(uri);
  }
}
