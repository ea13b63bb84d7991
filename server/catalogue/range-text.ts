import type { Text } from "../locale.ts";
import { grouped } from "./number.ts";
import type { Interval, ParameterAtRelease } from "./parameter.ts";

/** The accepted range in words, with the HZ it holds for. */
export function rangeText(parameter: ParameterAtRelease, position: number): Text {
  const intervals = plainIntervals(parameter.intervalsAt(position) ?? []);
  const list = (joint: string) => intervals.map(([low, high]) => (low === high ? grouped(low) : `${grouped(low)}${joint}${grouped(high)}`));
  const hz = hzText(parameter, intervals);
  return { en: list(" to ").join(" or ") + hz.en, "zh-cn": list(" 到 ").join(" 或 ") + hz["zh-cn"] };
}

/** For a bound that the kernel keeps in jiffies: what it is at other HZ. */
function hzText({ facts }: ParameterAtRelease, intervals: readonly Interval[]): Text {
  const [low] = intervals[0] ?? [0];
  const [, high] = intervals.at(-1) ?? [0, 0];
  if (facts.jiffies === "seconds" && typeof high === "number") {
    const at = (hz: number) => grouped(scale(high, hz));
    return { en: ` at HZ=250 (${at(100)} at HZ=100, ${at(1000)} at HZ=1000)`, "zh-cn": `（HZ=250；HZ=100 时上限 ${at(100)}，HZ=1000 时 ${at(1000)}）` };
  }
  if (facts.jiffies === "microseconds" && typeof low === "number" && low > 0) {
    const at = (hz: number) => grouped((low * 250) / hz);
    return { en: ` at HZ=250 (from ${at(100)} at HZ=100, ${at(1000)} at HZ=1000)`, "zh-cn": `（HZ=250；HZ=100 时下限 ${at(100)}，HZ=1000 时 ${at(1000)}）` };
  }
  return { en: "", "zh-cn": "" };
}

/**
 * Without the intervals that exist only because a conversion in the kernel overflows: they are true, and nobody means them.
 * At most six; none is dropped where there is but one.
 */
export function plainIntervals(intervals: readonly Interval[]): readonly Interval[] {
  if (intervals.length < 2) return intervals;
  const plain = intervals.filter(([low, high]) => low >= -2_147_483_648 && high <= 4_294_967_295);
  const fair = plain.length > 0 ? plain : intervals.filter(([low]) => low >= 0 && low < 2 ** 62);
  return (fair.length > 0 ? fair : intervals).slice(0, 6);
}

/** The limit at another HZ; those at 250 are the largest int or unsigned int divided by 250. */
function scale(limit: number, hz: number): number {
  const jiffies = [2_147_483_647, 4_294_967_295].find((most) => Math.floor(most / 250) === limit) ?? limit * 250;
  return Math.floor(jiffies / hz);
}
