import { fstatSync, writeFileSync } from "node:fs";
import { messageOf, type Text } from "../locale.ts";
import { fileError, UNWRITABLE } from "../system/file-error.ts";
import { spokenLocale } from "./options.ts";
import { run } from "./run.ts";
import { shown } from "./shown.ts";

const STANDARD_OUTPUT: Text = { en: "standard output", "zh-cn": "标准输出" };

const args = process.argv.slice(2);

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`sysctl-lint parameters | head`) closes the pipe: not a failure of ours.
  if (error.code !== "EPIPE") fail(fileError(STANDARD_OUTPUT, error, UNWRITABLE));
  process.exit();
});

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    // A console, on some systems.
    return false;
  }
}

/** Node's stream takes a text for written of which a full disk has taken a part; this writes the rest, or says why not. */
function writeToFile(text: string): void {
  try {
    writeFileSync(process.stdout.fd, text);
  } catch (error) {
    throw fileError(STANDARD_OUTPUT, error, UNWRITABLE);
  }
}

function fail(error: unknown): void {
  process.stderr.write(`sysctl-lint: ${shown(messageOf(error, spokenLocale(args, process.env)))}\n`);
  process.exitCode = 2;
}

run(args, {
  out: isFile(process.stdout.fd) ? writeToFile : (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  color: process.stdout.isTTY === true && !process.env.NO_COLOR,
}).then((code) => {
  process.exitCode = code;
}, fail);
