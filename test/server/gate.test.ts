import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { createConnection, createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { startServer } from "../../server/connection.ts";
import { Gate } from "../../server/protocol/gate.ts";
import type { System } from "../../server/system/system.ts";

it("an initialize that fails may be followed by another", async () => {
  let isBroken = true;
  const system = {
    get kernel() {
      if (isBroken) throw new Error("broken");
      return "6.12";
    },
  } as System;
  const [up, down] = [new PassThrough(), new PassThrough()];
  const gate = new Gate();
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down), { messageStrategy: gate }), gate, system);
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  client.listen();
  const initialize = () => client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  await expect(initialize()).rejects.toThrow("broken");
  await expect(client.sendRequest("shutdown")).rejects.toThrow("shutdown was sent before initialize");
  isBroken = false;
  expect(await initialize()).toMatchObject({ capabilities: { hoverProvider: true } });
  await expect(initialize()).rejects.toThrow("initialize was sent before");
  client.dispose();
});
