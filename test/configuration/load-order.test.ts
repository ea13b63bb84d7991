import { describe, expect, it } from "vitest";
import { compareNames, DROP_IN_FOLDERS, type Entry, loadOrder, type Tree } from "../../server/configuration/load-order.ts";

/** A tree of `path` or `path -> where it leads`; `path -> null|missing|other` for what is no file. */
function tree(...entries: string[]): Tree {
  const folders = new Map<string, Entry[]>();
  let sysctlConf: Entry | undefined;
  for (const text of entries) {
    const [path = "", to = path] = text.split(" -> ");
    const kind = to === "null" || to === "missing" || to === "other" ? to : "file";
    const at = path.lastIndexOf("/");
    const entry: Entry = { name: path.slice(at + 1), kind, real: to };
    if (path === "/etc/sysctl.conf") sysctlConf = entry;
    else folders.set(path.slice(0, at), [...(folders.get(path.slice(0, at)) ?? []), entry]);
  }
  return { folders, sysctlConf };
}

const paths = (loader: "systemd" | "procps", of: Tree) => loadOrder(loader, of).files.map(({ path }) => path);

describe.each(["systemd", "procps"] as const)("%s", (loader) => {
  it("sorts by file name over all folders", () => {
    const of = tree("/etc/sysctl.d/60-a.conf", "/usr/lib/sysctl.d/50-z.conf", "/run/sysctl.d/70-a.conf", "/etc/sysctl.d/9.conf");
    expect(paths(loader, of)).toEqual(["/usr/lib/sysctl.d/50-z.conf", "/etc/sysctl.d/60-a.conf", "/run/sysctl.d/70-a.conf", "/etc/sysctl.d/9.conf"]);
  });

  it("reads of one name the first folder's file", () => {
    for (let i = 0; i + 1 < DROP_IN_FOLDERS.length; i++) {
      const [first, second] = [`${DROP_IN_FOLDERS[i]}/a.conf`, `${DROP_IN_FOLDERS[i + 1]}/a.conf`];
      expect(paths(loader, tree(second, first))).toEqual([first]);
      expect(loadOrder(loader, tree(second, first)).hidden).toEqual([{ path: second, real: second, by: first }]);
    }
  });

  it.each(["null", "missing", "other"])("takes a name away where the first folder has %s", (kind) => {
    expect(paths(loader, tree(`/etc/sysctl.d/a.conf -> ${kind}`, "/usr/lib/sysctl.d/a.conf"))).toEqual([]);
  });

  it("passes over what is not called *.conf", () => {
    expect(paths(loader, tree("/etc/sysctl.d/README", "/etc/sysctl.d/a.conf.bak", "/etc/sysctl.d/a.CONF"))).toEqual([]);
  });

  it("does not say that a file hides itself where /lib is a link", () => {
    const of = tree("/usr/lib/sysctl.d/a.conf", "/lib/sysctl.d/a.conf -> /usr/lib/sysctl.d/a.conf");
    expect(loadOrder(loader, of)).toEqual({ files: [{ path: "/usr/lib/sysctl.d/a.conf", real: "/usr/lib/sysctl.d/a.conf" }], hidden: [] });
  });
});

describe("/etc/sysctl.conf", () => {
  const CONF = "/etc/sysctl.conf";
  const LINK = `/etc/sysctl.d/99-sysctl.conf -> ${CONF}`;

  it("is procps's last file, and none of systemd-sysctl's", () => {
    expect(paths("procps", tree(CONF, "/etc/sysctl.d/99.conf"))).toEqual(["/etc/sysctl.d/99.conf", CONF]);
    expect(paths("systemd", tree(CONF, "/etc/sysctl.d/99.conf"))).toEqual(["/etc/sysctl.d/99.conf"]);
  });

  it("is read through a link: by systemd-sysctl at the link's place, by procps (also) at the end", () => {
    const of = tree(CONF, LINK, "/etc/sysctl.d/99-zzz.conf");
    expect(paths("systemd", of)).toEqual(["/etc/sysctl.d/99-sysctl.conf", "/etc/sysctl.d/99-zzz.conf"]);
    expect(paths("procps", of)).toEqual(["/etc/sysctl.d/99-zzz.conf", CONF]);
  });
});

it("a hidden file is a drop-in for procps only", () => {
  expect(paths("procps", tree("/etc/sysctl.d/.a.conf"))).toEqual(["/etc/sysctl.d/.a.conf"]);
  expect(paths("systemd", tree("/etc/sysctl.d/.a.conf"))).toEqual([]);
});

it("names are compared byte by byte in UTF-8", () => {
  const names = ["10.conf", "9.conf", "A", "Z.conf", "a", "a.conf", "\u00e9", "\uff0d", "\u{1f600}", "\u{1f601}"];
  const bytes = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect([...names].reverse().sort(compareNames)).toEqual(bytes);
  expect(compareNames("a", "a")).toBe(0);
});
