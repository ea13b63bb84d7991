import type { CancellationToken } from "vscode-languageserver";
import { atOnceOr, gently, type Steps } from "./gently.ts";
import { stopIfCancelled, stopUnless } from "./protocol/cancellation.ts";
import { LSPErrorCodes, ResponseError } from "./protocol/library.ts";

/** An answer, or, where much of a file may have to be walked through for it, the steps that lead to it. */
export type Answer<T> = T | Steps<T>;

/** What the steps to an answer are about. */
export interface Subject {
  readonly isLong: boolean;
  /** Is it still what it was? */
  isCurrent(): boolean;
}

/**
 * Carries out the steps to an answer: about a short file without a pause, if that does not take long. Else until the request is cancelled, or the
 * file has been edited or closed; then the answer is the error that LSP has for that, and a client that still wants one asks again.
 */
export function carryOut<T>(answer: Answer<T>, { isLong, isCurrent }: Subject, token: CancellationToken | undefined): T | Promise<T> {
  if (!isSteps(answer)) return answer;
  const inSteps = (steps: Steps<T>) => untilCancelled(steps, token, () => stopUnless(isCurrent()));
  return isLong ? inSteps(answer) : atOnceOr(answer, inSteps);
}

/** What steps lead to; before each, `check` may throw. */
export function untilCancelled<T>(steps: Steps<T>, token: CancellationToken | undefined, check = () => {}): Promise<T> {
  return gently(steps, () => {
    stopIfCancelled(token);
    check();
    return true;
  }) as Promise<T>;
}

/** True for the error of an answer that would have been about a text that is no more. */
export function isOutdated(error: unknown): boolean {
  return error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified;
}

function isSteps<T>(answer: Answer<T>): answer is Steps<T> {
  return typeof answer === "object" && answer !== null && Symbol.iterator in answer && "next" in answer;
}
