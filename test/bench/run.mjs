// npm run bench [-- LINES ...] [--rounds N] [--write]: our server and our engine beside others, in one run on one machine, interleaved.
// Medians as Markdown tables; `--write` puts them into docs/performance.md. Reported, never asserted.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Server } from "./server.mjs";
import { css, denseSysctl, dockerfile, json, plainSysctl, yaml } from "./texts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const EDITS = 21;
const HOVERS = 100;
/** After this long (ms) no more edits are made, or hovers asked for; the median of fewer does. */
const ENOUGH = 10_000;
/** A server that needs longer than this for one round is left out of longer files (ms). */
const PATIENCE = 20_000;

if (!existsSync(join(here, "node_modules", "yaml-language-server")))
  spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
const extracted = (name) => [join(here, "node_modules", "vscode-langservers-extracted", "bin", name)];

const OURS = { command: [join(root, "dist", "server.js")], languageId: "sysctl" };
const SERVERS = [
  { name: "sysctl", ...OURS, text: (lines) => plainSysctl(root, lines) },
  { name: "sysctl, dense", ...OURS, text: (lines) => denseSysctl(root, lines) },
  { name: "JSON", command: extracted("vscode-json-language-server"), languageId: "json", text: json, options: { provideFormatter: false } },
  { name: "CSS", command: extracted("vscode-css-language-server"), languageId: "css", text: css },
  { name: "YAML", command: [join(here, "node_modules", "yaml-language-server", "bin", "yaml-language-server")], languageId: "yaml", text: yaml },
  {
    name: "Dockerfile",
    command: [join(here, "node_modules", "dockerfile-language-server-nodejs", "bin", "docker-langserver")],
    languageId: "dockerfile",
    text: dockerfile,
  },
];
const isOurs = ({ name }) => name.startsWith("sysctl");

/** One life of a server: every figure in ms, MB or KB. */
async function round({ command, languageId, text, options }, lines) {
  const server = new Server(command);
  const start = await server.initialize(options);
  // Settle: what a server reads ahead after `initialized` belongs to its start, not to the first file.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const idle = server.memory();
  const cpuBefore = server.cpu();
  const open = await server.open(`file:///bench/x.${languageId}`, languageId, text(lines));
  const openCpu = server.cpu() - cpuBefore;
  const middle = { line: Math.floor(lines / 2), character: 0 };
  const edits = await repeat(EDITS, () => server.type(middle, " "));
  const hovers = await repeat(HOVERS, (i) => server.hover({ line: 3 + i, character: 6 }));
  const completion = await server.complete({ line: 4, character: 5 });
  const after = server.memory();
  server.stop();
  return {
    start,
    open,
    openCpu,
    edit: at(edits, 0.5),
    hover50: at(hovers, 0.5),
    hover99: at(hovers, 0.99),
    complete: completion.ms,
    completeKB: completion.bytes / 1024,
    idle,
    after,
  };
}

/** A life without a pause, for a user who has the file open already: how long it takes, and what that user waits for in all. */
async function withoutPause({ command, languageId, text, options }, lines) {
  const server = new Server(command);
  const start = await server.initialize(options);
  const atOnce = await server.open(`file:///bench/x.${languageId}`, languageId, text(lines));
  server.stop();
  return { atOnce, inAll: start + atOnce };
}

async function repeat(times, action) {
  const until = performance.now() + ENOUGH;
  const took = [];
  for (let i = 0; i < times && performance.now() < until; i++) took.push(await action(i));
  return took;
}

const ROWS = [
  ["start", "start to initialize, ms"],
  ["open", "open to diagnostics, ms"],
  ["openCpu", "the same, ms of processor time"],
  ["atOnce", "open right after the start, ms"],
  ["inAll", "the start and that, together, ms"],
  ["edit", "edit to diagnostics, ms"],
  ["hover50", "hover p50, ms"],
  ["hover99", "hover p99, ms"],
  ["complete", "completion, ms"],
  ["completeKB", "completion answer, KB"],
  ["idle", "memory idle, MB"],
  ["after", "memory after, MB"],
];

