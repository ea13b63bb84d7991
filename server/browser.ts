import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startServer } from "./connection.ts";
import { Gate } from "./protocol/gate.ts";
import { browserSystem } from "./system/browser.ts";

const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const gate = new Gate();
startServer(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope), { messageStrategy: gate }), gate, browserSystem());
