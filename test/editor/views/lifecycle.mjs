import { strict as assert } from "node:assert";

/** The button of a parameter in one of the places where it stands. */
const parameter = (key, place) => `[data-id="${place} ${key}"]`;

export const lifecycle = {
  command: "sysctl.showLifecycle",
  ready: ".machine .edge",
  uses: {
    "goes to the line of a parameter": async (editor, frame) => {
      await frame.locator(parameter("net.ipv4.tcp_fin_timeout", "FIN-WAIT-2")).click();
      await editor.waitForSelection("net.ipv4.tcp_fin_timeout = ", "30");
    },
    "follows typing": async (editor, frame) => {
      const time = rowTime(frame, "FIN-WAIT-2");
      assert.equal(await time.innerText(), "30 s");
      // The value is selected: what is typed takes its place.
      await editor.page.keyboard.type("90");
      // Twice the 30 s beyond 60.
      await rowTime(frame, "FIN-WAIT-2", "60 s").waitFor();
      await editor.waitForText(/tcp_fin_timeout = 90/);
    },
    "keeps the reader's place": async (editor, frame) => {
      // What the page is sent next, to be sent once more while the reader is in the page.
      await frame.evaluate(() => window.addEventListener("message", ({ data }) => Object.assign(window, { latest: data }), { once: true }));
      await editor.page.keyboard.type("0");
      await frame.waitForFunction(() => window.latest?.states);
      await frame.locator("summary").last().click();
      const button = frame.locator(parameter("net.ipv4.tcp_wmem", "wmem"));
      await button.focus();
      const place = () =>
        frame.evaluate(() => [document.activeElement?.getAttribute("data-id"), window.scrollY, document.querySelectorAll("details[open]").length]);
      const before = await place();
      assert.ok(before[1] > 500, `scrolled to ${before[1]}`);
      await button.evaluate((element) => Object.assign(element, { old: true }));
      await frame.evaluate(() => window.postMessage(window.latest));
      await frame.waitForFunction(() => !document.activeElement?.old);
      assert.deepEqual(await place(), before);
    },
    "adds a parameter by keyboard, below its namesake": async (editor, frame) => {
      const button = frame.locator(parameter("net.ipv4.tcp_keepalive_intvl", "ESTABLISHED"));
      await button.focus();
      await editor.page.keyboard.press("Enter");
      await editor.waitForSelection("net.ipv4.tcp_keepalive_intvl = ", "75");
      await editor.waitForText(/tcp_keepalive_time = 1200\nnet\.ipv4\.tcp_keepalive_intvl = 75\n/);
    },
    "has its parameters in reading order for the keyboard": async (editor, frame) => {
      await frame.locator(parameter("net.ipv4.tcp_syn_retries", "SYN-SENT")).focus();
      await editor.page.keyboard.press("Tab");
      assert.equal(await frame.evaluate(() => document.activeElement?.getAttribute("data-id")), "SYN-SENT net.ipv4.tcp_syn_linear_timeouts");
    },
  },
};

function rowTime(frame, state, text) {
  const row = frame.locator(".row", { has: frame.locator(".role", { hasText: state }) });
  return text === undefined ? row.locator(".time").first() : row.locator(".time", { hasText: text }).first();
}
