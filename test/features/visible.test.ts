// What would act on a terminal, or hide, is spelled out wherever it is only shown; what an edit writes is the text itself.
import { describe, expect, it } from "vitest";
import type { CodeAction, DocumentSymbol, SymbolInformation } from "vscode-languageserver";
import { codeActions } from "../../server/features/code-actions.ts";
import { codeLenses } from "../../server/features/code-lenses.ts";
import { complete } from "../../server/features/completion.ts";
import { diagnosticsInSteps } from "../../server/features/diagnostics.ts";
import { workspaceSymbols } from "../../server/features/navigation.ts";
import { outline } from "../../server/features/outline.ts";
import { atOnce } from "../../server/gently.ts";
import { shortMessage } from "../../server/rules/shorten.ts";
import { analyseIn, useCatalogue } from "../support/catalogue.ts";
import { at, CLIENT } from "../support/cursor.ts";

useCatalogue();

const ODD = "\x1b[2J\u202e\x9b\x7f";
const SPELLED = "\\u{1b}[2J\\u{202e}\\u{9b}\\u{7f}";
const HIDDEN = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e]/;
const LOCALES = ["en", "zh-cn"] as const;

describe("what hides in a file", () => {
  it.each(LOCALES)("is spelled out in messages (%s)", (locale) => {
    const text = [`net.ipv4.conf.${ODD} = 1`, `net.ipv4.ip_forward = ${ODD}`, `kernel.${ODD}no_such = 1`, `# sysctl-lint disable ${ODD}`, `-${ODD}`].join("\n");
    const messages = atOnce(diagnosticsInSteps(at(`${text}|`, { locale }).context)).map(({ message }) => String(message));
    expect(messages.filter((message) => message.includes(SPELLED)).length).toBeGreaterThan(2);
    expect(messages.filter((message) => HIDDEN.test(message))).toEqual([]);
  });

  it.each(LOCALES)("is spelled out in titles of actions, and left in their edits (%s)", (locale) => {
    const { context } = at(`# sysctl-lint disable ${ODD} key-case\nNET.ipv4.conf.${ODD}.rp_filter = 1\n|`, { locale });
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const actions: CodeAction[] = atOnce(codeActions(context, range, [], ["quickfix"]));
    const titles = actions.map(({ title }) => title);
    expect(titles).toContain(locale === "en" ? `Remove "${SPELLED}"` : `删除“${SPELLED}”`);
    expect(titles.filter((title) => HIDDEN.test(title))).toEqual([]);
    expect(JSON.stringify(actions.map(({ edit }) => edit))).not.toContain("u{1b}");
  });

  it("is spelled out in the outline, as a tree and as a list", () => {
    const text = `# --- Heading ${ODD} ---\nnet.ipv4.conf.${ODD}.rp_filter = 1${ODD}\nnet.ipv4.conf.${ODD}.log_martians = 1\nkernel.${ODD} = ${ODD.repeat(20)}\n|`;
    const tree = atOnce(outline(at(text).context)) as DocumentSymbol[];
    const list = atOnce(outline(at(text, { client: { hierarchicalSymbols: false } }).context)) as SymbolInformation[];
    for (const symbols of [tree, list]) {
      const shown = JSON.stringify(symbols, (_, value: unknown) => (typeof value === "string" ? value.replace(HIDDEN, "HIDDEN") : value));
      expect(shown).toContain(JSON.stringify(SPELLED).slice(1, -1));
      expect(shown).not.toContain("HIDDEN");
    }
  });

  it("is spelled out in symbols and code lenses, as in the name of a file", () => {
    const [path, other] = ["/etc/sysctl.d/10-main.conf", `/etc/sysctl.d/20-${ODD}\n.conf`];
    const analysis = analyseIn({ [path]: "net.ipv4.ip_forward = 1", [other]: `net.ipv4.ip_forward = 0\nkernel.${ODD} = 1` }, path);
    const context = { analysis, client: CLIENT, interfaces: [], machine: undefined, ruleAddress: undefined };
    const name = `20-${SPELLED}\\u{a}.conf`;
    const lenses = LOCALES.flatMap((locale) => atOnce(codeLenses({ ...context, locale })));
    expect(lenses.map(({ command }) => command?.title)).toEqual([`overridden by ${name}:1`, `被 ${name}:1 覆盖`]);
    const symbols = atOnce(
      workspaceSymbols(
        analysis.configuration.files.map(({ document }) => document),
        "",
      ),
    );
    expect(symbols.map((symbol) => [symbol.name, symbol.containerName])).toEqual([
      ["net.ipv4.ip_forward", "10-main.conf"],
      ["net.ipv4.ip_forward", name],
      [`kernel.${SPELLED}`, name],
    ]);
  });

  it.each([true, false])("is spelled out in completions, and left in what they write (shared range: %s)", (sharedEditRange) => {
    const { context, position } = at(`net.ipv4.conf.eth0${ODD}.rp_filter = 1\nnet.ipv4.conf.eth|`, { client: { sharedEditRange } });
    const item = complete(context, position)?.items.find(({ label }) => label.includes("eth0"));
    expect(item?.label).toBe(`net.ipv4.conf.eth0${SPELLED}.`);
    expect([item?.filterText, item?.textEditText ?? item?.textEdit?.newText]).toEqual(Array(2).fill(`net.ipv4.conf.eth0${ODD}.`));
  });
});

it("a message that hides nothing stays the same object", () => {
  const message = { en: "plain\ttext", "zh-cn": "普通文字" };
  expect(shortMessage(message)).toBe(message);
  const long = `${ODD} `.repeat(100_000);
  expect(shortMessage({ en: long, "zh-cn": long }).en.length).toBeLessThan(1_100);
});
