import { describe, expect, it } from "vitest";
import { useCatalogue } from "../support/catalogue.ts";
import measured from "./measured.json";
import { predicted, sameValue } from "./predicted.ts";

useCatalogue();

interface Case {
  readonly id: string;
  readonly input?: string;
  readonly inputBase64?: string;
  readonly procps: { readonly set: Readonly<Record<string, string>> };
  readonly systemd: { readonly set: Readonly<Record<string, string>> };
}

describe.each(["procps", "systemd"] as const)("%s does with odd files what the findings say (measured on 6.18)", (loader) => {
  it.each((measured.cases as readonly Case[]).map((entry) => [entry.id, entry] as const))("%s", (_, entry) => {
    const text = entry.input ?? Buffer.from(entry.inputBase64 ?? "", "base64").toString("utf8");
    const held = new Map(Object.entries(entry[loader].set).map(([key, value]) => [key.includes("/") ? key : key.replaceAll(".", "/"), value]));
    const ours = predicted(text, "6.18", loader);
    expect([...ours.keys()].sort()).toEqual([...held.keys()].sort());
    for (const [path, value] of ours) expect(sameValue(value, held.get(path) ?? ""), `${value} is held as ${held.get(path)}`).toBe(true);
  });
});
