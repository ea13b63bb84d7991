// Runs inside `unshare -n`: writes values below /proc/sys/net of a private network namespace and says what the kernel
// answered. Standard input: [{ path, value }]; standard output: [{ answer, before, after, mode }]. Every file gets its value back.
// With the argument --list: the paths of all files below /proc/sys/net.
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeSync } from "node:fs";

function read(path) {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}

function modeOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? (stat.mode & 0o777).toString(8) : undefined;
}

/** One write(2), as the loaders do it: systemd-sysctl and procps end the value with a line feed. */
function write(path, value) {
  let file;
  try {
    file = openSync(path, "w");
    writeSync(file, `${value}\n`);
    return "ok";
  } catch (error) {
    return error.code ?? "error";
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function files(folder) {
  return readdirSync(`/proc/sys/${folder}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}

if (process.argv.includes("--list")) {
  process.stdout.write(JSON.stringify(files("net")));
  process.exit();
}
const tests = JSON.parse(readFileSync(0, "utf8"));
const answers = tests.map(({ path, value }) => {
  if (!path.startsWith("net/") || path.includes("..")) return { answer: "not tried" };
  const file = `/proc/sys/${path}`;
  const before = read(file);
  if (value === null) return { answer: before === undefined ? "ENOENT" : "ok", before, mode: modeOf(file) };
  const answer = write(file, value);
  const after = read(file);
  if (before !== undefined && after !== before) write(file, before);
  return { answer, before, after };
});
process.stdout.write(JSON.stringify(answers));
