// Opens connections in known states and prints what /proc/net says about them then, as JSON. Run in a network namespace of its own.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** A listener; connections whose first byte is "k" are kept open by it when the client ends. */
async function listen(host) {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.once("data", (data) => {
      socket.write("ok");
      if (String(data) !== "k") socket.on("end", () => socket.end());
    });
    socket.on("error", () => {});
  });
  server.listen(0, host);
  await once(server, "listening");
  return server.address().port;
}

async function open(port, host, byte) {
  const socket = connect({ port, host, allowHalfOpen: true });
  socket.write(byte);
  await once(socket, "data");
  return socket;
}

async function many(count, port, host, byte) {
  return Promise.all(Array.from({ length: count }, () => open(port, host, byte)));
}

const ipv4 = await listen("127.0.0.1");
const ipv6 = await listen("::1");
await many(5, ipv4, "127.0.0.1", "o");
await many(3, ipv6, "::1", "o");
// This side ends first, then the other: TIME-WAIT here.
for (const socket of await many(4, ipv4, "127.0.0.1", "o")) {
  socket.resume().end();
  await once(socket, "close");
}
// This side ends, the other does not: FIN-WAIT-2 and CLOSE-WAIT.
for (const socket of await many(2, ipv4, "127.0.0.1", "k")) socket.end();
await setTimeout(200);
const files = ["tcp", "tcp6", "sockstat", "netstat", "snmp", "softnet_stat"];
process.stdout.write(JSON.stringify(Object.fromEntries(files.map((name) => [name, readFileSync(`/proc/net/${name}`, "utf8")]))), () => process.exit(0));
