// Loaded into a server before its own code (node --require): tells over the channel that it is started with for how long at most its event
// loop has stood still since it was asked last, and how long the longest JSON.parse or JSON.stringify and the longest pause for garbage took,
// which nobody can cut in pieces (ms).
const { monitorEventLoopDelay, performance, PerformanceObserver } = require("node:perf_hooks");

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let json = 0;
let garbage = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) garbage = Math.max(garbage, duration);
}).observe({ type: "gc" });

for (const name of ["parse", "stringify"]) {
  const inner = JSON[name];
  JSON[name] = (...args) => {
    const from = performance.now();
    try {
      return inner(...args);
    } finally {
      json = Math.max(json, performance.now() - from);
    }
  };
}

process.on("message", () => {
  process.send({ blocked: delay.max / 1e6, json, garbage });
  delay.reset();
  json = 0;
  garbage = 0;
});
process.channel.unref();
