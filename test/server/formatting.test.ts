import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { CodeAction, TextEdit } from "vscode-languageserver-protocol";
import { applied } from "../support/cursor.ts";
import { ServerProcess } from "../support/lsp.ts";

const URI = "file:///etc/sysctl.conf";
const ACTIONS = { textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } } };
const start0 = { line: 0, character: 0 };

let server: ServerProcess | undefined;

afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  server = undefined;
});

async function start(text: string, settings: object = {}): Promise<ServerProcess> {
  if (!existsSync("dist/server.js")) throw new Error("dist/server.js is missing: npm run build");
  const target = { kernel: "6.12", loader: "systemd" };
  server = await ServerProcess.start(ACTIONS, { initializationOptions: { target, ...settings } });
  await server.open(URI, text);
  return server;
}

const about = { textDocument: { uri: URI }, options: { tabSize: 2, insertSpaces: true } };

describe("formatting over stdio", () => {
  const text = "vm.swappiness=10\nvm.dirty_ratio = 5\n";

  it("formats the file in the style of the setting, and with the editor's options", async () => {
    const at = await start(text, { format: { spacing: "align" } });
    const edits = await at.request<TextEdit[]>("textDocument/formatting", about);
    expect(applied(text, edits)).toBe("vm.swappiness  = 10\nvm.dirty_ratio = 5\n");
    await at.connection.sendNotification("workspace/didChangeConfiguration", { settings: { sysctl: { format: { spacing: "none" } } } });
    expect(applied(text, await at.request<TextEdit[]>("textDocument/formatting", about))).toBe("vm.swappiness=10\nvm.dirty_ratio=5\n");
  });

  it("formats a range, and the line before the cursor on Enter", async () => {
    const at = await start(text, { format: { spacing: "spaces" } });
    const none = await at.request<TextEdit[]>("textDocument/rangeFormatting", {
      ...about,
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
    });
    expect(none).toEqual([]);
    const edits = await at.request<TextEdit[]>("textDocument/onTypeFormatting", { ...about, position: { line: 1, character: 0 }, ch: "\n" });
    expect(applied(text, edits)).toBe("vm.swappiness = 10\nvm.dirty_ratio = 5\n");
  });

  it("has no answer for documents it never saw, and one for any place", async () => {
    const at = await start("\0");
    for (const method of ["formatting", "rangeFormatting", "onTypeFormatting"]) {
      const far = { line: 99, character: 99 };
      const params = { ...about, range: { start: far, end: far }, position: far, ch: "\n" };
      expect(await at.request(`textDocument/${method}`, params)).toEqual([]);
      expect(await at.request(`textDocument/${method}`, { ...params, textDocument: { uri: "file:///never.conf" } })).toBeNull();
    }
  });

  it("sorts on request", async () => {
    const at = await start("# switch\nvm.swappiness = 10\n# limit\nkernel.panic = 5\n");
    const params = { textDocument: { uri: URI }, range: { start: start0, end: start0 }, context: { diagnostics: [], only: ["source.sort.sysctl"] } };
    const [action] = await at.request<CodeAction[]>("textDocument/codeAction", params);
    expect(action?.edit?.changes?.[URI]).toEqual([
      { range: { start: start0, end: { line: 3, character: 16 } }, newText: "# limit\nkernel.panic = 5\n# switch\nvm.swappiness = 10" },
    ]);
  });
});
