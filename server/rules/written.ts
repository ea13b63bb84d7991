import type { Line } from "../document/line.ts";
import type { ConfigurationContext } from "./rule.ts";

/** A number that a file wrote, and where. */
export interface Written {
  readonly line: Line;
  readonly value: number;
}

/** The number that the files leave in a parameter, if one of their lines wrote it and it lies in [low, high]. */
export function written({ effective, number }: ConfigurationContext, key: string, low = 0, high = 2_147_483_647): Written | undefined {
  const line = effective(key)?.line;
  const value = number(key);
  return line && value >= low && value <= high ? { line, value } : undefined;
}
