import { gently } from "./gently.ts";
import type { Library } from "./library.ts";
import type { Locale } from "./locale.ts";
import type { System } from "./system/system.ts";
import { type Look, warmUp, warmUpWords } from "./warm-up.ts";

/** The first answers about the first file are given within this (milliseconds). */
const FIRST_ANSWERS = 1_000;

/** A client that has a file open sends it right away, and work of ours would keep it from being read (milliseconds). */
const QUIET = 20;

/** What a session does before the first file is opened, so that it is opened faster. */
export class Preparation {
  private isOver = false;

  constructor(
    private readonly system: Pick<System, "hurry">,
    private readonly library: Library,
  ) {}

  /** Reads what the first file needs, then warms up: one step at a time, and only until there is real work. */
  async run(locale: Locale, look: Look): Promise<void> {
    // Finds out how the engine is told, which takes time itself.
    this.system.hurry(false);
    const catalogue = await this.library.catalogue();
    await new Promise((resolve) => setTimeout(resolve, QUIET));
    const nobodyWaits = () => !this.isOver;
    await gently(warmUp(catalogue, look, 0), nobodyWaits);
    await gently(warmUpWords(catalogue, await this.library.texts(locale), look), nobodyWaits);
    await gently(warmUp(catalogue, look, 1), nobodyWaits);
    this.isOver = true;
  }

  /** A file has been opened: what the engine has not compiled by now would keep the user waiting. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.system.hurry(true);
    setTimeout(() => this.system.hurry(false), FIRST_ANSWERS);
  }
}
