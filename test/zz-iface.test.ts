import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { it } from "vitest";
import { findings, useCatalogue } from "./support/catalogue.ts";

useCatalogue();
it("prints", () => {
  const only = (process.env.RULES ?? "").split(",").filter(Boolean);
  let out = "";
  const count = new Map<string, Set<string>>();
  const dir = "/work/shared/corpus";
  for (const name of readdirSync(dir).filter((n) => n.endsWith(".conf"))) {
    const text = readFileSync(`${dir}/${name}`, "utf8");
    for (const f of findings(text, process.env.KERNEL ?? "6.12", (process.env.LOADER ?? "systemd") as "systemd")) {
      if (only.length && !only.includes(f.rule)) continue;
      if (!count.has(f.rule)) count.set(f.rule, new Set());
      count.get(f.rule)?.add(name);
      out += `${f.rule} ${f.severity} ${name}:${f.at.line.number + 1}: ${f.at.line.text}\n      ${f.message.en}\n      ${f.message["zh-cn"]}\n`;
    }
  }
  writeFileSync(
    "/tmp/zz-iface.txt",
    [...count]
      .map(([r, s]) => `${r} ${s.size}`)
      .sort()
      .join("\n") +
      "\n\n" +
      out,
  );
}, 60000);
