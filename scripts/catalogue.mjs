// Reads the parameter pages below server/catalogue, checks them, and compiles them for the build.
// The only reader of the Markdown: the build, the tests and `npm run check:catalogue` all come here.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { parse } from "yaml";

const CATALOGUE_FOLDER = join(dirname(fileURLToPath(import.meta.url)), "..", "server", "catalogue");
export const TRANSLATIONS = ["zh-cn"];

/** Folders of /proc/sys that hold one folder an interface; the pages below them describe `*`. */
const INTERFACE_FOLDERS = ["net/ax25", "net/decnet/conf", "net/ipv4/conf", "net/ipv6/conf", "net/ipv4/neigh", "net/ipv6/neigh", "net/mpls/conf"];

/** "net/ipv4/conf/rp_filter" -> "net.ipv4.conf.*.rp_filter" */
export function keyOfPath(path) {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const leaf = path.slice(folder.length + 1);
  if (INTERFACE_FOLDERS.includes(folder)) return `${folder.replaceAll("/", ".")}.*.${leaf}`;
  return path.replaceAll("/", ".");
}

/** Splits a page into front matter (parsed, integers beyond 2^53 as BigInt), title, summary and body. */
function readPage(text, file) {
  const match = /^---\n([\s\S]*?)\n?---\n([\s\S]*)$/.exec(text.replaceAll("\r\n", "\n"));
  if (!match) throw new Error(`${file}: no front matter`);
  const facts = parse(match[1], { intAsBigInt: true, uniqueKeys: true }) ?? {};
  const blocks = match[2].trim().split(/\n{2,}/);
  const title = /^# (.+)$/.exec(blocks[0] ?? "")?.[1] ?? "";
  return { facts: tidyIntegers(facts), raw: match[1], title, summary: blocks[1] ?? "", body: blocks.slice(2).join("\n\n") };
}

function tidyIntegers(value) {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(tidyIntegers);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, tidyIntegers(v)]));
  return value;
}

/** All pages: key -> { key, path, en, translations: Map(locale -> page) }, sorted by key. */
export function loadCatalogue(folder = CATALOGUE_FOLDER) {
  const pages = new Map();
  const problems = [];
  const walk = (dir) =>
    readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? walk(join(dir, entry.name)) : entry.name.endsWith(".md") ? [join(dir, entry.name)] : [],
    );
  const files = walk(folder)
    .map((file) => relative(folder, file).split(sep).join("/"))
    .sort();
  for (const file of files) {
    const locale = TRANSLATIONS.find((name) => file.endsWith(`.${name}.md`));
    const path = file.slice(0, locale ? -`.${locale}.md`.length : -".md".length);
    const key = keyOfPath(path);
    const entry = pages.get(key) ?? { key, path, en: undefined, translations: new Map() };
    pages.set(key, entry);
    try {
      const page = readPage(readFileSync(join(folder, file), "utf8"), file);
      if (locale) entry.translations.set(locale, page);
      else entry.en = page;
    } catch (error) {
      problems.push(`${file}: ${error.message}`);
    }
  }
  return { pages, problems };
}

/** Everything wrong with the pages, one sentence each; `under` limits the report to a folder. */
export function checkCatalogue({ pages, problems }, under = "") {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  const schema = (name) => ajv.compile(JSON.parse(readFileSync(join(CATALOGUE_FOLDER, name), "utf8")));
  const validFacts = schema("parameter.schema.json");
  const validWords = schema("translation.schema.json");
  const paragraphs = new Map();
  const say = (page, text) => problems.push(`${page.path}: ${text}`);
  for (const page of pages.values()) {
    if (!page.en) {
      say(page, "a translation without its English page");
      continue;
    }
    if (!validFacts(plain(page.en.facts))) for (const e of validFacts.errors) say(page, `front matter${e.instancePath} ${e.message}`);
    checkFacts(page, pages, (text) => say(page, text));
    checkProse(page.en, page.path, pages, paragraphs, (text) => say(page, text));
    for (const locale of TRANSLATIONS) {
      const words = page.translations.get(locale);
      if (!words) {
        say(page, `no ${locale} page`);
        continue;
      }
      if (!validWords(plain(words.facts))) for (const e of validWords.errors) say(page, `${locale} front matter${e.instancePath} ${e.message}`);
      checkTranslation(page.en.facts, words.facts, (text) => say(page, `${locale}: ${text}`));
      checkProse(words, `${page.path} (${locale})`, pages, paragraphs, (text) => say(page, `${locale}: ${text}`));
    }
  }
  return problems.filter((line) => line.startsWith(under)).sort();
}

