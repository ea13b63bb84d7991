/** Asks again, every tenth of a second, until the answer is something; a busy machine takes its time. Throws what `orElse` says after `timeout` ms. */
export async function eventually(ask, orElse, timeout = 60_000) {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(orElse());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
