// The server is killed as a crash would end it; the editor starts it again and loses nothing.
import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { after, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually, hoverText } from "./support.ts";

/** Process ids of our server: the children of the extension host that run it. */
function servers(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dist/server.js");
      } catch {
        // Gone meanwhile.
        return false;
      }
    });
}

const has = (uri: vscode.Uri, code: string) =>
  vscode.languages.getDiagnostics(uri).some((diagnostic) => (typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code) === code);

describe("a server that dies", () => {
  after(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("is started again and knows the open documents as they are", async function () {
    if (process.platform !== "linux") this.skip();
    const document = await vscode.workspace.openTextDocument({ language: "sysctl", content: "net.ipv4.tcp_fin_timeout = 30\n" });
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "net.ipv4.tcp_orphans_retries = 3\n"));
    await eventually(() => has(document.uri, "unknown-parameter") || undefined, "the first server's diagnostics");
    const [pid] = servers();
    assert.ok(pid, "no server process");
    process.kill(pid, "SIGKILL");
    // The editor is busy meanwhile, does not know yet, and goes on asking.
    for (const until = performance.now() + 300; performance.now() < until; );
    const asked = Array.from({ length: 20 }, () => hoverText(document.uri, 0, 12).catch(() => ""));
    await eventually(() => servers().some((other) => other !== pid) || undefined, "a new server");
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), "net.ipv4.ip_forward = yes\n"));
    await eventually(() => (has(document.uri, "value-not-a-number") && has(document.uri, "unknown-parameter")) || undefined, "the new server's diagnostics");
    assert.match(await hoverText(document.uri, 0, 12), /FIN-WAIT-2/);
    await Promise.all(asked);
  });
});
