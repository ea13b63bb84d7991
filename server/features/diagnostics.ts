import type { Diagnostic } from "vscode-languageserver";
import type { Finding, Severity, Span } from "../rules/rule.ts";
import type { FeatureContext } from "./context.ts";

/** LSP's DiagnosticSeverity and DiagnosticTag numbers. */
const SEVERITY: Readonly<Record<Severity, 1 | 2 | 3 | 4>> = { error: 1, warning: 2, information: 3, hint: 4 };
const UNNECESSARY = 1;
const DEPRECATED = 2;

export function diagnostics(context: Omit<FeatureContext, "texts">): Diagnostic[] {
  return context.analysis.findings().map((finding) => diagnosticOf(context, finding));
}

export function diagnosticOf({ analysis, locale, client, ruleAddress }: Omit<FeatureContext, "texts">, finding: Finding): Diagnostic {
  const diagnostic: Diagnostic = {
    range: rangeOf(finding.at),
    severity: SEVERITY[finding.severity],
    source: "sysctl",
    code: finding.rule,
    message: finding.message[locale],
  };
  if (client.codeDescription && ruleAddress) diagnostic.codeDescription = { href: ruleAddress(finding.rule) };
  const tags: (1 | 2)[] = [];
  if (finding.unnecessary) tags.push(UNNECESSARY);
  if (finding.deprecated) tags.push(DEPRECATED);
  if (tags.length > 0) diagnostic.tags = tags;
  if (client.relatedInformation && finding.related) {
    diagnostic.relatedInformation = finding.related.map(({ at, message }) => ({
      location: { uri: analysis.document.uri, range: rangeOf(at) },
      message: message[locale],
    }));
  }
  return diagnostic;
}

export function rangeOf({ line, start, end }: Span): Diagnostic["range"] {
  return { start: { line: line.number, character: start }, end: { line: line.number, character: end } };
}
