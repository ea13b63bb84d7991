import { describe, expect, it, vi } from "vitest";
import { SysctlDocument } from "../../server/document/document.ts";
import { codeLenses } from "../../server/features/code-lenses.ts";
import type { FeatureContext } from "../../server/features/context.ts";
import { definition, nameProblem, placesProblem, references, rename, renameRange, workspaceSymbols } from "../../server/features/navigation.ts";
import type { Place } from "../../server/features/writes.ts";
import { atOnce } from "../../server/gently.ts";
import type { Loader } from "../../server/target.ts";
import { analyseIn, target, useCatalogue } from "../support/catalogue.ts";
import { CLIENT } from "../support/cursor.ts";

useCatalogue();

const ETC = "/etc/sysctl.d/90-web.conf";
const RUN = "/run/sysctl.d/95-run.conf";
const VENDOR = "/usr/lib/sysctl.d/50-default.conf";

/** The context of a file among others, and the position of the first `text` in it. */
function at(files: Record<string, string>, path: string, text: string, loader: Loader = "systemd") {
  const analysis = analyseIn(files, path, target("6.12", loader));
  const line = analysis.document.lines.findIndex((each) => each.text.includes(text));
  const position = { line, character: analysis.document.lines[line]?.text.indexOf(text) ?? 0 };
  const context: Omit<FeatureContext, "texts"> = { analysis, locale: "en", client: CLIENT, interfaces: [], machine: undefined, ruleAddress: undefined };
  return { context, position };
}

const shown = (place: Place | undefined) => place && `${place.uri.replace("file://", "")}:${place.range.start.line}`;

const FILES = {
  [VENDOR]: "net.ipv4.conf.*.rp_filter = 2\nnet.core.somaxconn = 1024\nnet.ipv4.tcp_retries2 = 9",
  [ETC]: "net/core/somaxconn = 4096\nnet.ipv4.conf.eth0.rp_filter = 1\n-net.ipv4.conf.lo.rp_filter\nnet.ipv4.tcp_retries2 = x",
  [RUN]: "# last\nnet.ipv4.conf.eth0.rp_filter = 0\nnet.ipv4.ip_conntrack_max = 1\nnet.nf_conntrack_max = 2",
};

describe("go to definition", () => {
  it("leads to the write that wins, from a key, a value and any style of writing", () => {
    for (const text of ["net.core", "somaxconn", "= 1024", "1024"]) {
      const { context, position } = at(FILES, VENDOR, text);
      expect(shown(definition(context, position)), text).toBe(`${ETC}:0`);
    }
  });

  it.each([
    ["eth0.rp_filter", ETC, `${RUN}:1`],
    ["conf.*.rp", VENDOR, `${VENDOR}:0`],
    ["lo.rp_filter", ETC, `${VENDOR}:0`],
    ["tcp_retries2", VENDOR, `${ETC}:3`],
  ])("%s in %s: %s", (text, path, expected) => {
    const { context, position } = at(FILES, path, text);
    expect(shown(definition(context, position))).toBe(expected);
  });

  it("with procps passes over what the kernel refuses", () => {
    const { context, position } = at(FILES, ETC, "tcp_retries2", "procps");
    expect(shown(definition(context, position))).toBe(`${VENDOR}:2`);
  });

  it("leads nowhere from a comment", () => {
    const { context, position } = at(FILES, RUN, "last");
    expect(definition(context, position)).toBeUndefined();
  });
});

describe("references", () => {
  const from = (path: string, text: string) => {
    const { context, position } = at(FILES, path, text);
    return atOnce(references(context, position)).map(shown);
  };

  it("are every write of the parameter, patterns and exclusions included", () => {
    expect(from(ETC, "eth0.rp_filter")).toEqual([`${VENDOR}:0`, `${ETC}:1`, `${RUN}:1`]);
    expect(from(ETC, "lo.rp_filter")).toEqual([`${VENDOR}:0`, `${ETC}:2`]);
  });

  it("of a pattern are the lines that it stands for", () => {
    expect(from(VENDOR, "conf.*")).toEqual([`${VENDOR}:0`, `${ETC}:1`, `${ETC}:2`, `${RUN}:1`]);
  });

  it("count older names", () => {
    const renamed = { [VENDOR]: "net.netfilter.nf_conntrack_max = 1", [ETC]: "net.ipv4.ip_conntrack_max = 2" };
    for (const path of [VENDOR, ETC]) {
      const { context, position } = at(renamed, path, "conntrack_max");
      expect(atOnce(references(context, position)).map(shown)).toEqual([`${VENDOR}:0`, `${ETC}:0`]);
    }
  });
});

