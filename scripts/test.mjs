// npm test: everything that can run on this machine. From a fresh clone, too: it installs and builds what is missing.
// Says what it skipped and why; ends with a line `N passed, N failed, N skipped`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const total = { passed: 0, failed: 0, skipped: 0 };

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === "win32",
  });
  return { ok: status === 0, output: `${stdout ?? ""}${stderr ?? ""}` };
}

const bin = (name) => join(root, "node_modules", ".bin", name);
const count = (counts) => {
  for (const [kind, n] of Object.entries(counts)) total[kind] += n;
};

/** A step that is one check by itself. */
function check(title, command, args) {
  const { ok, output } = run(command, args);
  count(ok ? { passed: 1 } : { failed: 1 });
  console.log(`${ok ? "ok  " : "FAIL"} ${title}`);
  if (!ok) console.log(output);
  return ok;
}

function unitTests() {
  const report = join(root, "out", "vitest.json");
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  const { ok, output } = run(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  if (!existsSync(report)) {
    count({ failed: 1 });
    console.log(`FAIL unit tests\n${output}`);
    return;
  }
  const result = JSON.parse(readFileSync(report, "utf8"));
  // A file that does not even load counts as a failure, though none of its tests ran.
  const broken = result.testResults.filter((file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed")).length;
  count({ passed: result.numPassedTests, failed: result.numFailedTests + broken, skipped: result.numPendingTests });
  console.log(
    `${ok ? "ok  " : "FAIL"} unit, protocol, command, grammar, kernel and loader tests: ${result.numPassedTests} passed, ${result.numFailedTests + broken} failed, ${result.numPendingTests} skipped`,
  );
  for (const file of result.testResults)
    for (const test of file.assertionResults) if (test.status === "pending" || test.status === "skipped") console.log(`     skipped: ${test.fullName}`);
  for (const line of output.split("\n")) if (/^Linux .*(judged as the kernel|agree)/.test(line)) console.log(`     ${line.trim()}`);
  if (!ok) console.log(output);
}

/** A script that ends with `NAME: N passed, N failed`, or says why it was skipped. In CI it must run. Whether it ran. */
function counted(title, name, [script, ...args]) {
  const { ok, output } = run(process.execPath, [script, ...args, ...(process.env.CI ? ["--required"] : [])]);
  const [summary, passed, failed] = new RegExp(`${name}: (\\d+) passed, (\\d+) failed`).exec(output) ?? [];
  if (!summary && ok) {
    count({ skipped: 1 });
    console.log(`     skipped: ${title}: ${output.trim().split("\n").at(-1)}`);
    return false;
  }
  count({ passed: Number(passed ?? 0), failed: Math.max(Number(failed ?? 0), ok && summary ? 0 : 1) });
  console.log(`${ok && summary ? "ok  " : "FAIL"} ${title}: ${summary ?? "did not run"}`);
  if (!ok) console.log(output);
  return true;
}

if (!existsSync(join(root, "node_modules", ".package-lock.json"))) {
  console.log("Installing the project's packages (npm ci)");
  const { ok, output } = run("npm", ["ci", "--no-audit", "--no-fund"]);
  if (!ok) {
    console.log(output);
    console.log("0 passed, 1 failed");
    process.exit(1);
  }
}
const built = check("build", process.execPath, ["scripts/build.mjs"]);
check("types", bin("tsc"), ["-p", "."]);
check("types of the pages", bin("tsc"), ["-p", "client/pages"]);
check("format and lint", bin("biome"), ["check", "."]);
check("regular expressions take linear time", process.execPath, ["scripts/check-regexps.mjs"]);
check("generated files are up to date", process.execPath, ["scripts/generate.mjs", "--check"]);
if (built) {
  unitTests();
  if (counted("the extension in a real VS Code", "Editor tests", ["test/editor/run.mjs"]))
    for (const [title, name, script] of [
      ["a person at the editor", "Person", "person.mjs"],
      ["the views in every theme, with axe-core", "Views", "views.mjs"],
    ])
      counted(title, name, [`test/editor/${script}`]);
  counted("the extension in VS Code for the Web", "Web", ["test/editor/web.mjs"]);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
