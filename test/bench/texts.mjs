// Made-up files of any length, 1 % of their lines faulty, each fault in its own way.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const faulty = (i) => i % 100 === 50;
const lines = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join("\n");

function keys(root) {
  const facts = JSON.parse(readFileSync(join(root, "dist", "catalogue.json"), "utf8")).filter(
    ({ type, readOnly, removed }) => type === "integer" && !readOnly && !removed,
  );
  const names = facts.map(({ key }) => key);
  return { host: names.filter((key) => !key.includes("*")), interfaces: names.filter((key) => key.includes("*")) };
}

/** Each parameter once, then one parameter for thousands of interfaces: every line is an assignment. */
export function denseSysctl(root, count) {
  const { host } = keys(root);
  return lines(count, (i) => (faulty(i) ? `net.ipv4.tcp_typo_${i} = 1` : `${host[i] ?? `net.ipv4.conf.eth${i}.log_martians`} = 1`));
}

/** As people write them: two lines in five are comments, one in six is blank; each parameter once, then all parameters of each interface. */
export function plainSysctl(root, count) {
  const { host, interfaces } = keys(root);
  const key = (i) => host[i] ?? interfaces[i % interfaces.length].replace("*", `eth${Math.floor(i / interfaces.length)}`);
  let statements = 0;
  return lines(count, (i) => {
    if (faulty(i)) return `${key(statements++).slice(0, -1)}x = 1`;
    if (i % 6 === 0) return "";
    if (i % 5 < 2) return `# ${key(statements)} for hosts with many connections`;
    return `${key(statements++)} = ${statements % 3}`;
  });
}

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
