import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
let grammar: textmate.IGrammar;

beforeAll(async () => {
  await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer as ArrayBuffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync("syntaxes/sysctl.tmLanguage.json", "utf8"), "sysctl.tmLanguage.json"),
  });
  const loaded = await registry.loadGrammar("source.sysctl");
  if (!loaded) throw new Error("the grammar did not load");
  grammar = loaded;
});

/** Each token with its innermost scopes, one a line. */
function tokens(text: string): string {
  let state = textmate.INITIAL;
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    lines.push(`>${line}`);
    for (const token of result.tokens) {
      const scopes = token.scopes.slice(1).map((scope) => scope.replace(/\.sysctl$/, ""));
      if (scopes.length > 0) lines.push(` ${JSON.stringify(line.slice(token.startIndex, token.endIndex))}  ${scopes.join(" ")}`);
    }
  }
  return lines.join("\n");
}

describe("the TextMate grammar", () => {
  it.each([
    ["comments", "# one\n  ; two\n\t# three = 3"],
    ["assignments", "net.ipv4.ip_forward = 1\nnet.ipv4.tcp_rmem=4096\t87380 6291456\n  -net.core.somaxconn = 0x1000"],
    [
      "slashes and globs",
      "net/ipv4/conf/eth0.100/rp_filter = 1\nnet.ipv4.conf.*.rp_filter = 2\nnet.ipv4.conf.[el]?.rp_filter = 0\n-net.ipv4.conf.lo.rp_filter",
    ],
    ["text values", "kernel.core_pattern = |/usr/lib/dump %P %u\nnet.ipv4.tcp_congestion_control = bbr\nnet.ipv4.ip_local_reserved_ports = 8080,9000-9010"],
    ["comments that are none", "net.ipv4.tcp_syncookies = 1 # on\nnet.ipv4.tcp_syncookies = 1#on\nnet.ipv4.tcp_retries2 = 7 // seven"],
    ["lines that are no assignments", "net.ipv4.ip_forward 1\n[sysctl]\n这是说明"],
    ["nothing leaks into the next line", "key\n# comment\nkey =\nnet.core.somaxconn = 1"],
  ])("%s", (_, text) => {
    expect(tokens(text)).toMatchSnapshot();
  });

  it("takes a line of 200 KB in linear time", () => {
    expect(grammar.tokenizeLine(`net.ipv4.ip_forward = ${"1 ".repeat(100_000)}`, textmate.INITIAL).tokens.length).toBeGreaterThan(0);
    expect(grammar.tokenizeLine("a.".repeat(100_000), textmate.INITIAL).tokens.length).toBeGreaterThan(0);
  });
});
