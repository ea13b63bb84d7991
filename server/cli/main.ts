import { run } from "./run.ts";
import { shown } from "./shown.ts";

// A reader that has seen enough (`sysctl-lint parameters | head`) closes the pipe: not a failure of ours.
process.stdout.on("error", () => process.exit());

run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  color: process.stdout.isTTY === true && !process.env.NO_COLOR,
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`sysctl-lint: ${shown(error instanceof Error ? error.message : String(error))}\n`);
    process.exitCode = 2;
  },
);
