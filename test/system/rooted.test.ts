import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolveBelow, resolveUnder } from "../../server/system/rooted.ts";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "sysctl-root-")));
  mkdirSync(join(root, "etc/sysctl.d"), { recursive: true });
  mkdirSync(join(root, "usr/lib"), { recursive: true });
  writeFileSync(join(root, "etc/hostname"), "inside\n");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const link = (target: string, path: string) => symlinkSync(target, join(root, path));
const inside = (path: string) => join(root, path);

describe("a path of the system at a root", () => {
  it("stays inside, whatever climbs", () => {
    expect(resolveUnder(root, "/etc/hostname")).toBe(inside("etc/hostname"));
    expect(resolveUnder(root, "etc/./hostname")).toBe(inside("etc/hostname"));
    expect(resolveUnder(root, "/../../../etc/hostname")).toBe(inside("etc/hostname"));
    expect(resolveUnder(root, "/etc/../../usr/../etc/hostname")).toBe(inside("etc/hostname"));
    expect(resolveUnder(root, "/")).toBe(root);
  });

  it("begins an absolute link at the root, also in the middle of a path and through several links", () => {
    link("/etc/hostname", "etc/sysctl.d/a.conf");
    link("/etc/sysctl.d", "lib");
    link("/usr/lib", "etc/second");
    link("/lib/a.conf", "usr/lib/b.conf");
    expect(resolveUnder(root, "/etc/sysctl.d/a.conf")).toBe(inside("etc/hostname"));
    expect(resolveUnder(root, "/lib/a.conf")).toBe(inside("etc/hostname"));
    expect(resolveUnder(root, "/etc/second/b.conf")).toBe(inside("etc/hostname"));
  });

  it("does not let a relative link climb out", () => {
    link("../../../../../../../../etc/hostname", "etc/sysctl.d/a.conf");
    link("../../../../../../../..", "up");
    expect(resolveUnder(root, "/etc/sysctl.d/a.conf")).toBe(inside("etc/hostname"));
    expect(resolveUnder(root, "/up/etc/hostname")).toBe(inside("etc/hostname"));
    // `..` behind a link is the parent of where the link leads.
    link("/usr/lib", "etc/far");
    expect(resolveUnder(root, "/etc/far/../lib")).toBe(inside("usr/lib"));
  });

  it("is where it would be if it does not exist", () => {
    link("/gone/away", "etc/dangling");
    expect(resolveUnder(root, "/etc/none/at/all")).toBe(inside("etc/none/at/all"));
    expect(resolveUnder(root, "/etc/dangling")).toBe(inside("gone/away"));
    expect(resolveUnder(join(root, "none"), "/etc/x")).toBe(inside("none/etc/x"));
  });

  it("is refused where links go in circles", () => {
    link("b", "etc/a");
    link("a", "etc/b");
    link("self/x", "etc/self");
    for (const path of ["/etc/a", "/etc/b/c", "/etc/self"]) expect(() => resolveUnder(root, path)).toThrow(expect.objectContaining({ code: "ELOOP" }));
  });

  it("follows a root that is a link itself", () => {
    symlinkSync(root, `${root}-link`);
    try {
      expect(resolveUnder(`${root}-link`, "/etc/hostname")).toBe(inside("etc/hostname"));
    } finally {
      rmSync(`${root}-link`);
    }
  });
});

describe("a path of this machine", () => {
  it("is followed from the root on, by whatever name the root goes", () => {
    link("/etc/hostname", "etc/a");
    link("../../../../../../../../etc/hostname", "etc/b");
    link("/", "machine");
    symlinkSync(join(root, "etc"), `${root}-link`);
    try {
      for (const path of ["etc/a", "etc/b", "machine/etc/a"]) expect(resolveBelow(root, join(root, path))).toBe(inside("etc/hostname"));
      expect(resolveBelow(`${root}/usr/..`, join(root, "etc/a"))).toBe(inside("etc/hostname"));
      expect(resolveBelow(root, join(`${root}-link`, "a"))).toBe(inside("etc/hostname"));
    } finally {
      rmSync(`${root}-link`);
    }
  });

  it("is what it is outside", () => {
    expect(resolveBelow(root, `${root}-other/etc/hostname`)).toBe(`${root}-other/etc/hostname`);
    expect(resolveBelow(root, "/etc/hostname")).toBe("/etc/hostname");
  });
});
