// Loaded into a server before its own code (node --expose-gc --require): tells over the channel that it is started with what memory it
// holds once all garbage is collected (bytes).
process.on("message", () => {
  // What finalizers let go of in the first is collected in the second.
  global.gc();
  global.gc();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ rss, heapUsed });
});
process.channel.unref();
