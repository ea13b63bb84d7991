import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { it } from "vitest";
import { RULES } from "../server/rules/index.ts";
import { analyse, findings, useCatalogue } from "./support/catalogue.ts";
useCatalogue();
const MINE = new Set(RULES.map((r) => r.name).filter((n) => /^(tcp-(?!tw-reuse-needs|mem)|somaxconn|conntrack-forgets|path-mtu|bbr|congestion-control-not|default-qdisc)/.test(n)));
function apply(text: string, edits: readonly any[]) {
  const lines = text.split("\n"); const off = [0]; for (const l of lines) off.push((off.at(-1) ?? 0) + l.length + 1);
  const at = (p: any) => (off[p.line] ?? 0) + p.character;
  let out = text;
  for (const e of [...edits].sort((a, b) => at(b.range.start) - at(a.range.start))) out = out.slice(0, at(e.range.start)) + e.newText + out.slice(at(e.range.end));
  return out;
}
it("corpus", () => {
  const out: string[] = [];
  const long = new Map<string, string>();
  for (const kernel of ["6.12", "4.18", "3.10"]) {
    const counts = new Map<string, Set<string>>();
    const perFile: number[] = []; 
    for (const f of readdirSync("/work/shared/corpus").filter((n) => n.endsWith(".conf"))) {
      const found = findings(readFileSync(`/work/shared/corpus/${f}`, "utf8"), kernel).filter((x) => MINE.has(x.rule));
      perFile.push(found.length);
      for (const x of found) {
        const k = x.rule + ":" + x.severity[0];
        counts.set(k, (counts.get(k) ?? new Set()).add(f));
        if (x.message.en.length > 200) long.set(x.message.en, x.rule);
        out.push(`${kernel} ${x.rule} ${x.severity[0]} | ${f} | ${x.at.line.text.trim().slice(0, 60)} | ${x.message.en}`);
      }
    }
    console.log(kernel, MINE.size, [...counts].map(([k, v]) => `${k} ${v.size}`).sort().join("\n  "), "max/file", Math.max(...perFile), "files", perFile.filter((n) => n).length);
  }
  writeFileSync("/tmp/w/tcp-corpus.txt", out.sort().join("\n"));
  for (const [m, r] of long) console.log(m.length, r, m);
}, 60000);
it("examples' messages and fixes", () => {
  const out: string[] = [];
  for (const r of RULES.filter((x) => MINE.has(x.name))) {
    for (const e of r.examples.bad) {
      const { text, kernel, loader } = typeof e === "string" ? { text: e, kernel: undefined, loader: undefined } : e;
      const a = analyse(text, kernel, loader);
      for (const x of a.findings().filter((y) => y.rule === r.name)) {
        out.push(`## ${r.name} ${x.severity} ${x.message.en.length}\n   ${text.replaceAll("\n", " ⏎ ")}\n   ${x.message.en}\n   ${x.message["zh-cn"]}`);
        for (const fix of x.fixes?.(a.document) ?? []) {
          const after = apply(text, fix.edits);
          const errors = findings(after, kernel, loader);
          out.push(`   fix: ${fix.title.en} => ${after.replaceAll("\n", " ⏎ ")} => still ${errors.filter((y) => y.rule === r.name).length}; others ${errors.map((y) => y.rule + ":" + y.severity[0]).join(",")}`);
        }
      }
    }
  }
  writeFileSync("/tmp/w/tcp-examples.txt", out.join("\n"));
});
it("sample", () => {
  for (const x of findings(readFileSync("samples/sysctl.conf", "utf8"))) console.log(x.at.line.number + 1, x.rule, x.severity);
});
