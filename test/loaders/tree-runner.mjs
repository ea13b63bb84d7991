// Runs inside `unshare -n -m`: lets a real loader apply whole trees and says what /proc/sys holds afterwards.
// Standard input: { command, trees: [[piece]], watch: [path] }; standard output: { before: { path: value }, after: [{ path: value }] }.
// The loaders read fixed places: folders of ours are mounted over those, for this process and its children only.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clearFolder, makeTree } from "../support/tree.mjs";

const PLACES = ["/etc", "/run", "/usr/local/lib", "/usr/lib/sysctl.d"];

const { command, trees, watch } = JSON.parse(readFileSync(0, "utf8"));
spawnSync("ip", "link add eth0 type veth peer name eth0.100".split(" "));

const read = (path) => {
  try {
    return readFileSync(`/proc/sys/${path}`, "utf8").trim();
  } catch {
    return undefined;
  }
};

function write(path, value) {
  try {
    writeFileSync(`/proc/sys/${path}`, `${value}\n`);
  } catch {
    // Read-only, or not there.
  }
}

const values = () => Object.fromEntries(watch.map((path) => [path, read(path)]));

const base = mkdtempSync(join(tmpdir(), "sysctl-tree-"));
for (const place of PLACES) {
  mkdirSync(join(base, place), { recursive: true });
  const { status, stderr } = spawnSync("mount", ["--bind", join(base, place), place], { encoding: "utf8" });
  if (status !== 0) throw new Error(`mount over ${place}: ${stderr}`);
}

const before = values();
// What has been written once does not follow `conf.default` any more.
for (const [path, value] of Object.entries(before)) write(path, value);
const after = trees.map((pieces) => {
  for (const place of PLACES) clearFolder(place);
  makeTree("/", pieces);
  spawnSync(command[0], command.slice(1));
  const now = values();
  for (const [path, value] of Object.entries(before)) if (now[path] !== value) write(path, value);
  return now;
});
for (const place of PLACES) {
  clearFolder(place);
  spawnSync("umount", [place]);
}
rmSync(base, { recursive: true });
process.stdout.write(JSON.stringify({ before, after }));
