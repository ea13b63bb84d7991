import { parseArgs } from "node:util";
import { DISTRIBUTIONS } from "../distributions.ts";
import { type Locale, localeOf, SaidError } from "../locale.ts";
import type { System } from "../system/system.ts";
import { isFolder, loaderAt } from "../system/tree.ts";
import { ASSUMED, type Choice, choose, parseKernel, parseLoader, readKernel, type Target } from "../target.ts";

/** A mistake in the command line. */
export class UsageError extends SaidError {}

const FORMATS = ["text", "json", "sarif", "github"] as const;

export type Format = (typeof FORMATS)[number];

export interface Options {
  readonly command: "lint" | "explain" | "parameters" | "effective" | "help" | "version";
  readonly paths: readonly string[];
  readonly format: Format;
  /** This machine, or what holds where that runs no Linux. */
  readonly machine: Target;
  /** What --kernel and --loader say. */
  readonly chosen: Choice;
  /** Both together; a project file comes between them. */
  readonly target: Target;
  readonly locale: Locale;
  readonly root: string;
  readonly together: boolean;
  readonly fix: boolean;
  readonly stdin: boolean;
  readonly stdinFilename: string;
  readonly maxWarnings: number;
}

/** Reads the command line. Throws UsageError. */
export function readOptions(args: readonly string[], system: Pick<System, "kernel" | "loader" | "hz">, environment: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parse(args);
  const [first, ...rest] = positionals;
  const isCommand = first === "explain" || first === "parameters" || first === "effective";
  const command = values.help ? "help" : values.version ? "version" : isCommand ? first : "lint";
  const format = formatOf(values.format, command);
  const maxWarnings = maxWarningsOf(values["max-warnings"]);
  // What comes with a package must not be changed by a forgotten argument.
  if (values.fix && command === "lint" && !values.stdin && positionals.length === 0)
    throw new UsageError({ en: "--fix takes the files to change: FILE, DIR or --stdin", "zh-cn": "--fix 需要指明改哪些文件：文件、目录或 --stdin" });
  // Nothing would be found there, and nothing wrong.
  if (values.root !== undefined && !isFolder(values.root))
    throw new UsageError({ en: `--root ${values.root}: no such folder`, "zh-cn": `--root ${values.root}：没有这个目录` });
  const seen = values.root === undefined ? undefined : loaderAt(values.root);
  const machine = choose(ASSUMED, "machine", { kernel: parseKernel(system.kernel ?? ""), loader: seen ?? system.loader, hz: system.hz });
  const chosen = choiceOf(values.kernel, values.loader, machine, seen);
  return {
    command,
    paths: isCommand ? rest : positionals,
    format,
    machine,
    chosen,
    target: choose(machine, "setting", chosen),
    locale: localeOf(values.locale ?? environmentLocale(environment)),
    root: values.root ?? "/",
    together: values.together ?? false,
    fix: values.fix ?? false,
    stdin: values.stdin ?? false,
    stdinFilename: values["stdin-filename"] ?? "<stdin>",
    maxWarnings,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        kernel: { type: "string" },
        loader: { type: "string" },
        format: { type: "string" },
        locale: { type: "string" },
        root: { type: "string" },
        together: { type: "boolean" },
        fix: { type: "boolean" },
        stdin: { type: "boolean" },
        "stdin-filename": { type: "string" },
        "max-warnings": { type: "string" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (error) {
    const { message } = error as Error;
    throw new UsageError({ en: message, "zh-cn": `命令行有误：${message}` });
  }
}

function formatOf(text = "text", command: Options["command"]): Format {
  const allowed = command === "lint" ? FORMATS : FORMATS.slice(0, 2);
  const format = allowed.find((each) => each === text);
  if (!format)
    throw new UsageError({
      en: `unknown format "${text}": ${allowed.slice(0, -1).join(", ")} or ${allowed.at(-1)}`,
      "zh-cn": `没有格式“${text}”：可用 ${allowed.slice(0, -1).join("、")} 或 ${allowed.at(-1)}`,
    });
  return format;
}

function maxWarningsOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  // Not left to Number(), for which an empty text is 0.
  if (!/^\d+$/.test(text)) throw new UsageError({ en: "--max-warnings takes a whole number from 0", "zh-cn": "--max-warnings 需要一个不小于 0 的整数" });
  return Number(text);
}

/** What the environment says; an empty variable says nothing, as elsewhere. */
function environmentLocale(environment: NodeJS.ProcessEnv): string | undefined {
  return environment.LC_ALL || environment.LC_MESSAGES || environment.LANG;
}

/** The language of a message about a command line that could not be read. */
export function spokenLocale(args: readonly string[], environment: NodeJS.ProcessEnv): Locale {
  const at = args.findIndex((arg) => arg === "--locale" || arg.startsWith("--locale="));
  const asked = at < 0 ? undefined : args[at] === "--locale" ? args[at + 1] : args[at]?.slice("--locale=".length);
  return localeOf(asked ?? environmentLocale(environment));
}

/** `auto` is this machine, also where a project file says something else. What stands below --root (`seen`) is nearer than what a distribution has. */
function choiceOf(kernel: string | undefined, loader: string | undefined, machine: Target, seen: Target["loader"] | undefined): Choice {
  const named = kernel === undefined ? {} : kernel === "auto" ? { kernel: machine.kernel, hz: machine.hz } : readKernel(kernel);
  if (!named) {
    const names = [...DISTRIBUTIONS.keys()];
    throw new UsageError({
      en: `unknown kernel "${kernel}": a release such as 6.12, auto, or one of ${names.join(", ")}`,
      "zh-cn": `没有内核“${kernel}”：写版本号（如 6.12）、auto，或以下之一：${names.join("、")}`,
    });
  }
  if (loader === undefined) return named.loader ? { ...named, loader: seen ?? named.loader } : named;
  const chosen = loader === "auto" ? (seen ?? named.loader ?? machine.loader) : parseLoader(loader);
  if (!chosen)
    throw new UsageError({ en: `unknown loader "${loader}": systemd, procps or auto`, "zh-cn": `没有加载程序“${loader}”：可用 systemd、procps 或 auto` });
  return { ...named, loader: chosen };
}
