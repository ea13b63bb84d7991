import { describe, expect, it } from "vitest";
import { sameValue } from "../../server/catalogue/same-value.ts";
import { hover } from "../../server/features/hover.ts";
import type { Machine } from "../../server/machine/machine.ts";
import { analyse, brief, catalogue, target, useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";
import { fakeMachine } from "../support/machine.ts";

useCatalogue();

const VENDOR = fakeMachine({
  "net/acme/turbo": "7",
  "net/acme/boost": "1",
  "net/ipv4/tcp_tw_recycle": "0",
  "net/ipv4/tcp_rto_max_ms": "120000",
  "hw/cpus": "4",
});

describe("what the running kernel has", () => {
  const text = "net.acme.turbo = 1\nnet.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_rto_max_ms = 60000\n-net.acme.boost = 2\nhw.cpus = 4\nnet.acme.other = 1\n";

  it("is not unknown, not removed and not yet to come, where the target is that kernel", () => {
    expect(brief(analyse(text, "6.12").findings())).toEqual([
      "1:unknown-parameter:warning",
      "2:removed-parameter:error",
      "3:parameter-not-yet:error",
      "4:ignored-failure:information",
      "5:bsd-parameter:warning",
      "6:unknown-parameter:warning",
    ]);
    expect(brief(analyse(text, "6.12", "systemd", undefined, { running: VENDOR }).findings())).toEqual(["6:unknown-parameter:warning"]);
  });

  it("counts for nothing where a comment names another target", () => {
    const found = analyse(`# sysctl-lint target kernel=5.15\n${text}`, "6.12", "systemd", undefined, { running: VENDOR }).findings();
    expect(brief(found)).toContain("3:removed-parameter:error");
  });
});

describe("hover", () => {
  const hovered = (marked: string, on: Machine, locale: "en" | "zh-cn" = "en") => {
    const { context, position } = at(marked, { machine: on, locale });
    return hover(context, position)?.contents.value ?? "";
  };

  it("shows the running value beside the default and what the file sets", () => {
    const on = fakeMachine({ "net/ipv4/tcp_fin_timeout": "120" });
    expect(hovered("net.ipv4.tcp_fin|_timeout = 30", on)).toContain(
      "- Default in 6.12: `60` (1 minute)\n- Running value: `120` (2 minutes); the file sets `30`\n",
    );
    expect(hovered("net.ipv4.tcp_fin|_timeout = 30", on, "zh-cn")).toContain("- 运行值：`120`（2 分钟）；文件设为 `30`\n");
    expect(hovered("net.ipv4.tcp_fin|_timeout = 30\nnet.ipv4.tcp_fin_timeout = 20", on)).toContain("the file sets `20`");
  });

  it("says why there is no running value", () => {
    const on = fakeMachine({ "net/ipv4/tcp_fastopen_key": { missing: "secret" }, "vm/swappiness": { missing: "unreadable" } });
    expect(hovered("net.ipv4.tcp_fastopen|_key = 0-0-0-1", on)).toContain("Running value: not shown, it is a secret");
    expect(hovered("vm.swap|piness = 1", on)).toContain("Running value: cannot be read by this user");
    expect(hovered("net.netfilter.nf_conn|track_max = 1", on)).toContain("Running value: not there now; module `nf_conntrack` may not be loaded");
    expect(hovered("net.core.som|axconn = 1", on)).toContain("Running value: this kernel does not have it now");
  });

  it("speaks of parameters that only the running kernel has", () => {
    const shown = hovered("net.acme.tur|bo = 1", VENDOR);
    expect(shown).toContain("The running kernel has this parameter; the catalogue does not document it.");
    expect(shown).toContain("Running value: `7`; the file sets `1`");
    expect(hovered("net.acme.tur|bo = 1", VENDOR, "zh-cn")).toContain("目录里没有它的文档");
    const backported = hovered("net.ipv4.tcp_tw_|recycle = 1", VENDOR);
    expect(backported).toContain("its vendor brought it, or kept it");
    expect(backported).toContain("Running value: `0`");
  });

  it("shows values as they are, in one line", () => {
    expect(hovered("kernel.core_|pattern = core", fakeMachine({ "kernel/core_pattern": "a`b\nc" }))).toContain("`` a`b c ``");
    const long = "1,".repeat(500);
    expect(hovered("net.ipv4.ip_local_reserved|_ports = 1", fakeMachine({ "net/ipv4/ip_local_reserved_ports": long })).length).toBeLessThan(3_000);
  });
});

describe("the same value", () => {
  it.each([
    ["net.ipv4.tcp_fin_timeout", "60", "60", true],
    ["net.ipv4.tcp_fin_timeout", "074", "60", true],
    ["net.ipv4.tcp_fin_timeout", "61", "60", false],
    ["net.ipv4.tcp_fin_timeout", "sixty", "60", undefined],
    ["net.ipv4.tcp_rmem", "4096 131072", "4096\t131072\t6291456", true],
    ["net.ipv4.tcp_rmem", "4096 131072 6291456", "4096\t131072", false],
    ["net.ipv4.ip_local_reserved_ports", "3,1-2", "1-3", true],
    ["net.ipv4.ip_local_reserved_ports", "3,1", "1-3", false],
    ["net.ipv4.ip_local_reserved_ports", "1", "", false],
    ["kernel.shmmax", "18446744073692774399", "18446744073692774399", true],
    ["kernel.ostype", "Linux", "Linux", undefined],
  ])("%s: %s against %s", (key, written, held, same) => {
    const parameter = catalogue().get(key);
    expect(parameter && sameValue(written, held, parameter.at(target().kernel))).toBe(same);
  });
});
