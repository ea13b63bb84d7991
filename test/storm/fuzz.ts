import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Catalogue } from "../../server/catalogue/catalogue.ts";
import type { RawFacts } from "../../server/catalogue/parameter.ts";
import { Random } from "../support/random.ts";
import { fuzzOnce } from "./fuzz-once.ts";

export function main(args: string[]): number {
  const { values } = parseArgs({ args, options: { seconds: { type: "string", default: "60" }, seed: { type: "string", default: String(Date.now() % 1e9) } } });
  const catalogue = new Catalogue(JSON.parse(readFileSync("dist/catalogue.json", "utf8")) as RawFacts[]);
  const first = Number(values.seed);
  const end = Date.now() + Number(values.seconds) * 1000;
  let seed = first;
  for (; Date.now() < end; seed++) {
    const failure = fuzzOnce(catalogue, new Random(seed));
    if (failure === undefined) continue;
    console.log(`FAILED with seed ${seed}: ${failure}`);
    return 1;
  }
  console.log(`Nothing wrong in ${seed - first} texts, from seed ${first}`);
  return 0;
}
