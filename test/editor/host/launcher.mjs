#!/usr/bin/env node
// Stands in for the `code` executable when @vscode/test-electron runs a test suite: same arguments, same exit code, but VS Code's
// server in headless Chromium. Environment: SYSCTL_TEST_TIMEOUT (seconds, default 300), SYSCTL_TEST_VERBOSE=1 (server and page log).
import { join, resolve } from "node:path";
import { env, exit } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { format, parseArgs } from "node:util";
import { openPage } from "./browser.mjs";
import { Cleanup } from "./cleanup.mjs";
import { startServer, workbenchUrl } from "./server.mjs";

/** Exit codes of our own, unlike a suite's 0 and 1. */
const EXIT = { usage: 2, failedToStart: 3, timeout: 124 };

/** What VS Code's workbench says on every start. */
const NOISE = [
  /^(Resolving|Resolved) connection token/,
  /^Creating a socket/,
  /^\[(reconnection-grace-time|AgentHost|AccountPolicyGate|Service Worker)\b/,
  /^(Ignoring fetching|Updating) additional builtin extensions/,
  /^Creation of workbench contribution/,
  /^No search provider registered for scheme/,
  /^No extension gallery service configured/,
  /^Canceled: Canceled/,
  /^Timed out waiting for authentication provider/,
];

const seconds = Number(env.SYSCTL_TEST_TIMEOUT || 300);
const verbose = env.SYSCTL_TEST_VERBOSE === "1";
const cleanup = new Cleanup();
/** What we are doing, for the message when it takes too long. */
let stage = "starting";

function readArguments() {
  // VS Code knows many more options than we need: strict parsing would refuse those that test-electron adds.
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: "string" },
      extensionTestsPath: { type: "string" },
      "user-data-dir": { type: "string" },
      "extensions-dir": { type: "string" },
      locale: { type: "string" },
    },
  });
  if (!values.extensionDevelopmentPath || !values.extensionTestsPath) {
    console.error("launcher.mjs needs --extensionDevelopmentPath= and --extensionTestsPath=, as @vscode/test-electron passes them");
    exit(EXIT.usage);
  }
  return {
    extension: resolve(values.extensionDevelopmentPath),
    suite: resolve(values.extensionTestsPath),
    userDataFolder: values["user-data-dir"],
    extensionsFolder: values["extensions-dir"],
    locale: values.locale,
    workspace: resolve(positionals[0] ?? values.extensionDevelopmentPath),
  };
}

/** Resolves with the suite's exit code. */
async function runSuite(options) {
  const folder = cleanup.folder("vscode-");
  stage = "starting the VS Code server";
  const server = await startServer({ ...options, folder, cleanup, automation: true, onOutput });

  stage = "starting the browser";
  const page = await openPage({ folder: join(folder, "browser"), cleanup });
  const { promise: outcome, resolve: finish, reject: fail } = promiseWithResolvers();
  // Until it is awaited below, a failure must not count as unhandled.
  outcome.catch(() => {});
  server.ended.then((code) => fail(new Error(`the VS Code server ended early (${code})\n${server.log.tail()}`)));
  page.on("crash", () => fail(new Error("the page crashed: is there enough memory and /dev/shm?")));
  await page.exposeFunction("codeAutomationExit", (code) => finish(code));
  await page.exposeFunction("codeAutomationLog", forward);
  if (verbose) page.on("console", (message) => print(`[page] ${message.text()}\n`));

  stage = "loading the workbench";
  const payload = [
    ["extensionDevelopmentPath", options.extension],
    ["extensionTestsPath", options.suite],
  ];
  await page.goto(workbenchUrl({ port: server.port, workspace: options.workspace, payload }));
  const code = await outcome;
  return code === 0 ? await extensionHostExitCode(server) : code;
}

function onOutput(text) {
  if (verbose) print(text);
  if (text.includes("Launched Extension Host Process")) stage = "running the suite";
}

/** When the extension host dies in the middle of a suite, the page reports success all the same. The server knows better. */
async function extensionHostExitCode(server) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const match = /Extension Host Process exited with code: (\w+), signal: (\w+)/.exec(server.log.text());
    if (match?.[1] === "0") return 0;
    if (match) throw new Error(`the extension host died (code ${match[1]}, signal ${match[2]})`);
    await sleep(100);
  }
  throw new Error("the extension host was still running after it reported its result");
}

/** Promise.withResolvers of Node 22. */
function promiseWithResolvers() {
  let resolve, reject;
  const promise = new Promise((...functions) => {
    [resolve, reject] = functions;
  });
  return { promise, resolve, reject };
}

/** A line of the suite (console.log and the like in the extension host), or one of VS Code's own, which look the same here. */
function forward(type, args) {
  // mocha passes `%s` templates.
  const line = format(...args);
  if (!verbose && NOISE.some((pattern) => pattern.test(line))) return;
  const stream = type === "error" || type === "warn" ? process.stderr : process.stdout;
  stream.write(`${line}\n`);
}

function print(text) {
  process.stderr.write(text);
}

async function timeLimit() {
  await sleep(seconds * 1000, undefined, { ref: false });
  const hint = verbose ? "" : "; SYSCTL_TEST_VERBOSE=1 shows what VS Code says";
  console.error(`The editor tests took longer than ${seconds} s, while ${stage}. SYSCTL_TEST_TIMEOUT=SECONDS allows more${hint}.`);
  return EXIT.timeout;
}

const options = readArguments();
let interrupted = false;
cleanup.onCrash();
cleanup.onSignals((signal) => {
  interrupted = true;
  console.error(`${signal}: ending VS Code`);
});
let code;
try {
  code = await Promise.race([runSuite(options), timeLimit()]);
} catch (error) {
  if (!interrupted) console.error(`The editor tests could not run, while ${stage}: ${error.message}`);
  code = EXIT.failedToStart;
}
await cleanup.run();
exit(code);
