import { type Disposable, Uri, ViewColumn, type Webview, type WebviewPanel, window } from "vscode";
import type { Extension } from "../extension.ts";
import { currentLocale } from "../locale.ts";

/** A view that is a page: `script` is the name of its file in client/pages/, built to dist/pages/. */
export interface PanelOptions {
  readonly script: string;
  readonly title: string;
  /** What the page is sent when it is ready, and again on every `post`. */
  readonly onMessage: (message: unknown) => void;
  readonly column?: ViewColumn;
}

export interface Panel extends Disposable {
  readonly panel: WebviewPanel;
  post(message: unknown): void;
}

/**
 * Opens a page beside the editor. It runs only our own script and style, loads nothing from anywhere else, and gets its data as
 * messages; the first message from it is `{ type: "ready" }`.
 */
export function openPanel({ context }: Pick<Extension, "context">, { script, title, onMessage, column }: PanelOptions): Panel {
  const pages = Uri.joinPath(context.extensionUri, "dist", "pages");
  const panel = window.createWebviewPanel(`sysctl.${script}`, title, column ?? ViewColumn.Beside, { enableScripts: true, localResourceRoots: [pages] });
  const icon = (theme: "light" | "dark") => Uri.joinPath(context.extensionUri, "icons", `sysctl-${theme}.svg`);
  panel.iconPath = { light: icon("light"), dark: icon("dark") };
  panel.webview.html = pageHtml(panel.webview, pages, script, title);
  const listening = panel.webview.onDidReceiveMessage(onMessage);
  panel.onDidDispose(() => listening.dispose());
  return { panel, post: (message) => void panel.webview.postMessage(message), dispose: () => panel.dispose() };
}

function pageHtml(webview: Webview, pages: Uri, script: string, title: string): string {
  const address = (name: string) => webview.asWebviewUri(Uri.joinPath(pages, name)).toString();
  const policy = `default-src 'none'; script-src ${webview.cspSource}; style-src ${webview.cspSource}`;
  const locale = currentLocale() === "en" ? "en" : "zh-CN";
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${address("page.css")}">
<link rel="stylesheet" href="${address(`${script}.css`)}">
</head>
<body>
<main id="page"></main>
<script src="${address(`${script}.js`)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
