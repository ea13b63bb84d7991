import type { Diagnostic } from "vscode-languageserver";
import type { Steps } from "../gently.ts";
import type { Finding, Severity, Span } from "../rules/rule.ts";
import type { FeatureContext } from "./context.ts";

/** LSP's DiagnosticSeverity and DiagnosticTag numbers. */
const SEVERITY: Readonly<Record<Severity, 1 | 2 | 3 | 4>> = { error: 1, warning: 2, information: 3, hint: 4 };
const UNNECESSARY = 1;
const DEPRECATED = 2;

/** Findings that an editor gets, the first of the file: more are megabytes after each edit. The command reports more. */
const MOST_SENT = 10_000;

/** A finding lasts as long as its line and the settings do, and so does what was made of it, unless lines above came or went. */
const made = new WeakMap<Finding, Diagnostic>();
/** A list of findings stays the same until something changes. */
const lists = new WeakMap<readonly Finding[], Diagnostic[]>();

export function diagnostics(context: Omit<FeatureContext, "texts">, findings = context.analysis.findings()): Diagnostic[] {
  let list = lists.get(findings);
  if (!list) {
    const sent = findings.length > MOST_SENT ? findings.slice(0, MOST_SENT) : findings;
    list = sent.map((finding) => lasting(context, finding));
    lists.set(findings, list);
  }
  return list;
}

export function* diagnosticsInSteps(context: Omit<FeatureContext, "texts">): Steps<Diagnostic[]> {
  return diagnostics(context, yield* context.analysis.findingsInSteps());
}

function lasting(context: Omit<FeatureContext, "texts">, finding: Finding): Diagnostic {
  let diagnostic = made.get(finding);
  if (!diagnostic || !isStillThere(finding, diagnostic)) {
    diagnostic = diagnosticOf(context, finding);
    made.set(finding, diagnostic);
  }
  return diagnostic;
}

function isStillThere({ at, related }: Finding, { range, relatedInformation }: Diagnostic): boolean {
  if (range.start.line !== at.line.number) return false;
  return relatedInformation?.every(({ location }, i) => location.range.start.line === related?.[i]?.at.line.number) ?? true;
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
    diagnostic.relatedInformation = finding.related.map(({ at, message, document }) => ({
      location: { uri: (document ?? analysis.document).uri, range: rangeOf(at) },
      message: message[locale],
    }));
  }
  return diagnostic;
}

export function rangeOf({ line, start, end }: Span): Diagnostic["range"] {
  return { start: { line: line.number, character: start }, end: { line: line.number, character: end } };
}
