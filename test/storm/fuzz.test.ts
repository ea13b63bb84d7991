import { describe, expect, it } from "vitest";
import { catalogue, useCatalogue } from "../support/catalogue.ts";
import { Random } from "../support/random.ts";
import { fuzzOnce } from "./fuzz-once.ts";

useCatalogue();

// `npm run fuzz` does the same for as long as one likes, with other seeds.
describe("parser, values and fixes", () => {
  it("hold on odd texts", { timeout: 60_000 }, () => {
    for (let seed = 0; seed < 600; seed++) expect([seed, fuzzOnce(catalogue(), new Random(seed))]).toEqual([seed, undefined]);
  });
});
