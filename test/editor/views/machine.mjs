import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

// Views of the machine that the server runs on: Linux, in all our tests.

const row = (frame, name) => frame.locator("tr", { has: frame.locator("th", { hasText: new RegExp(`^${name}$`) }) });

/** What stands under Total; waits for the next reading of /proc/net first. */
async function total(frame, name) {
  const before = await frame.locator(".reading span").innerText();
  await frame.waitForFunction((text) => document.querySelector(".reading span").textContent !== text, before, { timeout: 20_000 });
  return Number(await row(frame, name).locator("td.number").first().innerText());
}

export const tcp = {
  command: "sysctl.showTcp",
  ready: ".grid.chart td.number",
  uses: {
    "counts a listener that has just opened": async (_editor, frame) => {
      const before = await total(frame, "LISTEN");
      const listeners = Array.from({ length: 50 }, () => createServer().listen(0, "127.0.0.1"));
      await total(frame, "LISTEN");
      const after = await total(frame, "LISTEN");
      for (const listener of listeners) listener.close();
      // Others on this machine may open and close some meanwhile.
      assert.ok(after - before > 25, `${before} before, ${after} after`);
    },
    "stands still while paused": async (_editor, frame) => {
      const pause = frame.locator(".reading button");
      await pause.click();
      await frame.locator(".reading button", { hasText: "Continue" }).waitFor();
      const before = await frame.locator(".reading span").innerText();
      await frame.page().waitForTimeout(5_000);
      assert.equal(await frame.locator(".reading span").innerText(), before);
      await pause.click();
      await total(frame, "LISTEN");
    },
    "goes to the line of a parameter": async (editor, frame) => {
      await frame.getByRole("button", { name: "net.core.somaxconn" }).first().click();
      await editor.page.locator(".monaco-editor.focused").waitFor();
    },
  },
};

export const compare = {
  command: "sysctl.compareWithRunning",
  ready: ".comparison td",
  uses: {
    "shows what the kernel holds": async (_editor, frame) => {
      const cells = await frame.locator("tr", { hasText: "net.ipv4.tcp_keepalive_time" }).locator("td").allInnerTexts();
      assert.equal(cells[1], readFileSync("/proc/sys/net/ipv4/tcp_keepalive_time", "utf8").trim());
    },
    "reads again": async (editor, frame) => {
      const rows = await frame.locator("tbody tr").count();
      await editor.typeOnNewLine("vm.swappiness = 61");
      await frame.getByRole("button", { name: "Read again" }).click();
      await frame.locator("tbody tr", { hasText: "vm.swappiness" }).waitFor();
      assert.equal(await frame.locator("tbody tr").count(), rows + 1);
    },
    "hides what is the same": async (_editor, frame) => {
      await frame.getByRole("checkbox").check();
      assert.equal(await frame.locator("tbody tr.same:visible").count(), 0);
      assert.ok((await frame.locator("tbody tr.different:visible").count()) > 0);
    },
  },
};
