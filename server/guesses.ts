import type { Steps } from "./gently.ts";
import type { Finding } from "./rules/rule.ts";
import { shortMessage } from "./rules/shorten.ts";

/** Guesses at what was meant, in one file: a tenth of a second of work. */
const MOST = 1_000;

/** So many make a step. */
const A_STEP = 50;

/** Betters the messages of findings by guesses at what was meant, each worked out once. */
export class Guesses {
  private readonly known = new WeakMap<Finding, Finding>();

  /** Takes the place of findings whose message can be bettered, up to a limit: a file can hold any number of typing errors. */
  *add(findings: Finding[]): Steps<Finding[]> {
    let count = 0;
    for (let i = 0; i < findings.length && count < MOST; i++) {
      const finding = findings[i] as Finding;
      if (!finding.guess) continue;
      count++;
      let better = this.known.get(finding);
      if (!better) {
        better = { ...finding, message: shortMessage(finding.guess() ?? finding.message) };
        this.known.set(finding, better);
        if (count % A_STEP === 0) yield;
      }
      findings[i] = better;
    }
    return findings;
  }
}
