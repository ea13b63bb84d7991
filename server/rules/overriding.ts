import type { Statement } from "../configuration/written.ts";
import type { AcrossContext } from "./rule.ts";
import { sameWords } from "./same-words.ts";

/** An assignment of a file that has no effect, and the statement of another file that is why. */
export interface Overriding {
  readonly own: Statement;
  readonly by: Statement;
  /** The one that is overridden stands in /etc or /run, the other one comes with a package: surely not what was meant. */
  readonly vendorWins: boolean;
}

/** The file's assignment of a path that another file gives a different value, or takes back. */
export function overriding({ path, file, statements, configuration }: AcrossContext): Overriding | undefined {
  const { loader } = configuration.target;
  const own = statements.findLast((statement) => statement.file === file && statement.line.kind === "assignment");
  // systemd-sysctl makes one write, the last, whatever becomes of it; procps makes them all.
  const last = loader === "systemd" ? undefined : configuration.lastWrite(path)?.line;
  const by = loader === "systemd" ? statements.at(-1) : statements.findLast(({ line }) => line === last);
  if (!own || !by || by.file === file || statements.indexOf(by) < statements.indexOf(own)) return undefined;
  if (by.line.kind === "assignment" && sameWords(by.line.value, own.line.value)) return undefined;
  return { own, by, vendorWins: isLocal(own) && isVendors(by) };
}

const isLocal = ({ file: { path } }: Statement) => path !== undefined && /^\/(?:etc|run)\/sysctl\.d\//.test(path);
const isVendors = ({ file: { path } }: Statement) => path !== undefined && /^\/(?:usr\/|usr\/local\/)?lib\/sysctl\.d\//.test(path);
