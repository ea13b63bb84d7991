import { type ConnectionOptions, createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./connection.ts";
import { Gate } from "./protocol/gate.ts";
import { PatientWriter } from "./protocol/patient-writer.ts";
import { SteadyReader } from "./protocol/steady-reader.ts";
import { nodeSystem } from "./system/node.ts";

const gate = new Gate();
const options: ConnectionOptions = { messageStrategy: gate };

// The transport is chosen by the arguments: --stdio, --node-ipc or --socket=PORT.
const connection = process.argv.includes("--stdio") ? overStdio() : createConnection(ProposedFeatures.all, options);
startServer(connection, gate, nodeSystem(__dirname));

// A request that we forgot about must not end the session of everything else.
process.on("unhandledRejection", (reason) => connection.console.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)));

function overStdio() {
  // What somebody prints must not get among the messages.
  globalThis.console = new console.Console(process.stderr);
  const input = new SteadyReader(process.stdin, () => process.exit(1));
  for (const event of ["end", "close"]) process.stdin.on(event, () => process.exit(gate.isStopped ? 0 : 1));
  return createConnection(ProposedFeatures.all, input, new PatientWriter(process.stdout), options);
}
