import { describe, expect, it } from "vitest";
import type { Entry, Tree } from "../../server/configuration/load-order.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import type { Files } from "../../server/system/system.ts";
import { rootsBelow, Workspace } from "../../server/workspace.ts";
import { catalogue, target, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

/** A disk with one system's files, by name with their stamps; tells what is asked of it. */
function disk(names: Map<string, string | undefined>) {
  const asked: string[] = [];
  const entry = (name: string): Entry => ({ name, kind: "file", real: `/repo/etc/sysctl.d/${name}` });
  const tree = (): Tree => ({ folders: new Map([["/etc/sysctl.d", [...names.keys()].map(entry)]]), sysctlConf: undefined });
  const files: Files = {
    pathOf: (uri) => uri.replace("file://", ""),
    uriOf: (path) => `file://${path}`,
    realPath: (path) => path,
    *look(root) {
      asked.push(`look ${root}`);
      const seen = { tree: tree(), isWhole: false };
      yield;
      return seen;
    },
    // biome-ignore lint/correctness/useYield: done at once
    *lookIn() {
      return [];
    },
    stamp: (path) => names.get(path.slice(path.lastIndexOf("/") + 1)),
    read: (path) => {
      asked.push(`read ${path}`);
      return `net.core.somaxconn = 1\n${"#".repeat(path.includes("big") ? 10 * 1024 * 1024 : 0)}`;
    },
  };
  return { files, asked };
}

function workspace(names: readonly string[]) {
  const stamps = new Map<string, string | undefined>(names.map((name) => [name, "1"]));
  const { files, asked } = disk(stamps);
  const documents = new Map<string, SysctlDocument>();
  const warnings: string[] = [];
  const of = new Workspace({ system: { files, kernel: undefined }, documents, roots: [], warn: (message) => void warnings.push(message) });
  const open = (path: string) => {
    const document = SysctlDocument.create(`file://${path}`, "sysctl", 1, "");
    documents.set(document.uri, document);
    of.changed(document.uri);
    return of.surroundings(document, target(), catalogue());
  };
  const close = (path: string) => {
    documents.delete(`file://${path}`);
    of.changed(`file://${path}`);
  };
  /** What is asked of the disk when the surroundings of an open one are asked for. */
  const askedFor = (path: string) => {
    asked.length = 0;
    of.surroundings(documents.get(`file://${path}`) as SysctlDocument, target(), catalogue());
    return asked.slice();
  };
  return { of, open, close, asked, askedFor, stamps, warnings };
}

describe("the files of a workspace", () => {
  it("are left alone but for the drop-ins of the system that an open one belongs to", () => {
    const { open, asked } = workspace(["10-a.conf", "90-b.conf", "README"]);
    expect(open("/repo/src/sysctl.conf")).toBeUndefined();
    expect(asked).toEqual([]);
    expect(open("/repo/etc/sysctl.d/10-a.conf")?.configuration.files.map(({ name }) => name)).toEqual(["/etc/sysctl.d/10-a.conf", "/etc/sysctl.d/90-b.conf"]);
    expect(asked).toEqual(["look /repo", "read /repo/etc/sysctl.d/90-b.conf"]);
  });

  it("are read once for all open ones, and again when one came", () => {
    const { of, open, asked } = workspace(["10-a.conf", "90-b.conf"]);
    const first = open("/repo/etc/sysctl.d/10-a.conf");
    const document = of.document("file:///repo/etc/sysctl.d/10-a.conf") as SysctlDocument;
    expect(of.surroundings(document, target(), catalogue())?.configuration).toBe(first?.configuration);
    expect(asked).toHaveLength(2);
    open("/repo/etc/sysctl.d/90-b.conf");
    expect(asked.slice(2)).toEqual(["look /repo"]);
    expect(of.neighbours("file:///repo/etc/sysctl.d/10-a.conf")).toEqual(["file:///repo/etc/sysctl.d/90-b.conf"]);
  });

  it("count before they are saved for the first time", () => {
    const { open } = workspace([]);
    expect(open("/repo/usr/lib/sysctl.d/new.conf")?.configuration.files).toHaveLength(1);
  });

  describe("when something has changed", () => {
    const [A, B, C] = ["/repo/etc/sysctl.d/10-a.conf", "/repo/etc/sysctl.d/50-b.conf", "/repo/etc/sysctl.d/90-c.conf"] as const;
    const three = () => {
      const made = workspace(["10-a.conf", "50-b.conf", "90-c.conf"]);
      made.open(A);
      return made;
    };

    it("are read again only where they are others than before", () => {
      const { of, askedFor, stamps } = three();
      of.changed(`file:///repo/etc/sysctl.d/70-new.conf`);
      expect(askedFor(A)).toEqual(["look /repo"]);
      stamps.set("90-c.conf", "2");
      of.changed(`file:///repo/etc/sysctl.d/70-new.conf`);
      expect(askedFor(A)).toEqual(["look /repo", `read ${C}`]);
    });

    it("are read again where they are named, whatever the disk says", () => {
      const { of, askedFor } = three();
      of.changed(`file://${B}`);
      expect(askedFor(A)).toEqual(["look /repo", `read ${B}`]);
    });

    it("are read each time where nobody can tell whether they are as they were", () => {
      const { of, askedFor, stamps } = three();
      stamps.set("90-c.conf", undefined);
      for (let i = 0; i < 2; i++) {
        of.changed(`file://${A}`);
        expect(askedFor(A)).toEqual(["look /repo", `read ${C}`]);
      }
    });

    it("are forgotten when they are gone, and when nothing of theirs is open", () => {
      const { of, open, close, asked, askedFor, stamps } = three();
      stamps.delete("90-c.conf");
      of.changed(`file:///repo/etc/sysctl.d/70-new.conf`);
      expect(askedFor(A)).toEqual(["look /repo"]);
      stamps.set("90-c.conf", "1");
      of.changed(`file:///repo/etc/sysctl.d/70-new.conf`);
      expect(askedFor(A)).toEqual(["look /repo", `read ${C}`]);
      close(A);
      asked.length = 0;
      open(A);
      expect(asked).toEqual(["look /repo", `read ${B}`, `read ${C}`]);
    });
  });

  describe("are looked at and read in steps", () => {
    const A = "/repo/etc/sysctl.d/10-a.conf";
    const among = () => {
      const made = workspace(["10-a.conf", "50-b.conf", "90-c.conf"]);
      made.open(A);
      made.of.changed(`file:///repo/etc/sysctl.d/50-b.conf`);
      made.stamps.set("90-c.conf", "2");
      made.asked.length = 0;
      return made;
    };

    it("so that nothing is left to do", () => {
      const { of, asked, askedFor } = among();
      const steps = [...of.prepare(`file://${A}`, target())];
      expect(asked).toEqual(["look /repo", "read /repo/etc/sysctl.d/50-b.conf", "read /repo/etc/sysctl.d/90-c.conf"]);
      expect(steps.length).toBeGreaterThanOrEqual(3);
      expect(askedFor(A)).toEqual([]);
    });

    it("and looked at anew where something changes meanwhile", () => {
      const { of, open, asked, stamps } = among();
      const steps = of.prepare(`file://${A}`, target());
      steps.next();
      stamps.set("95-d.conf", "1");
      of.changed("file:///repo/etc/sysctl.d/95-d.conf");
      for (const _ of steps);
      expect(asked.filter((each) => each === "look /repo")).toHaveLength(2);
      asked.length = 0;
      expect(open("/repo/etc/sysctl.d/00-z.conf")?.configuration.files).toHaveLength(5);
      expect(asked).toEqual(["look /repo"]);
    });

    it("by two at a time as by one", () => {
      const { of, askedFor } = among();
      const both = [of.prepare(`file://${A}`, target()), of.prepare(`file://${A}`, target())];
      for (let i = 0; i < 20; i++) for (const steps of both) steps.next();
      expect(askedFor(A)).toEqual([]);
    });
  });

  it("are not read without end", () => {
    const { open, warnings } = workspace(["1-big.conf", "2-big.conf", "3.conf"]);
    expect(open("/repo/etc/sysctl.d/0.conf")?.configuration.files.map(({ name }) => name)).toEqual(["/etc/sysctl.d/0.conf", "/etc/sysctl.d/1-big.conf"]);
    expect(warnings).toHaveLength(2);
  });
});

it("sysctl.roots may be absolute or below an open folder", () => {
  expect(rootsBelow(["/srv/image", "rootfs", "./a/b", ".", "C:\\image"], ["/w"])).toEqual(["/srv/image", "/w/rootfs", "/w/a/b", "/w", "C:/image"]);
});
