// Runs inside `unshare -n`: applies files with a real loader and says what /proc/sys holds afterwards.
// Standard input: { command, cases: [{ text (base64), watch: [path] }] }; standard output: [{ path: value }] of what changed.
// Everything watched gets its value back before the next file.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

spawnSync("ip", "link add eth0 type veth peer name eth0.100".split(" "));

const read = (path) => {
  try {
    return readFileSync(`/proc/sys/${path}`, "utf8").trim();
  } catch {
    return undefined;
  }
};

/** Some bounds depend on each other: what is refused at first is tried again after the others. */
function restore(values) {
  for (let pass = 0; pass < 3; pass++) {
    for (const [path, value] of values) {
      if (value === undefined || read(path) === value) continue;
      try {
        writeFileSync(`/proc/sys/${path}`, `${value}\n`);
      } catch {
        // Next pass.
      }
    }
  }
}

const { command, cases } = JSON.parse(readFileSync(0, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "sysctl-loader-"));
const file = join(folder, "odd.conf");
const results = cases.map(({ text, watch }) => {
  const before = new Map(watch.map((path) => [path, read(path)]));
  writeFileSync(file, Buffer.from(text, "base64"));
  spawnSync(command[0], [...command.slice(1), file]);
  const changed = {};
  for (const [path, value] of before) {
    const now = read(path);
    if (now === value) continue;
    changed[path] = now;
  }
  restore(before);
  return changed;
});
rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify(results));
