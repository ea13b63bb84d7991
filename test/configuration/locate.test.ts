import { describe, expect, it } from "vitest";
import { locate } from "../../server/configuration/locate.ts";
import { whyUnread } from "../../server/configuration/placement.ts";

const at = (path: string, roots: string[] = [], linux = true) => {
  const found = locate(path, roots, linux);
  if (!found) return undefined;
  return found.kind === "system" ? `${found.root}|${found.path}${found.isWhole ? "!" : ""}` : `${found.folder}|${found.name}`;
};

describe("a file belongs to", () => {
  it.each([
    ["/etc/sysctl.conf", "/|/etc/sysctl.conf!"],
    ["/etc/sysctl.d/90-web.conf", "/|/etc/sysctl.d/90-web.conf!"],
    ["/usr/lib/sysctl.d/50-default.conf", "/|/usr/lib/sysctl.d/50-default.conf!"],
    ["/repo/etc/sysctl.d/90-web.conf", "/repo|/etc/sysctl.d/90-web.conf"],
    ["/repo/roles/web/files/etc/sysctl.conf", "/repo/roles/web/files|/etc/sysctl.conf"],
    ["/img/rootfs/usr/local/lib/sysctl.d/a.conf", "/img/rootfs|/usr/local/lib/sysctl.d/a.conf"],
    ["/img/rootfs/usr/lib/sysctl.d/a.conf", "/img/rootfs|/usr/lib/sysctl.d/a.conf"],
    ["/img/rootfs/lib/sysctl.d/a.conf", "/img/rootfs|/lib/sysctl.d/a.conf"],
    ["/img/rootfs/run/sysctl.d/a.conf", "/img/rootfs|/run/sysctl.d/a.conf"],
    ["C:/repo/etc/sysctl.d/a.conf", "C:/repo|/etc/sysctl.d/a.conf"],
    ["/repo/etc/sysctl.d/sub/a.conf", "/repo|/etc/sysctl.d/sub/a.conf"],
    ["/etc/sysctl.conf.d/a.conf", "/|/etc/sysctl.conf.d/a.conf!"],
    ["/repo/sysctl.d/90-web.conf", "/repo/sysctl.d|90-web.conf"],
    ["/repo/sysctl.conf", undefined],
    ["/repo/files/90-sysctl.conf", undefined],
  ])("%s: %s", (path, expected) => {
    expect(at(path)).toBe(expected);
  });

  it("the innermost folder that the user calls a system", () => {
    expect(at("/img/a/opt/x.conf", ["/img/", "/img/a"])).toBe("/img/a|/opt/x.conf!");
    expect(at("/img/ab/etc/sysctl.conf", ["/img/a"])).toBe("/img/ab|/etc/sysctl.conf");
    expect(at("/opt/x.conf", ["/"])).toBe("/|/opt/x.conf!");
  });

  it("nothing where this machine is no Linux system", () => {
    expect(at("/etc/sysctl.conf", [], false)).toBeUndefined();
    expect(at("/repo/etc/sysctl.conf", [], false)).toBe("/repo|/etc/sysctl.conf");
  });
});

describe("a file is not read", () => {
  const why = (path: string, loader: "systemd" | "procps" = "systemd", isWhole = true) => whyUnread(path, loader, { files: [], hidden: [] }, isWhole)?.reason;

  it.each([
    ["/etc/sysctl.d/90-web", "name"],
    ["/etc/sysctl.d/.90-web.conf", "name"],
    ["/etc/sysctl.d/sub/90-web.conf", "folder"],
    ["/etc/sysctl.conf.d/90-web.conf", "folder"],
    ["/usr/local/etc/sysctl.d/90-web.conf", "folder"],
    ["/usr/share/sysctl.d/90-web.conf", "folder"],
    ["/etc/sysctl.conf", "sysctl.conf"],
    ["/etc/sysctl.d/README", undefined],
    ["/etc/sysctl.d/90-web.conf.dpkg-old", undefined],
    ["/etc/sysctl.d/90-web.conf~", undefined],
    ["/opt/app/tuning.conf", undefined],
  ])("%s: %s", (path, expected) => {
    expect(why(path)).toBe(expected);
  });

  it("but may be, for procps or where a link is only not in sight", () => {
    expect(why("/etc/sysctl.conf", "procps")).toBeUndefined();
    expect(why("/etc/sysctl.conf", "systemd", false)).toBeUndefined();
    expect(why("/etc/sysctl.d/.90-web.conf", "procps")).toBeUndefined();
  });
});
