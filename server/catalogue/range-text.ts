import type { Text } from "../locale.ts";
import { grouped } from "./number.ts";
import { type Interval, ParameterAtRelease } from "./parameter.ts";

/** What kernels are built with. */
const USUAL_HZ = [100, 250, 1_000];

/** The accepted range in words, with the HZ it holds for. */
export function rangeText(parameter: ParameterAtRelease, position: number): Text {
  const intervals = plainIntervals(parameter.intervalsAt(position) ?? []);
  const list = (joint: string) => intervals.map(([low, high]) => (low === high ? grouped(low) : `${grouped(low)}${joint}${grouped(high)}`));
  const hz = hzText(parameter, position);
  return { en: list(" to ").join(" or ") + hz.en, "zh-cn": list(" 到 ").join(" 或 ") + hz["zh-cn"] };
}

/** For a bound that the kernel keeps in jiffies: what it is at other HZ. */
function hzText({ parameter, release, facts, hz }: ParameterAtRelease, position: number): Text {
  if (!facts.jiffies) return { en: "", "zh-cn": "" };
  const isLow = facts.jiffies === "microseconds";
  const bound = (other: number) => {
    const intervals = plainIntervals(new ParameterAtRelease(parameter, release, other).intervalsAt(position) ?? []);
    return (isLow ? intervals[0]?.[0] : intervals.at(-1)?.[1]) ?? 0;
  };
  const others = USUAL_HZ.filter((other) => other !== hz).map((other) => ({ hz: other, bound: bound(other) }));
  if (others.every((other) => other.bound === bound(hz))) return { en: "", "zh-cn": "" };
  const [en, zh] = isLow ? ["from ", "下限 "] : ["", "上限 "];
  return {
    en: ` at HZ=${hz} (${en}${others.map((other) => `${grouped(other.bound)} at HZ=${other.hz}`).join(", ")})`,
    "zh-cn": `（HZ=${hz}；${others.map((other, i) => `HZ=${other.hz} 时${i === 0 ? zh : " "}${grouped(other.bound)}`).join("，")}）`,
  };
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
