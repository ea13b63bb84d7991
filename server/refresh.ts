import type { Connection } from "vscode-languageserver";
import type { ClientCapabilities } from "./features/context.ts";
import { CodeLensRefreshRequest } from "./protocol/library.ts";

/** A client is told to ask again this long after the last change of another file (milliseconds). */
const DELAY = 400;

/** Tells a client to ask again about the files that it shows, where it lets itself be told: something has changed without an edit of them. */
export class Refresh {
  private timer: NodeJS.Timeout | number | undefined;

  constructor(
    private readonly client: ClientCapabilities,
    private readonly connection: Connection,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** When the user pauses: another file has changed. */
  soon(): void {
    clearTimeout(this.timer as NodeJS.Timeout | undefined);
    this.timer = setTimeout(() => this.findings(), DELAY);
  }

  /** All that depends on what files are checked for. */
  everything(): void {
    this.findings();
    const { semanticTokens, inlayHint } = this.connection.languages;
    if (this.client.refreshSemanticTokens) semanticTokens.refresh().catch(this.failed);
    if (this.client.refreshInlayHints) inlayHint.refresh().catch(this.failed);
  }

  private findings(): void {
    const { client, connection, failed } = this;
    if (client.pullDiagnostics && client.refreshDiagnostics) connection.languages.diagnostics.refresh().catch(failed);
    if (client.refreshCodeLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
  }
}
