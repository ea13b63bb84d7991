import type { FileAnalysis } from "../analysis.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import { parseKernelNumber } from "../catalogue/number.ts";
import type { Texts } from "../catalogue/texts.ts";
import type { Locale } from "../locale.ts";
import { heldValue, type Machine } from "../machine/machine.ts";
import { countAt, type Snapshot } from "../machine/snapshot.ts";
import { TCP_STATES } from "../machine/sockets.ts";
import type { TcpAnswer, TcpCounter, TcpLimit, TcpParameter, TcpStateCount } from "../machine/tcp-answer.ts";
import { COUNTERS, LIMITS, type LimitFact, STATE_FACTS } from "../machine/tcp-facts.ts";

export interface TcpContext {
  readonly machine: Machine;
  readonly texts: Texts;
  readonly locale: Locale;
  /** The open file that the parameters are tied to. */
  readonly analysis: FileAnalysis | undefined;
}

/** What a snapshot says, each number with the parameters that decide about it; `time` in milliseconds since 1970. */
export function tcpAnswer(context: TcpContext, snapshot: Snapshot, time: number): TcpAnswer {
  const states = tcpStates(context, snapshot);
  const limits = LIMITS.flatMap((fact) => tcpLimit(context, snapshot, fact) ?? []);
  const counters = tcpCounters(context, snapshot);
  const keys = new Set([...states, ...limits, ...counters].flatMap(({ parameters }) => parameters));
  return {
    time,
    states,
    isComplete: snapshot.ipv4.isComplete && snapshot.ipv6.isComplete,
    limits,
    counters,
    parameters: [...keys].map((key) => tcpParameter(context, key)),
  };
}

function tcpStates({ locale }: TcpContext, { ipv4, ipv6 }: Snapshot): TcpStateCount[] {
  return [...STATE_FACTS].map(([name, { meaning, parameters }]) => {
    const index = TCP_STATES.indexOf(name);
    return { name, ipv4: ipv4.byState[index] ?? 0, ipv6: ipv6.byState[index] ?? 0, meaning: meaning[locale], parameters };
  });
}

/** Undefined where the count or the limit is not there, as without connection tracking. */
function tcpLimit({ machine, locale }: TcpContext, { counters }: Snapshot, fact: LimitFact): TcpLimit | undefined {
  const numbers = (heldValue(machine.running(pathOf(fact.limit))) ?? "").split(/\s+/).map((word) => Number(parseKernelNumber(word)?.value));
  const count = countAt(fact.count, counters, machine);
  const limit = numbers[fact.position];
  if (count === undefined || limit === undefined || Number.isNaN(limit) || Number.isNaN(count)) return undefined;
  const pressure = fact.pressure === undefined ? undefined : numbers[fact.pressure];
  return {
    name: fact.name[locale],
    count,
    limit,
    ...(pressure === undefined ? {} : { pressure }),
    ...(fact.unit ? { unit: fact.unit } : {}),
    meaning: fact.meaning[locale],
    parameters: fact.parameters,
  };
}

/** Those that this kernel has. */
function tcpCounters({ locale }: TcpContext, { counters }: Snapshot): TcpCounter[] {
  return COUNTERS.flatMap(({ counter, meaning, parameters }) => {
    const value = counters.get(counter);
    return value === undefined ? [] : [{ name: counter.replace(/^(?:TcpExt|Tcp)\./, ""), value, meaning: meaning[locale], parameters }];
  });
}

function tcpParameter({ machine, texts, analysis }: TcpContext, key: string): TcpParameter {
  const path = pathOf(key);
  const running = heldValue(machine.running(path))?.replaceAll("\t", " ");
  const write = analysis?.configuration.lastWrite(path);
  // Another file may have the last word.
  const isHere = write?.line !== undefined && analysis?.document.lines[write.line.number] === write.line;
  return {
    key,
    title: texts.get(key)?.title ?? "",
    ...(running === undefined ? {} : { running }),
    ...(isHere ? { line: write.line.number, value: write.value } : {}),
  };
}
