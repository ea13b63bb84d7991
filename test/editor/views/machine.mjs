/** Views of the machine that the server runs on: Linux, in all our tests. */
export const tcp = { command: "sysctl.showTcp", ready: ".grid.chart" };
export const compare = { command: "sysctl.compareWithRunning", ready: ".controls" };
