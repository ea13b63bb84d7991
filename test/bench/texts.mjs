// Made-up files of any length, 1 % of their lines faulty, each fault in its own way.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const faulty = (i) => i % 100 === 50;
const lines = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** Parameters of the host and of interfaces, each with a value that nothing is wrong with: its default, else 1. */
function settings(root) {
  const facts = JSON.parse(readFileSync(join(root, "dist", "catalogue.json"), "utf8"));
  const sound = facts.filter(({ type, readOnly, removed, noEffect }) => type === "integer" && !readOnly && !removed && !noEffect);
  const all = sound.map((each) => ({ key: each.key, value: defaultOf(each) ?? 1 }));
  return { host: all.filter(({ key }) => !key.includes("*")), interfaces: all.filter(({ key }) => key.includes("*")) };
}

function defaultOf({ default: fact }) {
  const newest = Array.isArray(fact) ? fact[0]?.value : fact;
  return typeof newest === "number" ? newest : undefined;
}

/** Each parameter once, then one parameter for thousands of interfaces: every line is an assignment. */
export function denseSysctl(root, count) {
  const { host } = settings(root);
  return lines(count, (i) => {
    if (faulty(i)) return `net.ipv4.tcp_typo_${i} = 1`;
    const known = host[i];
    return known ? `${known.key} = ${known.value}` : `net.ipv4.conf.eth${i}.log_martians = 1`;
  });
}

/** As people write them: two lines in five are comments, one in six is blank; each parameter once, then all parameters of each interface. */
export function plainSysctl(root, count) {
  const { host, interfaces } = settings(root);
  let statements = 0;
  const next = () => {
    const i = statements++;
    const { key, value } = host[i] ?? interfaces[i % interfaces.length];
    return { key: key.replace("*", `eth${Math.floor(i / interfaces.length)}`), value };
  };
  return lines(count, (i) => {
    if (faulty(i)) return `${next().key.slice(0, -1)}x = 1`;
    if (i % 6 === 0) return "";
    if (i % 5 < 2) return `# line ${i}: for hosts with many connections`;
    const { key, value } = next();
    return `${key} = ${value}`;
  });
}

/** One line in eight has a value that the kernel refuses, and that a fix is known for. */
export function faultySysctl(root, count) {
  const { interfaces } = settings(root);
  return lines(count, (i) => {
    const key = interfaces[i % interfaces.length]?.key.replace("*", `eth${Math.floor(i / interfaces.length)}`);
    return `${key} = ${i % 8 === 3 ? "yes" : 1}`;
  });
}

/** The files that are hardest on an index, by name: of one parameter, of patterns, of comments about rules, of one pattern. */
export const HOSTILE = {
  one: (count) => lines(count, (i) => `net.ipv4.tcp_retries2 = ${i % 7 === 0 ? 9 : 8}`),
  interface: (count) => lines(count, (i) => `net.ipv4.conf.eth0.rp_filter = ${i % 7 === 0 ? 2 : 1}`),
  patterns: (count) => lines(count, (i) => `net.ipv4.conf.eth${i}*.rp_filter = ${i % 7 === 0 ? 2 : 1}`),
  pattern: (count) => lines(count, (i) => `net.ipv4.conf.*.rp_filter = ${i % 7 === 0 ? 2 : 1}`),
  disables: (count) => lines(count, (i) => (i % 2 === 0 ? "# sysctl-lint disable-next-line duplicate-assignment" : `net.ipv4.conf.eth${i}.rp_filter = 1`)),
  mistakes: (count) => lines(count, () => "a=1"),
  switches: (count) => lines(count, (i) => (i % 2 === 0 ? "# sysctl-lint disable unknown-parameter" : `net.ipv4.tcp_no_such_${i} = 1`)),
};

export function json(count) {
  return `{\n${lines(count - 2, (i) => (faulty(i) ? `  "key${i}" 1,` : `  "key${i}": ${i},`))}\n  "end": 1\n}`;
}

export function css(count) {
  return lines(count, (i) => (faulty(i) ? `.c${i} { colr: red; }` : `.c${i} { color: red; }`));
}

/** A key of the line before once more: the parser goes on behind it, as the others' parsers do behind their faults. */
export function yaml(count) {
  return lines(count, (i) => (faulty(i) ? `key${i - 1}: 1` : `key${i}: ${i}`));
}

export function dockerfile(count) {
  return lines(count, (i) => (i === 0 ? "FROM debian" : faulty(i) ? `RUM echo ${i}` : `ENV KEY${i}=${i}`));
}