const plain = (value) => JSON.parse(JSON.stringify(value, (_, v) => (typeof v === "bigint" ? 0 : v)));

/** A fact in force from `since` on, or in some series only. Without a history, the value itself. */
export const history = (fact) =>
  Array.isArray(fact) && fact.length > 0 && typeof fact[0] === "object" && fact[0] !== null && "value" in fact[0]
    ? fact
    : fact === undefined
      ? []
      : [{ value: fact }];

const newest = (fact) => history(fact).find((moment) => !moment.in)?.value;

/** Closed intervals for the number at `position`. */
export function intervalsAt(accepted, position) {
  if (accepted === undefined || accepted === null) return undefined;
  const here = accepted.positions ? accepted.positions[position] : accepted;
  return here === undefined ? undefined : Array.isArray(here[0]) ? here : [here];
}

function checkFacts(page, pages, say) {
  const facts = page.en.facts;
  if (
    /^# (change|measured|default_expr|vendorSuspect|first tree|no effect)/m.test(page.en.raw) ||
    /general\?|first seen in|changed between|find the release/.test(page.en.raw)
  )
    say("a working note of the import is left in the front matter");
  if (facts.type === "vector" && !facts.arity) say("a vector without arity");
  if (facts.arity && facts.names?.length !== facts.arity) say("names must name every number of the vector");
  for (const key of facts.related ?? []) if (!pages.has(key)) say(`related ${key} does not exist`);
  if ((facts.related ?? []).includes(page.key)) say("related to itself");
  if (facts.renamed && !pages.has(facts.renamed)) say(`renamed to ${facts.renamed}, which does not exist`);
  for (const fact of ["accepts", "default", "width", "sensible"]) {
    const moments = history(facts[fact]).filter((m) => !m.in);
    const order = moments.map((m) => (m.since ? releaseNumber(m.since) : -1));
    if (order.some((n, i) => i > 0 && n >= order[i - 1])) say(`${fact}: history must run from newest to oldest`);
  }
  const inRange = (text) => {
    const values = String(text).trim().split(/\s+/);
    return values.every((word, i) => {
      const intervals = intervalsAt(newest(facts.accepts), i);
      if (!intervals || !/^-?\d+$/.test(word)) return true;
      return intervals.some(([lo, hi]) => BigInt(lo) <= BigInt(word) && BigInt(word) <= BigInt(hi));
    });
  };
  const seen = new Set();
  for (const { value } of facts.suggestions ?? []) {
    if (seen.has(String(value))) say(`suggestion ${value} twice`);
    seen.add(String(value));
    if (!inRange(value)) say(`suggestion ${value} is outside accepts`);
    if (facts.arity && String(value).split(/\s+/).length !== facts.arity) say(`suggestion ${value} has not ${facts.arity} numbers`);
  }
  const value = newest(facts.default);
  const shown = Array.isArray(value) ? value.join(" ") : value;
  if (value !== undefined && typeof value !== "object" && !inRange(shown)) say(`default ${shown} is outside accepts`);
  for (const number of Object.keys(facts.values ?? {})) if (/^-?\d+$/.test(number) && !inRange(number)) say(`values: ${number} is outside accepts`);
}

function checkTranslation(facts, words, say) {
  for (const part of ["values", "bits"]) {
    const wanted = Object.keys(facts[part] ?? {}).join();
    const has = Object.keys(words[part] ?? {}).join();
    if (wanted !== has) say(`${part} has keys [${has}], the English page [${wanted}]`);
  }
  const wanted = (facts.suggestions ?? []).map((s) => String(s.value)).sort();
  const has = Object.keys(words.suggestions ?? {}).sort();
  if (wanted.join("|") !== has.join("|")) say(`suggestions has [${has.join("|")}], the English page [${wanted.join("|")}]`);
  if ((facts.names?.length ?? 0) !== (words.names?.length ?? 0)) say("names has not as many entries as the English page");
}

