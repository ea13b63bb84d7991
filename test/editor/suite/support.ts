import * as vscode from "vscode";

/** Asks again until the answer is there: diagnostics, new tabs and a server's first start take their time. */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come`);
}

/** What the extension says where it follows VS Code's display language. */
export function inDisplayLanguage(english: string, chinese: string): string {
  return vscode.env.language.startsWith("zh") ? chinese : english;
}

/** The text of all hovers at a place. */
export async function hoverText(uri: vscode.Uri, line: number, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, new vscode.Position(line, character));
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}
