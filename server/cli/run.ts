import { join } from "node:path";
import { MOST_FOUND } from "../analysis.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { SYSCTL_CONF } from "../configuration/load-order.ts";
import { Library } from "../library.ts";
import { messageOf, SaidError, type Text } from "../locale.ts";
import { fileError, UNREADABLE } from "../system/file-error.ts";
import { nodeSystem } from "../system/node.ts";
import { readStandardInput } from "../system/read-file.ts";
import { effective } from "./effective.ts";
import { explain } from "./explain.ts";
import { MAX_BYTES, pathsOf, readSource, type Source, type SystemFile, systemFiles } from "./files.ts";
import { fixTogether, writeFixed } from "./fix.ts";
import { type Fixer, lint, targetOf } from "./lint.ts";
import { type Options, readOptions, spokenLocale, UsageError } from "./options.ts";
import { listParameters } from "./parameters.ts";
import { Projects } from "./projects.ts";
import { formatReport } from "./report.ts";
import { shown } from "./shown.ts";
import { USAGE } from "./usage.ts";
import { mustBeUtf8 } from "./write.ts";

/** Where the command writes; tests pass their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly color: boolean;
}

const HINT: Text = { en: 'Try "sysctl-lint --help".', "zh-cn": "用法见 sysctl-lint --help。" };

const OK = 0;
const FOUND_ERRORS = 1;
const COULD_NOT_RUN = 2;

/** Runs the command; the answer is its exit status. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const system = nodeSystem(__dirname);
  try {
    const options = readOptions(args, system, process.env);
    if (options.command === "help") terminal.out(USAGE[options.locale]);
    if (options.command === "version") terminal.out(`${process.env.SYSCTL_VERSION}\n`);
    if (options.command === "help" || options.command === "version") return OK;
    const library = new Library(system);
    const catalogue = await library.catalogue();
    if (options.command === "explain" || options.command === "parameters") {
      const texts = await library.texts(options.locale);
      const answer = options.command === "explain" ? explain(options, catalogue, texts) : { out: listParameters(options, catalogue, texts), code: OK };
      if (answer.code === OK) terminal.out(answer.out);
      else terminal.err(answer.out);
      return answer.code;
    }
    return options.command === "effective" ? effectiveCommand(options, catalogue, terminal) : lintCommand(options, catalogue, terminal);
  } catch (error) {
    if (!(error instanceof SaidError)) throw error;
    const locale = spokenLocale(args, process.env);
    terminal.err(`sysctl-lint: ${shown(error.text[locale])}\n`);
    if (error instanceof UsageError) terminal.err(`${HINT[locale]}\n`);
    return COULD_NOT_RUN;
  }
}

function effectiveCommand(options: Options, catalogue: Catalogue, terminal: Terminal): number {
  const failures: unknown[] = [];
  const projects = new Projects(options.root);
  const sources = sourceSets({ ...options, together: true }, projects, failures)[0] ?? [];
  const out = effective(sources, catalogue, options, projects);
  tell(failures, options, terminal);
  terminal.out(out);
  return failures.length > 0 ? COULD_NOT_RUN : OK;
}

function lintCommand(options: Options, catalogue: Catalogue, terminal: Terminal): number {
  const failures: unknown[] = [];
  const projects = new Projects(options.root);
  const sets = sourceSets(options, projects, failures);
  // A mistake in one of them is told before any file is changed.
  for (const source of sets.flat()) projects.of(source);
  let written = 0;
  const fix: Fixer = (sources, documents, analyse) => {
    fixTogether(documents, analyse);
    if (options.stdin) terminal.out(documents[0]?.getText() ?? "");
    else written += writeFixed(sources, documents, failures);
  };
  const reports = sets.flatMap((sources) => lint(sources, catalogue, options, projects, options.fix ? fix : undefined));
  for (const { path, isCut } of reports) if (isCut) failures.push(tooMany(path));
  tell(failures, options, terminal);
  const report = formatReport(reports, options, terminal.color, options.fix && !options.stdin ? written : undefined);
  // Standard output is for the fixed text then.
  if (options.fix && options.stdin) terminal.err(report);
  else terminal.out(report);
  if (failures.length > 0) return COULD_NOT_RUN;
  const count = (severity: string) => reports.reduce((sum, { findings }) => sum + findings.filter((f) => f.severity === severity).length, 0);
  return count("error") > 0 || count("warning") > options.maxWarnings ? FOUND_ERRORS : OK;
}

function tooMany(path: string): SaidError {
  return new SaidError({
    en: `${path}: over ${MOST_FOUND} problems; the rest of the file was not looked at, and nothing in it is fixed`,
    "zh-cn": `${path}：问题超过 ${MOST_FOUND} 个，文件的其余部分没有检查，也没有修复任何内容`,
  });
}

function tell(failures: readonly unknown[], { locale }: Options, terminal: Terminal): void {
  for (const failure of failures) terminal.err(`sysctl-lint: ${shown(messageOf(failure, locale))}\n`);
}

/** Files grouped into configurations; what cannot be read goes to `failures`. */
function sourceSets(options: Options, projects: Projects, failures: unknown[]): Source[][] {
  const { root, paths, together } = options;
  const read = (path: string): Source[] => {
    try {
      return [readSource(root, path)];
    } catch (error) {
      failures.push(error);
      return [];
    }
  };
  if (options.stdin) return [[readStdin(options)]];
  if (paths.length === 0) {
    const { loader } = targetOf(options, projects.of({ path: SYSCTL_CONF, file: join(root, SYSCTL_CONF), text: "" }));
    const files = systemFiles(root, loader);
    const placed = ({ path, hides, unread }: SystemFile) => read(path).map((source) => ({ ...source, place: { hides: hides.flatMap(read), unread } }));
    // A file that is not read is no part of the configuration.
    return [files.read.flatMap(placed), ...files.unread.map(placed)];
  }
  const sets = paths.map((path) => pathsOf(root, path).flatMap(read));
  return together ? [sets.flat()] : sets;
}

function readStdin({ stdinFilename, fix }: Options): Source {
  const bytes = readStdinBytes(stdinFilename);
  const text = bytes.toString("utf8");
  if (fix) mustBeUtf8(stdinFilename, bytes, text);
  return { path: stdinFilename, text };
}

function readStdinBytes(shownAs: string): Buffer {
  try {
    return readStandardInput(MAX_BYTES);
  } catch (error) {
    throw fileError(shownAs, error, UNREADABLE);
  }
}