const at = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const median = (values) => at(values, 0.5);
const shown = (n) => (Number.isNaN(n) ? "" : n.toFixed(n < 10 ? 2 : 0));
const table = (head, rows) =>
  [
    `| ${head.join(" | ")} |`,
    `|---|${head
      .slice(1)
      .map(() => "--:|")
      .join("")}`,
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");

/** All servers with a file of some length; those that were too slow with a shorter one are left out. */
async function servers(lines, rounds, slow) {
  const results = new Map(SERVERS.filter(({ name }) => !slow.has(name)).map((server) => [server, []]));
  // Interleaved, so that a change of the machine's speed hits all alike.
  for (let i = 0; i < rounds; i++)
    for (const [server, figures] of results) {
      const from = performance.now();
      const figuresNow = await round(server, lines);
      if (lines <= 10_000) Object.assign(figuresNow, await withoutPause(server, lines));
      figures.push(figuresNow);
      if (performance.now() - from > PATIENCE) slow.add(server.name);
    }
  const taken = [...results.keys()];
  const measured = ROWS.filter(([field]) => results.get(taken[0]).every((figures) => field in figures));
  const rows = measured.map(([field, title]) => {
    const medians = taken.map((server) => median(results.get(server).map((figures) => figures[field])));
    // The worse of our two files counts.
    const ours = Math.max(...medians.filter((_, i) => isOurs(taken[i])));
    const best = Math.min(...medians.filter((_, i) => !isOurs(taken[i])));
    return [title, ...medians.map(shown), (ours / best).toFixed(2)];
  });
  return { table: table(["", ...taken.map(({ name }) => name), "ours / best peer"], rows), edit: median(results.get(SERVERS[1]).map(({ edit }) => edit)) };
}

/** Parsing and checking in one process, without a server. */
function library(lines) {
  const { stdout, stderr } = spawnSync(process.execPath, [join(here, "library.mjs"), String(lines)], { encoding: "utf8" });
  if (stderr) process.stderr.write(stderr);
  const figures = JSON.parse(stdout);
  const peers = ["JSON", "CSS"].map((name) => figures[name]);
  const row = ([name, ms]) => [name, shown(ms), (ms / figures.floor).toFixed(1), (ms / Math.min(...peers)).toFixed(2)];
  return table(["", "ms", "/ floor", "/ best peer"], Object.entries(figures).map(row));
}

const named = (name, otherwise) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : otherwise);
const roundsAsked = named("--rounds", Number.NaN);
const sizes = process.argv
  .slice(2)
  .filter((word, i) => /^\d+$/.test(word) && process.argv[i + 1] !== "--rounds")
  .map(Number);
const parts = [`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores.`];
const slow = new Set();
const edits = new Map();
for (const lines of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) {
  const rounds = Number.isNaN(roundsAsked) ? (lines > 10_000 ? 5 : 11) : roundsAsked;
  const left = [...slow];
  const result = await servers(lines, rounds, slow);
  edits.set(lines, result.edit);
  const note = left.length > 0 ? ` ${left.join(", ")} left out: a round of a shorter file took over ${PATIENCE / 1000} s.` : "";
  parts.push(`### ${lines.toLocaleString("en")} lines\n\nMedians of ${rounds} rounds.${note}\n\n${result.table}`);
  if (lines <= 10_000) parts.push(`In one process, without a server:\n\n${library(lines)}`);
  console.log(`\n${parts.slice(parts.length > 2 ? -2 : 0).join("\n\n")}`);
}
const [short, long] = [edits.get(10_000), edits.get(100_000)];
if (short && long) parts.push(`An edit in 100,000 lines costs ${(long / short).toFixed(1)} times what it costs in 10,000.`);
if (process.argv.includes("--write")) {
  const file = join(root, "docs", "performance.md");
  const [before, , after] = readFileSync(file, "utf8").split(/<!-- figures -->|<!-- end of figures -->/);
  writeFileSync(file, `${before}<!-- figures -->\n\n${parts.join("\n\n")}\n\n<!-- end of figures -->${after}`);
}
