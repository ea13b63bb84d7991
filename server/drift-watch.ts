/** How often the running values behind shown drift are looked at again (milliseconds). */
const INTERVAL = 5_000;

/** Values of the running kernel change without us. While it is on, `changed` is called when what `look` finds differs from before. */
export class DriftWatch {
  private timer: NodeJS.Timeout | number | undefined;
  private before: string | undefined;

  constructor(
    private readonly look: () => Promise<string>,
    private readonly changed: () => void,
  ) {}

  set on(wanted: boolean) {
    clearTimeout(this.timer as NodeJS.Timeout | undefined);
    this.before = undefined;
    this.timer = wanted ? setTimeout(() => void this.again(), INTERVAL) : undefined;
  }

  private async again(): Promise<void> {
    const now = await this.look();
    if (this.timer === undefined) return;
    if (this.before !== undefined && this.before !== now) this.changed();
    this.before = now;
    this.timer = setTimeout(() => void this.again(), INTERVAL);
  }
}
