import { describe, expect, it } from "vitest";
import { FileIndex } from "../../server/configuration/file-index.ts";
import { InterfacePlaces } from "../../server/configuration/interface-places.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import type { Line } from "../../server/document/line.ts";
import { catalogue, useCatalogue } from "../support/catalogue.ts";
import { Random } from "../support/random.ts";

useCatalogue();

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

it("a line that is taken out and put back, before anybody looks, is there once", () => {
  const { lines } = SysctlDocument.create("file:///x", "sysctl", 1, `${"a = 1\n".repeat(199)}a = 1`);
  const places = new InterfacePlaces();
  for (const line of lines) places.add("a", line);
  const some = [lines[199], ...lines.slice(0, 20)] as Line[];
  for (const line of some) places.remove("a", line);
  for (const [i, line] of some.entries()) expect(places.add("a", line)).toBe(180 + i);
  expect(places.get("a")).toEqual(lines);
});

describe("the lines of an edited document", () => {
  it.each(["vm.swappiness = 10\n", "net.ipv4.conf.eth0.rp_filter = 1\n"])("stay in order: %j", (line) => {
    const random = new Random(2);
    const document = SysctlDocument.create("file:///x", "sysctl", 1, line.repeat(200));
    const index = new FileIndex(document, "systemd", catalogue());
    index.update();
    const path = document.lines[0]?.path ?? "";
    for (let i = 0; i < 600; i++) {
      const changes = Array.from({ length: 1 + random.between(0, 5) }, () => {
        const [from, lines] = [random.between(0, document.lineCount - 1), random.between(0, 2)];
        const range = { start: { line: from, character: 0 }, end: { line: from + lines, character: 0 } };
        return { range, text: random.pick(["", line, `${line}#\n${line}`, "# x\n"]) };
      });
      SysctlDocument.update(document, changes, i);
      index.update();
      // Not each time: what has come and gone since adds up.
      if (random.chance(0.3)) expect(index.linesFor(path)).toEqual(document.lines.filter((each) => each.path === path));
    }
    expect(document.lineCount).toBeGreaterThan(100);
  });
});
