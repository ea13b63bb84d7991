import { describe, expect, it } from "vitest";
import { InterfacePlaces } from "../../server/configuration/interface-places.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import type { Line } from "../../server/document/line.ts";
import { Random } from "../support/random.ts";

const LINES = 400;
const NAMES = ["eth0", "eth1", "eth2"];
const text = Array.from({ length: LINES }, (_, i) =>
  i % 9 === 0 ? `-net.ipv4.conf.${NAMES[i % 3]}.rp_filter` : `net.ipv4.conf.${NAMES[i % 3]}.rp_filter = ${i % 3}`,
);
const nameOf = (line: Line) => NAMES[line.number % 3] as string;

describe("lines by what they name", () => {
  it("come and go in any order, in lists of any length", () => {
    const { lines } = SysctlDocument.create("file:///x", "sysctl", 1, text.join("\n"));
    const random = new Random(1);
    const places = new InterfacePlaces();
    const there = new Set<Line>();
    const check = () => {
      for (const name of NAMES) {
        const expected = lines.filter((line) => there.has(line) && nameOf(line) === name);
        expect([name, places.get(name)]).toEqual([name, expected]);
        expect(places.has(name)).toBe(expected.length > 0);
      }
    };
    const numbers = () => {
      const expected = new Map<number, number>();
      for (const name of NAMES) {
        const last = lines.findLast((line) => there.has(line) && nameOf(line) === name && line.kind === "assignment");
        if (last) expected.set(Number(last.value), (expected.get(Number(last.value)) ?? 0) + 1);
      }
      return expected;
    };
    for (let i = 0; i < 4_000; i++) {
      const line = random.pick(lines);
      // Mostly growing, then mostly shrinking: from none to all and back.
      const grows = i < 2_000 === random.chance(0.9);
      if (grows && !there.has(line)) {
        there.add(line);
        expect(places.add(nameOf(line), line)).toBe([...there].filter((each) => nameOf(each) === nameOf(line)).length);
      } else if (!grows && there.delete(line)) places.remove(nameOf(line), line);
      if (random.chance(0.02)) check();
      if (random.chance(0.02)) expect(places.numbers()).toEqual(numbers());
    }
    for (const line of there) places.remove(nameOf(line), line);
    there.clear();
    check();
    expect(places.numbers()).toEqual(new Map());
  });
});
