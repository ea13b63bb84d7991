import { statements } from "../../server/configuration/file-index.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { Line } from "../../server/document/line.ts";
import type { Loader } from "../../server/target.ts";

/** What a loader reads in a text, in order: procps knows neither lone carriage returns nor NULs as line ends. */
export function readBy(loader: Loader, text: string): string[] {
  const lines = loader === "procps" ? text.split("\n").map((line) => Line.parse(line, "\n")) : SysctlDocument.create("file:///x", "sysctl", 1, text).lines;
  return lines
    .flatMap((line) => statements(line, loader))
    .filter(({ kind }) => kind !== "blank" && kind !== "comment")
    .map((line) => JSON.stringify([line.kind, line.ignoreFailure, line.path, line.key, line.value]));
}