describe("rename", () => {
  it("changes the key in every file, in each line's own style, but not in files that came with a package", () => {
    const { context, position } = at(FILES, ETC, "eth0.rp_filter");
    expect(renameRange(context, position)).toEqual({
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 28 } },
      placeholder: "net.ipv4.conf.eth0.rp_filter",
    });
    expect(atOnce(rename(context, position, "net/ipv4/conf/eth1/rp_filter"))).toEqual({
      [`file://${ETC}`]: [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 28 } }, newText: "net/ipv4/conf/eth1/rp_filter" }],
      [`file://${RUN}`]: [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 28 } }, newText: "net.ipv4.conf.eth1.rp_filter" }],
    });
    const other = at(FILES, ETC, "somaxconn");
    expect(Object.keys(atOnce(rename(other.context, other.position, "net.core.x")) ?? {})).toEqual([`file://${ETC}`]);
  });

  it("is for keys only, and to keys only", () => {
    const { context, position } = at(FILES, ETC, "4096");
    expect(renameRange(context, position)).toBeUndefined();
    expect(atOnce(rename(context, position, "a.b"))).toBeUndefined();
    for (const name of ["", "a b", "a=b", "# a", "-a", ";a"]) expect(nameProblem(name), name).toBeDefined();
    for (const name of ["net.ipv4.tcp_ecn", "net/ipv4/conf/eth0.100/rp_filter", "a"]) expect(nameProblem(name), name).toBeUndefined();
  });

  it("is refused where it would be hundreds of megabytes", () => {
    const { context, position } = at({ [ETC]: "a=1\n".repeat(500_001) }, ETC, "a");
    expect(placesProblem(context, position)?.en).toContain("500001 places");
    const few = at(FILES, ETC, "somaxconn");
    expect(placesProblem(few.context, few.position)).toBeUndefined();
  });
});

describe("code lenses", () => {
  const lenses = (path: string, client = CLIENT) => {
    const { context } = at(FILES, path, "");
    return atOnce(codeLenses({ ...context, client })).map(({ range, command }) => `${range.start.line}: ${command?.title}`);
  };

  it("say who overrides a line, or how many others write the parameter", () => {
    expect(lenses(VENDOR)).toEqual(["0: 3 other writes", "1: overridden by 90-web.conf:1", "2: overridden by 90-web.conf:4"]);
    expect(lenses(ETC)).toEqual(["0: 1 other write", "1: overridden by 95-run.conf:2", "3: 1 other write"]);
  });

  it("can be clicked where the client is ours", () => {
    const { context } = at(FILES, ETC, "");
    expect(atOnce(codeLenses({ ...context, client: { ...CLIENT, isVsCode: true } }))[0]?.command).toMatchObject({
      command: "sysctl.showWrites",
      arguments: [`file://${ETC}`, { line: 0, character: 0 }, [{ uri: `file://${VENDOR}` }]],
    });
    expect(atOnce(codeLenses(context))[0]?.command?.command).toBe("");
  });

  it("hold no endless lists of places where a file sets one parameter again and again, and look at it once", () => {
    const { context } = at({ [ETC]: "net.core.somaxconn = 1\n".repeat(5_000), [VENDOR]: "net.core.somaxconn = 1" }, ETC, "");
    let steps = 0;
    const { analysis } = context;
    const looked = vi.spyOn(analysis.configuration, "lastWrite");
    const all = codeLenses({ ...context, client: { ...CLIENT, isVsCode: true } });
    let step = all.next();
    for (; !step.done; step = all.next()) steps++;
    expect(step.value).toHaveLength(2_000);
    expect(looked).toHaveBeenCalledTimes(1);
    expect(steps).toBeLessThan(500);
    expect(step.value.at(-1)).toMatchObject({ command: { title: "5000 other writes" } });
    expect(step.value.at(-1)?.command?.arguments?.[2]).toHaveLength(50);
  });

  it("are not there for a file by itself", () => {
    const { context } = at({ [ETC]: "net.core.somaxconn = 1\nnet.core.somaxconn = 2" }, ETC, "");
    expect(atOnce(codeLenses(context))).toEqual([]);
  });
});

it("workspace symbols are assignments by the letters of their keys, and not without end", () => {
  const document = SysctlDocument.create("file:///a/90%20web.conf", "sysctl", 1, "net.core.somaxconn = 1\n# net.core.x = 1\nvm.swappiness = 1\n");
  const symbols = (documents: readonly SysctlDocument[], query: string) => atOnce(workspaceSymbols(documents, query));
  expect(symbols([document], "somax")).toMatchObject([{ name: "net.core.somaxconn", containerName: "90 web.conf", location: { uri: document.uri } }]);
  expect(symbols([document], "nsc").map(({ name }) => name)).toEqual(["net.core.somaxconn"]);
  expect(symbols([document], "")).toHaveLength(2);
  const long = SysctlDocument.create("file:///a", "sysctl", 1, "vm.swappiness = 1\n".repeat(2_000));
  expect(symbols([long], "vm")).toHaveLength(500);
});
