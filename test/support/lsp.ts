import { type ChildProcess, spawn } from "node:child_process";
import {
  createProtocolConnection,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

/** The built server as a child process, spoken to over stdio as an editor does. */
export class ServerProcess {
  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
    readonly initialized: InitializeResult,
  ) {}

  static async start(
    capabilities: InitializeParams["capabilities"] = {},
    extra: Partial<InitializeParams> = {},
    module = "dist/server.js",
  ): Promise<ServerProcess> {
    const child = spawn(process.execPath, [module, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    const result = await connection.sendRequest<InitializeResult>("initialize", { processId: process.pid, rootUri: null, capabilities, ...extra });
    await connection.sendNotification("initialized", {});
    return new ServerProcess(child, connection, result);
  }

  open(uri: string, text: string): Promise<void> {
    return this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "sysctl", version: 1, text } });
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  /** shutdown, exit; the exit code. */
  async stop(): Promise<number | null> {
    const exited = new Promise<number | null>((resolve) => this.process.once("exit", resolve));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await exited;
    this.connection.dispose();
    return code;
  }
}
