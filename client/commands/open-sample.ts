import { commands, window, workspace } from "vscode";
import type { Part } from "../extension.ts";
import { LANGUAGE_ID } from "../language-client.ts";
import { say } from "../locale.ts";

/** A file with what real ones have: good lines, and some that do not do what they seem to. */
const SAMPLE = {
  en: `# A sample: point at the names and the numbers, and see what the wavy lines say.

# Many short connections to other hosts
net.ipv4.ip_local_port_range = 10240 65000
net.ipv4.tcp_tw_reuse = 1
net.ipv4.tcp_tw_recycle = 1
net.ipv4.tcp_fin_timeout = 30  # seconds

# A queue for bursts of new connections
net.core.somaxconn = 8192
net.ipv4.tcp_max_syn_backlog = 8192
net.ipv4.tcp_syncookies = 1

# Memory for each connection: smallest, usual, largest
net.ipv4.tcp_rmem = 4096 131072 16777216
net.ipv4.tcp_wmem = 4096 16384 16M

# Find dead peers sooner
net.ipv4.tcp_keepalive_time = 600
net.ipv4.tcp_keepalive_interval = 30
vm.swappiness = 10
`,
  "zh-cn": `# 示例：把鼠标移到参数名和数字上，再看看波浪线说了什么。

# 大量对外短连接
net.ipv4.ip_local_port_range = 10240 65000
net.ipv4.tcp_tw_reuse = 1
net.ipv4.tcp_tw_recycle = 1
net.ipv4.tcp_fin_timeout = 30  # 秒

# 容纳突发新连接的队列
net.core.somaxconn = 8192
net.ipv4.tcp_max_syn_backlog = 8192
net.ipv4.tcp_syncookies = 1

# 每个连接的缓冲区：最小、默认、最大
net.ipv4.tcp_rmem = 4096 131072 16777216
net.ipv4.tcp_wmem = 4096 16384 16M

# 更早发现失效的对端
net.ipv4.tcp_keepalive_time = 600
net.ipv4.tcp_keepalive_interval = 30
vm.swappiness = 10
`,
};

export const openSample: Part = ({ context }) => {
  context.subscriptions.push(
    commands.registerCommand("sysctl.openSample", async () => {
      await window.showTextDocument(await workspace.openTextDocument({ language: LANGUAGE_ID, content: say(SAMPLE) }));
    }),
  );
};
