import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Random } from "../support/random.ts";
import { RawServer } from "../support/raw-server.ts";
import { CAPABILITIES, OPTIONS, Storm } from "./storm.ts";
import { SystemStorm } from "./system-storm.ts";

let server: RawServer | undefined;

afterEach(() => server?.process.kill());

// `npm run soak` does the same for as long as one likes, with other seeds.
describe("the built server in a storm of edits, requests, cancellations and closes", () => {
  it.each([1, 2])("answers everything properly, and as if every file were opened anew (seed %i)", { timeout: 60_000 }, async (seed) => {
    server = await RawServer.start(CAPABILITIES, OPTIONS);
    const storm = new Storm(server, new Random(seed));
    for (let i = 1; i <= 600; i++) {
      storm.step();
      if (i % 60 === 0) await storm.settle();
    }
    expect(storm.edits).toBeGreaterThan(250);
    expect(await server.stop()).toBe(0);
  });

  it.each([1, 2])("answers for files that are applied together as a new server does (seed %i)", { timeout: 60_000 }, async (seed) => {
    const root = mkdtempSync(join(tmpdir(), "storm-"));
    try {
      server = await SystemStorm.start();
      const storm = new SystemStorm(server, new Random(seed), root);
      for (let i = 1; i <= 600; i++) {
        storm.step();
        if (i % 200 === 0) await storm.settle();
      }
      expect(storm.edits).toBeGreaterThan(250);
      expect(await server.stop()).toBe(0);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