function checkProse(page, where, pages, paragraphs, say) {
  if (!page.title) say("no title (# ...)");
  if (!page.summary) say("no summary paragraph");
  if (/\n/.test(page.summary)) say("the summary must be one line");
  const text = `${page.summary}\n\n${page.body}`;
  for (const [, key] of text.matchAll(/`((?:net|vm|kernel|fs|user|dev|debug|abi|sunrpc|crypto)(?:\.[\w*-]+)+)`/g)) {
    const canonical = key.replace(/^(net\.(?:ipv4|ipv6|mpls)\.(?:conf|neigh))\.[^.]+\.([^.]+)$/, "$1.*.$2");
    const isFolder = [...pages.keys()].some((k) => k.startsWith(`${key.replace(/\.\*$/, "")}.`) || (key.endsWith("*") && k.startsWith(key.slice(0, -1))));
    if (!pages.has(canonical) && !pages.has(key) && !isFolder) say(`names ${key}, which does not exist`);
  }
  for (const paragraph of text.split(/\n{2,}/)) {
    if (paragraph.length < 60) continue;
    const other = paragraphs.get(paragraph);
    if (other) say(`shares a paragraph with ${other}: "${paragraph.slice(0, 50)}..."`);
    else paragraphs.set(paragraph, where);
  }
}

function releaseNumber(text) {
  const [major, minor, patch = 0] = text.split(".").map(Number);
  return major * 1e6 + minor * 1e3 + patch;
}

/** In the order in which facts, words and references are written. */
const byKey = ({ pages }) => [...pages.values()].filter((page) => page.en).sort((a, b) => (a.key < b.key ? -1 : 1));

/**
 * What the server needs to check files, as it reads it: an array, integers beyond 2^53 as strings. Of defined values and bits only the
 * numbers; what is only shown (words, links, related parameters) is apart.
 */
export function compileFacts(catalogue, usage) {
  return byKey(catalogue).map(({ key, en }) => {
    const { source: _source, page: _page, related: _related, config: _config, vendor: _vendor, values, bits, suggestions, ...facts } = en.facts;
    const slim = {
      key,
      ...facts,
      values: values && Object.keys(values),
      bits: bits && Object.keys(bits),
      suggestions: suggestions?.map(({ when: _when, ...suggestion }) => suggestion),
      uses: usage[key],
    };
    return JSON.parse(JSON.stringify(slim, (_, value) => (typeof value === "bigint" ? String(value) : value)));
  });
}

/** The words of all pages in one language, in the order of the facts: title, summary, body, and the words of the front matter. */
export function compileTexts(catalogue, locale) {
  return byKey(catalogue).map(({ en, translations }) => {
    const page = locale === "en" ? en : (translations.get(locale) ?? en);
    const words = JSON.stringify(page === en ? wordsOf(en.facts) : page.facts);
    return [page.title, page.summary, page.body, ...(words === "{}" ? [] : [JSON.parse(words)])];
  });
}

/** The words of a page's facts, in the form that translations have. `names` and `unit` stay with the facts: messages hold them. */
function wordsOf({ values, bits, vendor, suggestions }) {
  return { values, bits, vendor, suggestions: suggestions && Object.fromEntries(suggestions.map(({ value, when }) => [String(value), when])) };
}

/** What pages point at, whatever their language, in the order of the facts: source, page of the kernel's documentation, related parameters. */
export function compileReferences(catalogue) {
  return byKey(catalogue).map(({ en: { facts } }) => [facts.source ?? "", facts.page ?? "", ...(facts.related ?? [])]);
}

/** Canonical key -> in how many of the surveyed files it is set; orders completion and did-you-mean. */
export function usage() {
  return JSON.parse(readFileSync(join(CATALOGUE_FOLDER, "usage.json"), "utf8"));
}
