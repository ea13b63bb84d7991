import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./connection.ts";
import { nodeSystem } from "./system/node.ts";

// The transport is chosen by the arguments: --stdio, --node-ipc or --socket=PORT.
startServer(createConnection(ProposedFeatures.all), nodeSystem(__dirname));
