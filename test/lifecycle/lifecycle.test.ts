import { describe, expect, it } from "vitest";
import { lifecycleOf } from "../../server/lifecycle/lifecycle.ts";
import type { Lifecycle } from "../../server/lifecycle/model.ts";
import type { Loader } from "../../server/target.ts";
import { analyse, texts, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

function draw(text: string, kernel = "6.12", { locale = "en", loader }: { locale?: "en" | "zh-cn"; loader?: Loader } = {}): Lifecycle {
  return lifecycleOf({ analysis: analyse(text, kernel, loader), texts: texts(locale), locale });
}

const wait = (lifecycle: Lifecycle, id: string) => lifecycle.waits.find((one) => one.id === id);
const limit = (lifecycle: Lifecycle, id: string) => lifecycle.limits.find((one) => one.id === id);
const buffer = (lifecycle: Lifecycle, id: string) => lifecycle.buffers.find((one) => one.id === id);
const parameter = (lifecycle: Lifecycle, name: string) => lifecycle.parameters.find((one) => one.name === name);
const end = (text: string, id: string, kernel?: string) => wait(draw(text, kernel), id)?.end;

describe("how long it waits", () => {
  it("sends the SYN 10 times more in 131 s: five a second apart, then 2, 4, 8, 16, 32, 64 s", () => {
    const syn = wait(draw(""), "syn");
    expect(syn?.sent).toEqual([1, 2, 3, 4, 5, 7, 11, 19, 35, 67]);
    expect(syn?.end).toBe(131);
    expect(syn?.time).toBe("2 min 11 s");
  });

  it("doubles from the first on before 6.5: 1 + 2 + ... + 64 = 127 s", () => {
    const syn = wait(draw("", "6.1"), "syn");
    expect(syn?.sent).toEqual([1, 3, 7, 15, 31, 63]);
    expect(syn?.end).toBe(127);
  });

  it("starts at three seconds before 3.1: 3 + 6 + 12 + 24 + 48 + 96 = 189 s with 5 retries", () => {
    expect(end("", "syn", "2.6.32")).toBe(189);
    expect(end("", "syn-ack", "2.6.32")).toBe(189);
  });

  it.each([
    // Measured on 6.18 with a peer that never answers.
    ["net.ipv4.tcp_syn_retries = 1", 3],
    ["net.ipv4.tcp_syn_retries = 1\nnet.ipv4.tcp_syn_linear_timeouts = 0", 3],
    ["net.ipv4.tcp_syn_retries = 2", 7],
    ["net.ipv4.tcp_syn_retries = 3", 19],
    ["net.ipv4.tcp_syn_retries = 3\nnet.ipv4.tcp_syn_linear_timeouts = 127", 15],
    // 127 s, then pauses of 120 s.
    ["net.ipv4.tcp_syn_retries = 8\nnet.ipv4.tcp_syn_linear_timeouts = 0", 127 + 2 * 120],
    // 128 SYNs a second apart, then 2, 4, ... 64 s: 254 s is the first time-out after 247 s, what 7 retries stand for.
    ["net.ipv4.tcp_syn_retries = 7\nnet.ipv4.tcp_syn_linear_timeouts = 127", 254],
  ])("gives connect() up: %s", (text, seconds) => expect(end(text, "syn", "6.18")).toBe(seconds));

  it("pauses no longer than tcp_rto_max_ms: 1 + 2 + 4 + 5 + 5 s with 4 SYN-ACKs, from 6.15 on", () => {
    const text = "net.ipv4.tcp_rto_max_ms = 5000\nnet.ipv4.tcp_synack_retries = 4";
    expect(end(text, "syn-ack", "6.18")).toBe(17);
    expect(end(text, "syn-ack", "6.12")).toBe(31);
  });

  it.each([
    [0, 1],
    [1, 3],
    [2, 7],
    [5, 63],
    // 127 s for the first six, 249 pauses of 120 s.
    [255, 127 + 249 * 120],
  ])("drops a half-open connection: %d SYN-ACKs, %d s", (retries, seconds) => expect(end(`net.ipv4.tcp_synack_retries = ${retries}`, "syn-ack")).toBe(seconds));

  it("takes a negative number of SYN-ACKs for none, where the kernel takes it", () => {
    expect(end("net.ipv4.tcp_synack_retries = -1", "syn-ack", "5.10")).toBe(1);
    // From 5.13 on it is refused, and the default stays.
    expect(end("net.ipv4.tcp_synack_retries = -1", "syn-ack", "6.12")).toBe(63);
  });

  it.each([
    // The first pause is 220 ms. What the retries stand for ends at the first time-out at least that long after 0.22 s:
    // 0: 0.2 s; 0.22 + 0.44.
    [0, 0.66],
    // 1: 0.6 s < 1.32 s.
    [1, 0.22 * 7],
    // 3: 3.0 s <= 0.22 x 14 = 3.08 s.
    [3, 0.22 * 15],
    // 8: 102.2 s <= 0.22 x 510 = 112.2 s.
    [8, 0.22 * 511],
    // 15: 924.6 s; 0.22 x 1023 s, then six pauses of 120 s.
    [15, 0.22 * 1023 + 6 * 120],
  ])("ends a connection with unacknowledged data: %d retries, %d s", (retries, seconds) =>
    expect(end(`net.ipv4.tcp_retries2 = ${retries}`, "data")).toBeCloseTo(seconds, 6),
  );

  it("sends more often and not shorter with a low tcp_rto_min_us: 40 ms first, to 3.0 s", () => {
    const lifecycle = draw("net.ipv4.tcp_rto_min_us = 20000\nnet.ipv4.tcp_retries2 = 3", "6.18");
    // 0.04 x (2^7 - 2) = 5.04 s is the first at least 3.0 s after the first retransmission.
    expect(wait(lifecycle, "data")?.end).toBeCloseTo(0.04 * 127, 6);
    expect(wait(lifecycle, "data")?.sent).toHaveLength(6);
  });

  it("takes 0 orphan retries for 8, and for none once the pause has reached its maximum", () => {
    expect(end("", "orphan")).toBeCloseTo(0.22 * 511, 6);
    // 0.22, 0.44, 0.88, then 1 s: the time-out at 2.54 s is the first with the longest pause.
    expect(end("net.ipv4.tcp_rto_max_ms = 1000", "orphan", "6.18")).toBeCloseTo(0.22 + 0.44 + 0.88 + 1, 6);
    expect(end("net.ipv4.tcp_orphan_retries = 1", "orphan")).toBeCloseTo(0.22 * 7, 6);
  });

  it("notices a dead peer after idle time and probes: 7200 + 9 x 75 s", () => {
    expect(end("", "keepalive")).toBe(7875);
    expect(wait(draw("net.ipv4.tcp_keepalive_time = 2\nnet.ipv4.tcp_keepalive_intvl = 1\nnet.ipv4.tcp_keepalive_probes = 3"), "keepalive")).toMatchObject({
      sent: [2, 3, 4],
      end: 5,
    });
    // Without a probe the connection ends when it has been silent long enough.
    expect(end("net.ipv4.tcp_keepalive_probes = 0", "keepalive")).toBe(7200);
    expect(end("net.ipv4.tcp_keepalive_probes = -5", "keepalive", "5.10")).toBe(7200);
    expect(end("net.ipv4.tcp_keepalive_time = -1", "keepalive")).toBeUndefined();
  });

  it.each([
    // Measured on 6.18: 3.06, 4.06, 8.33 and 60.77 s.
    [3, 3],
    [60, 60],
    [61, 1 + 1],
    [62, 2 + 2],
    [64, 4 + 4],
    [90, 30 + 30],
    [120, 60 + 60],
    // Three and a half first pauses at least.
    [0, 3.5 * 0.22],
    [-1, 3.5 * 0.22],
  ])("frees FIN-WAIT-2: tcp_fin_timeout %d, %d s", (timeout, seconds) =>
    expect(end(`net.ipv4.tcp_fin_timeout = ${timeout}`, "fin-wait-2")).toBeCloseTo(seconds, 6),
  );

  it("keeps TIME-WAIT at 60 s, whatever tcp_fin_timeout says", () => {
    expect(end("net.ipv4.tcp_fin_timeout = 5", "time-wait")).toBe(60);
    expect(wait(draw("net.ipv4.tcp_tw_reuse = 1"), "time-wait")?.sent).toEqual([1]);
    expect(wait(draw("net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_tw_reuse_delay = 250", "6.14"), "time-wait")?.sent).toEqual([0.25]);
    expect(wait(draw("net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_timestamps = 0"), "time-wait")?.sent).toEqual([]);
    expect(wait(draw("net.ipv4.tcp_tw_reuse = 2"), "time-wait")?.sent).toEqual([]);
  });

  it("draws nothing for values without a meaning", () => {
    expect(end("net.ipv4.tcp_syn_retries = 0", "syn", "3.0")).toBeUndefined();
    expect(end("net.ipv4.tcp_retries2 = 100000", "data", "4.19")).toBeUndefined();
  });
});

describe("how many fit", () => {
  it("lets a listener have one more than somaxconn in each queue", () => {
    const lifecycle = draw("net.core.somaxconn = 511");
    expect(limit(lifecycle, "syn-queue")?.limit).toBe("512");
    expect(limit(lifecycle, "accept-queue")?.limit).toBe("512");
  });

  it("keeps the last quarter of tcp_max_syn_backlog without cookies: 1024 - 256 + 1", () => {
    const text = "net.ipv4.tcp_syncookies = 0\nnet.ipv4.tcp_max_syn_backlog = 1024";
    expect(limit(draw(text), "syn-queue")).toMatchObject({ limit: "769", counter: "TcpExtTCPReqQFullDrop" });
    expect(limit(draw(`${text}\nnet.core.somaxconn = 100`), "syn-queue")?.limit).toBe("101");
  });

  it("rounds the SYN queue up to a power of two before 4.4: 128 -> 256, 3 -> 16", () => {
    expect(limit(draw("net.core.somaxconn = 128", "4.3"), "syn-queue")?.limit).toBe("256");
    expect(limit(draw("net.core.somaxconn = 3", "4.3"), "syn-queue")?.limit).toBe("16");
    expect(limit(draw("net.ipv4.tcp_max_syn_backlog = 100\nnet.core.somaxconn = 4096", "4.3"), "syn-queue")?.limit).toBe("128");
  });

  it("uses no SYN queue with cookies for everybody", () => expect(limit(draw("net.ipv4.tcp_syncookies = 2"), "syn-queue")?.limit).toBe("0"));

  it("reckons the rate that TIME-WAIT entries allow: 6000 / 60 s", () => {
    expect(limit(draw("net.ipv4.tcp_max_tw_buckets = 6000"), "tw-buckets")?.sentence).toContain("at 100 connections a second");
    expect(limit(draw("net.ipv4.tcp_max_tw_buckets = 0"), "tw-buckets")).toMatchObject({ limit: "0" });
    expect(limit(draw("net.ipv4.tcp_max_tw_buckets = -1"), "tw-buckets")).toMatchObject({ limit: "–" });
  });

  it("says what a full accept queue does with tcp_abort_on_overflow", () => {
    expect(limit(draw(""), "accept-queue")?.full).toContain("up to 5 times");
    expect(limit(draw("net.ipv4.tcp_abort_on_overflow = 1"), "accept-queue")?.full).toContain("reset");
  });
});

describe("ports", () => {
  it("allows 28,232 ports and 470 connections a second: 60999 - 32768 + 1, / 60 s", () => {
    expect(draw("").ports).toMatchObject({ low: 32768, high: 60999, count: "28,232" });
    expect(draw("").ports?.sentence).toContain(" 470 new connections a second");
  });

  it("takes reserved ports away, once each and inside the range only", () => {
    const { ports } = draw("net.ipv4.ip_local_port_range = 10000 10099\nnet.ipv4.ip_local_reserved_ports = 80,10010-10019,10015-10024,10099");
    expect(ports).toMatchObject({ count: "84", reserved: [[10010, 10024], [10099, 10099]] }); // biome-ignore format: pairs
    expect(ports?.sentence).toContain(" 1.4 new connections"); // 84 / 60
  });

  it("reuses ports after a second with tcp_tw_reuse, after tcp_tw_reuse_delay from 6.14 on", () => {
    expect(draw("net.ipv4.tcp_tw_reuse = 1").ports?.sentence).toContain(" 28,232 new connections");
    expect(draw("net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_tw_reuse_delay = 500", "6.18").ports?.sentence).toContain(" 56,464 new connections");
  });

  it("keeps the default where the kernel refuses the range", () => {
    for (const value of ["60000 1024", "1000 65535", "0 100", "10000 70000"]) {
      const lifecycle = draw(`net.ipv4.ip_local_port_range = ${value}`);
      expect(lifecycle.ports, value).toMatchObject({ low: 32768, high: 60999 });
      expect(parameter(lifecycle, "ip_local_port_range"), value).toMatchObject({ status: "refused", note: "refused by the kernel, 32768 60999 stays" });
    }
  });
});

describe("how much is buffered", () => {
  it("offers half of the receive buffer: 6 MiB -> 3 MiB -> 252 Mbit/s over 100 ms", () => {
    const view = buffer(draw(""), "rmem");
    expect(view?.sizes.map(({ bytes }) => bytes)).toEqual([4096, 131072, 6291456]);
    // 3145728 x 8 / 0.1 s
    expect(view?.sentence).toBe("Offers the peer a window of up to about 3 MiB: about 252 Mbit/s over a round trip of 100 ms.");
  });

  it("reckons with tcp_adv_win_scale before 6.6: all but a quarter with 2, a quarter with -2", () => {
    const text = "net.ipv4.tcp_rmem = 4096 87380 8388608";
    expect(buffer(draw(`${text}\nnet.ipv4.tcp_adv_win_scale = 2`, "6.1"), "rmem")?.sentence).toContain("window of up to 6 MiB");
    expect(buffer(draw(`${text}\nnet.ipv4.tcp_adv_win_scale = -2`, "6.1"), "rmem")?.sentence).toContain("window of up to 2 MiB");
    expect(buffer(draw(`${text}\nnet.ipv4.tcp_adv_win_scale = 0`, "6.1"), "rmem")?.sentence).toContain("window of up to 8 MiB");
  });

  it("ends at 64 KiB without window scaling, at 1 GiB with it", () => {
    expect(buffer(draw("net.ipv4.tcp_window_scaling = 0"), "rmem")?.sentence).toContain("64 KiB: about 5.2 Mbit/s");
    expect(buffer(draw("net.ipv4.tcp_rmem = 4096 131072 2147483647"), "rmem")?.sentence).toContain("1 GiB");
  });

  it("doubles what SO_RCVBUF asks for: 212992 -> 416 KiB", () => {
    expect(buffer(draw(""), "rmem")?.mark).toMatchObject({ bytes: 425984, text: "416 KiB" });
    expect(buffer(draw("net.core.wmem_max = 2147483647"), "wmem")?.mark?.bytes).toBe(2 ** 31 - 2);
  });

  it("counts tcp_mem in pages: 91512 x 4096 with 4 GiB, room for 35 connections of 10 MiB", () => {
    const view = buffer(draw(""), "mem");
    expect(view?.sizes.at(-1)?.bytes).toBe(91512 * 4096);
    // 374833152 / (6291456 + 4194304)
    expect(view?.sentence).toContain(" 35 connections");
  });

  it("survives maxima of 0", () => {
    expect(() => draw("net.ipv4.tcp_mem = 0 0 0\nnet.ipv4.tcp_rmem = 1 1 1\nnet.ipv4.tcp_wmem = 1 1 1")).not.toThrow();
  });
});

describe("what a parameter holds", () => {
  it("marks what differs, what does not and what nobody wrote", () => {
    const lifecycle = draw("net.ipv4.tcp_fin_timeout = 30\nnet.ipv4.tcp_retries2 = 15");
    expect(parameter(lifecycle, "tcp_fin_timeout")).toMatchObject({ status: "changed", note: "changed, default 60", written: true });
    expect(parameter(lifecycle, "tcp_retries2")).toMatchObject({ status: "same", note: "written, same as the default", written: true });
    expect(parameter(lifecycle, "tcp_keepalive_time")).toMatchObject({ status: "default", value: "7200", meaning: "2 h", written: false });
    expect(parameter(lifecycle, "tcp_max_orphans")).toMatchObject({ status: "machine", value: "16384" });
  });

  it("shows what the kernel reads of a value", () => {
    expect(parameter(draw("net.ipv4.tcp_syncookies = 1 # on"), "tcp_syncookies")).toMatchObject({ value: "1", status: "same" });
    expect(parameter(draw("net.ipv4.tcp_fin_timeout = 30# on"), "tcp_fin_timeout")).toMatchObject({ value: "30# on", status: "refused" });
  });

  it("leaves what was there before a refused write", () => {
    const text = "net.ipv4.tcp_synack_retries = 3\nnet.ipv4.tcp_synack_retries = 300";
    // systemd-sysctl writes the last line only, procps both.
    expect(end(text, "syn-ack")).toBe(63);
    expect(wait(draw(text, "6.12", { loader: "procps" }), "syn-ack")?.end).toBe(15);
    expect(parameter(draw(text), "tcp_synack_retries")).toMatchObject({ status: "refused", value: "300", note: "refused by the kernel, 5 stays" });
  });

  it("stores a vector up to the number that is refused", () => {
    const lifecycle = draw("net.ipv4.tcp_wmem = 8192 32768 many");
    expect(buffer(lifecycle, "wmem")?.sizes.map(({ bytes }) => bytes)).toEqual([8192, 32768, 4194304]);
    expect(parameter(lifecycle, "tcp_wmem")?.status).toBe("refused");
  });

  it("leaves the rest of a vector that is too short", () => {
    expect(buffer(draw("net.ipv4.tcp_rmem = 8192"), "rmem")?.sizes.map(({ bytes }) => bytes)).toEqual([8192, 131072, 6291456]);
  });

  it("shows what the target has, and nothing else", () => {
    expect(parameter(draw("", "6.12"), "tcp_rto_max_ms")).toBeUndefined();
    expect(parameter(draw("", "6.18"), "tcp_rto_max_ms")).toBeDefined();
    expect(parameter(draw("", "6.1"), "tcp_syn_linear_timeouts")).toBeUndefined();
    for (const kernel of ["2.6.32", "3.10", "4.4", "4.19", "5.15", "6.1", "6.12", "6.18", "7.1"]) {
      const lifecycle = draw("", kernel);
      const known = new Set(lifecycle.parameters.map(({ key }) => key));
      for (const view of [...lifecycle.states, ...lifecycle.waits, ...lifecycle.limits, ...lifecycle.buffers])
        for (const key of view.keys) expect(known, `${kernel} ${key}`).toContain(key);
      expect(JSON.stringify(lifecycle), kernel).not.toMatch(/NaN|undefined/);
    }
  });

  it("speaks Chinese throughout", () => {
    const { target: _, parameters, transitions: __, ...rest } = draw("", "6.18", { locale: "zh-cn" });
    for (const { note, summary } of parameters) expect(note + summary).toMatch(/\p{Script=Han}/u);
    for (const view of [...rest.waits, ...rest.limits, ...rest.buffers, ...rest.states]) expect(view.title, view.title).toMatch(/\p{Script=Han}/u);
  });

  it("takes hostile values as they are", () => {
    for (const value of ["\0", "\ud800", "9".repeat(10_000), "-".repeat(500), "0x", "1 ".repeat(5_000), "，"])
      for (const key of ["tcp_rmem", "tcp_fin_timeout", "ip_local_port_range", "ip_local_reserved_ports", "tcp_syn_retries"])
        expect(() => draw(`net.ipv4.${key} = ${value}`), `${key} ${value.slice(0, 9)}`).not.toThrow();
  });
});
