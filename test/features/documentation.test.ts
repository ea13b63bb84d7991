import { describe, expect, it } from "vitest";
import { parseRelease } from "../../server/catalogue/release.ts";
import { documentation, documentationBody } from "../../server/features/documentation.ts";
import { catalogue, texts, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

const RELEASES = ["6.12", "4.4"].map((text) => parseRelease(text) ?? 0);

describe("documentation", () => {
  it.each(["en", "zh-cn"] as const)("has only what the page of the reference can show, in %s", (locale) => {
    const words = texts(locale);
    const strange: string[] = [];
    for (const parameter of catalogue().parameters)
      for (const release of RELEASES)
        for (const line of documentationBody(parameter.at(release), words, locale).split("\n")) {
          const bare = line.replace(/`[^`]+`|\[[^\]]*\]\(https:\/\/[^)\s]+\)|\*\*[^*]+\*\*|\*[^*\s][^*]*\*/g, "x");
          // Headings, quotes, tables, numbered and nested lists, fences, pictures, HTML, and markers that nothing closes.
          if (/^(?:#|>|\||```|\d+\.\s|[*+]\s|\s+\S)|!\[|\]\(|<\/?[a-z][^>]*>|`|\*\*/i.test(bare)) strange.push(`${parameter.key}: ${line}`);
        }
    expect(strange).toEqual([]);
  });

  it("begins with title and key, which the body leaves out", () => {
    const parameter = catalogue().get("net.ipv4.tcp_fin_timeout");
    if (!parameter) throw new Error("no such parameter");
    const [release = 0] = RELEASES;
    const body = documentationBody(parameter.at(release), texts(), "en");
    expect(documentation(parameter.at(release), texts(), "en")).toBe(
      `**FIN-WAIT-2 time-out of orphaned connections**  \n\`net.ipv4.tcp_fin_timeout\`\n\n${body}`,
    );
  });
});
