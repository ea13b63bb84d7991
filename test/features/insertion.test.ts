import { describe, expect, it } from "vitest";
import { placeOf } from "../../server/features/insertion.ts";
import { atOnce } from "../../server/gently.ts";
import { analyse, useCatalogue } from "../support/catalogue.ts";
import { edited } from "../support/cursor.ts";

useCatalogue();

/** The file with the parameter in it, its value between bars. */
function placed(text: string, key: string, { kernel, value }: { kernel?: string; value?: string } = {}): string | undefined {
  const place = atOnce(placeOf(analyse(text, kernel), key, value));
  if (!place) return undefined;
  const { start, end, insert } = place;
  if (insert) return edited(text, [{ range: { start, end }, newText: `${insert.before}|${insert.value}|${insert.after}` }]);
  const bar = (at: typeof start) => ({ range: { start: at, end: at }, newText: "|" });
  return edited(text, [bar(start), bar(end)]);
}

describe("the place of a parameter", () => {
  it("is the value in the last line that writes it", () => {
    expect(placed("net.ipv4.tcp_rmem = 1 2 3\nnet/ipv4/tcp_rmem=4 5 6 \n", "net.ipv4.tcp_rmem")).toBe(
      "net.ipv4.tcp_rmem = 1 2 3\nnet/ipv4/tcp_rmem=|4 5 6| \n",
    );
  });

  it("is the line that the kernel refuses, too", () => {
    expect(placed("net.ipv4.tcp_syn_retries = 900\n", "net.ipv4.tcp_syn_retries")).toBe("net.ipv4.tcp_syn_retries = |900|\n");
  });

  it("is below its nearest namesake", () => {
    const text = "net.ipv4.tcp_keepalive_time = 600\nnet.core.somaxconn = 1\nnet.ipv4.tcp_wmem = 1 2 3\nkernel.pid_max = 99999\n";
    expect(placed(text, "net.ipv4.tcp_keepalive_intvl")).toBe(text.replace("= 600\n", "= 600\nnet.ipv4.tcp_keepalive_intvl = |75|\n"));
    expect(placed(text, "net.ipv4.tcp_retries2")).toBe(text.replace("1 2 3\n", "1 2 3\nnet.ipv4.tcp_retries2 = |15|\n"));
    expect(placed(text, "net.core.rmem_max")).toBe(text.replace("somaxconn = 1\n", "somaxconn = 1\nnet.core.rmem_max = |212992|\n"));
  });

  it("is the end of a file without one", () => {
    const line = "net.ipv4.tcp_fin_timeout = |60|";
    expect(placed("", "net.ipv4.tcp_fin_timeout")).toBe(`${line}\n`);
    expect(placed("# nothing\n", "net.ipv4.tcp_fin_timeout")).toBe(`# nothing\n${line}\n`);
    expect(placed("# nothing", "net.ipv4.tcp_fin_timeout")).toBe(`# nothing\n${line}`);
    expect(placed("# nothing\r\n", "net.ipv4.tcp_fin_timeout")).toBe(`# nothing\r\n${line}\r\n`);
  });

  it("takes the example of a default that depends on the machine, and an empty default", () => {
    expect(placed("", "net.ipv4.tcp_max_orphans")).toBe("net.ipv4.tcp_max_orphans = |16384|\n");
    expect(placed("", "net.ipv4.ip_local_reserved_ports")).toBe("net.ipv4.ip_local_reserved_ports = ||\n");
  });

  it("is for the interface to be chosen, with a value that is wanted", () => {
    expect(placed("net.ipv4.conf.eth0.rp_filter = 1\n", "net.ipv4.conf.*.rp_filter", { value: "2" })).toBe(
      "net.ipv4.conf.eth0.rp_filter = 1\nnet.ipv4.conf.*.rp_filter = |2|\n",
    );
    expect(placed("net.ipv4.tcp_retries2 = 8\n", "net.ipv4.tcp_retries2", { value: "9" })).toBe("net.ipv4.tcp_retries2 = |8|\n");
  });

  it("is nowhere for what the target does not have", () => {
    expect(placed("", "net.ipv4.tcp_rto_max_ms", { kernel: "6.12" })).toBeUndefined();
    expect(placed("", "net.ipv4.tcp_tw_recycle", { kernel: "6.12" })).toBeUndefined();
    expect(placed("", "no.such", { kernel: "6.12" })).toBeUndefined();
  });
});
