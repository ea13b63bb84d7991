import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./connection.ts";
import { Gate } from "./protocol/gate.ts";
import { nodeSystem } from "./system/node.ts";

// The transport is chosen by the arguments: --stdio, --node-ipc or --socket=PORT.
startServer(createConnection(ProposedFeatures.all, { messageStrategy: new Gate() }), nodeSystem(__dirname));

// A request that we forgot about must not end the session of everything else; the console goes to the client's log.
process.on("unhandledRejection", (reason) => console.error(reason));
