import { parseArgs } from "node:util";
import { NEWEST_RELEASE } from "../catalogue/release.ts";
import { type Locale, localeOf } from "../locale.ts";
import type { System } from "../system/system.ts";
import { DISTRIBUTIONS, parseKernel, parseLoader, type Target } from "../target.ts";

/** A mistake in the command line; the message is for the user. */
export class UsageError extends Error {}

const FORMATS = ["text", "json", "sarif", "github"] as const;

export type Format = (typeof FORMATS)[number];

export interface Options {
  readonly command: "lint" | "explain" | "parameters" | "help" | "version";
  readonly paths: readonly string[];
  readonly format: Format;
  readonly target: Target;
  /** True where --kernel, --loader was given. */
  readonly kernelChosen: boolean;
  readonly loaderChosen: boolean;
  readonly locale: Locale;
  readonly root: string;
  readonly together: boolean;
  readonly fix: boolean;
  readonly stdin: boolean;
  readonly stdinFilename: string;
  readonly maxWarnings: number;
}

export const USAGE = `Usage: sysctl-lint [options] [FILE|DIR ...]     check files; without a path, this machine's configuration
       sysctl-lint explain KEY[=VALUE] [options]  what a parameter does, what a value means
       sysctl-lint parameters [options]           every known parameter

  --kernel RELEASE       what to check for: 6.12, debian-12, ... or auto, this machine's (default)
  --loader LOADER        systemd, procps or auto (default)
  --format FORMAT        text (default), json, sarif or github; for explain and parameters text or json
  --root DIR             treat DIR as /
  --together             FILEs are one configuration, in the order given
  --fix                  apply the fixes that need no decision, then report what is left; with --stdin, print the fixed text
  --stdin                check standard input
  --stdin-filename NAME  the name to report for it
  --max-warnings N       exit with 1 if there are more warnings
  --locale LOCALE        en or zh-cn (default: the environment's)
  --help, --version

Settings are also taken from the nearest .sysctl-lint.json in the folder of a file or above it; options win.

Exit status: 0 no errors found, 1 errors (or too many warnings), 2 could not run.
`;

/** Reads the command line. Throws UsageError. */
export function readOptions(args: readonly string[], system: Pick<System, "kernel" | "loader">, environment: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parse(args);
  const [first, ...rest] = positionals;
  const isCommand = first === "explain" || first === "parameters";
  const command = values.help ? "help" : values.version ? "version" : isCommand ? first : "lint";
  const format = formatOf(values.format, command);
  const maxWarnings = values["max-warnings"] === undefined ? Number.POSITIVE_INFINITY : Number(values["max-warnings"]);
  if (Number.isNaN(maxWarnings) || maxWarnings < 0) throw new UsageError("--max-warnings takes a number from 0");
  // What comes with a package must not be changed by a forgotten argument.
  if (values.fix && command === "lint" && !values.stdin && positionals.length === 0)
    throw new UsageError("--fix takes the files to change: FILE, DIR or --stdin");
  const locale = values.locale ?? environment.LC_ALL ?? environment.LC_MESSAGES ?? environment.LANG;
  return {
    command,
    paths: isCommand ? rest : positionals,
    format,
    target: { kernel: kernelOf(values.kernel, system), loader: loaderOf(values.loader, system) },
    kernelChosen: values.kernel !== undefined,
    loaderChosen: values.loader !== undefined,
    locale: localeOf(locale),
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
    throw new UsageError((error as Error).message);
  }
}

function formatOf(text = "text", command: Options["command"]): Format {
  const allowed = command === "explain" || command === "parameters" ? FORMATS.slice(0, 2) : FORMATS;
  const format = allowed.find((each) => each === text);
  if (!format) throw new UsageError(`unknown format "${text}": ${allowed.slice(0, -1).join(", ")} or ${allowed.at(-1)}`);
  return format;
}

function kernelOf(text: string | undefined, system: Pick<System, "kernel">): number {
  if (text === undefined || text === "auto") return parseKernel(system.kernel ?? "") ?? NEWEST_RELEASE;
  const kernel = parseKernel(text);
  if (kernel === undefined) throw new UsageError(`unknown kernel "${text}": a release such as 6.12, auto, or one of ${[...DISTRIBUTIONS.keys()].join(", ")}`);
  return kernel;
}

function loaderOf(text: string | undefined, system: Pick<System, "loader">): Target["loader"] {
  if (text === undefined || text === "auto") return system.loader ?? "systemd";
  const loader = parseLoader(text);
  if (!loader) throw new UsageError(`unknown loader "${text}": systemd, procps or auto`);
  return loader;
}
