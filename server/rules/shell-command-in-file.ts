import type { Catalogue } from "../catalogue/catalogue.ts";
import { judgeWrite } from "../catalogue/write.ts";
import { keyOfPath, pathOfKey } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import type { Target } from "../target.ts";
import { commentOutFix, removeLineFix, replace } from "./edits.ts";
import { keyProblem, statementText } from "./key-problem.ts";
import { defineRule, type Fix } from "./rule.ts";
import { shellCommand } from "./shell-command.ts";
import { formProblem } from "./value-form.ts";

export default defineRule({
  name: "shell-command-in-file",
  severity: "error",
  on: ["broken"],
  title: { en: "Shell command in a sysctl file", "zh-cn": "sysctl 文件里写了 shell 命令" },
  documentation: {
    en: "No shell reads this file. The loader splits each line at the first `=` and writes what stands behind it to the file named before it; it runs nothing. Of `sysctl -w key=value` it takes `sysctl -w key` for the key, and `echo 1 > /proc/sys/...` it skips. Write the assignment alone. Commands belong into a unit, a script or, for modules, into `/etc/modules-load.d`. A script that writes a sysctl file by `cat <<EOF` is no sysctl file: only what stands between the marks is.",
    "zh-cn":
      "这个文件不由 shell 读取。加载程序在每行第一个 `=` 处分开，把后面的内容写进前面指名的文件，不会执行任何命令。`sysctl -w 键=值` 会被读成名为 `sysctl -w 键` 的键，`echo 1 > /proc/sys/...` 会被跳过。请只写赋值。命令应放进 systemd 单元或脚本，加载模块应写进 `/etc/modules-load.d`。用 `cat <<EOF` 生成 sysctl 文件的脚本本身不是 sysctl 文件，只有两个标记之间的内容才是。",
  },
  examples: {
    bad: [
      "sysctl -w net.ipv4.ip_forward=1",
      'sudo /sbin/sysctl -qw net.ipv4.tcp_rmem="4096 131072 6291456" > /dev/null',
      "sysctl -p",
      "echo 1 > /proc/sys/net/ipv4/ip_forward",
      'echo "net.ipv4.ip_forward = 1" >> /etc/sysctl.conf',
      "export net.ipv4.ip_forward=1",
      "modprobe nf_conntrack",
      "cat <<EOF > /etc/sysctl.d/k8s.conf",
      "-w net.ipv4.ip_forward=1",
    ],
    good: [
      "net.ipv4.ip_forward = 1",
      "# sysctl -w net.ipv4.ip_forward=1",
      "kernel.core_pattern = |/bin/sh -c 'cat > /tmp/core'",
      "sysctl settings of the web servers",
      "echo = 1",
    ],
  },
  line({ line, catalogue, target, report }) {
    if (keyProblem(line, catalogue, target.loader) !== "shell-command-in-file") return;
    const command = shellCommand(line.kind === "malformed" ? line.key : statementText(line));
    if (!command) return;
    const meant = assignmentMeant(command.assignment, catalogue, target);
    const [start, end] = [line.start, endOf(line)];
    report({
      at: { line, start, end },
      message: {
        en: `The loader runs no commands: ${command.name === "EOF" ? "this line" : command.name} does nothing here. ${meant ? `Write "${meant}".` : "Write only assignments; commands belong into a script or a unit."}`,
        "zh-cn": `加载程序不执行命令：${command.name === "EOF" ? "这一行" : `${command.name} `}在这里不起作用。${meant ? `请写成“${meant}”。` : "请只写赋值；命令应放进脚本或 systemd 单元。"}`,
      },
      fixes: (document) => {
        const fix: Fix | undefined = meant
          ? { title: { en: `Write "${meant}"`, "zh-cn": `改成“${meant}”` }, preferred: true, edits: [replace(line, start, end, meant)] }
          : undefined;
        return [...(fix ? [fix] : []), commentOutFix(line), removeLineFix(document, line)];
      },
    });
  },
});

function endOf(line: Line): number {
  return line.kind === "malformed" ? line.keyEnd : line.valueEnd;
}

/** The assignment to write instead, if the target takes it. */
function assignmentMeant(found: { key: string; value: string } | undefined, catalogue: Catalogue, target: Target): string | undefined {
  if (!found || found.value === "" || formProblem(found.value)) return undefined;
  const path = pathOfKey(found.key);
  const resolution = catalogue.resolve(path);
  if (resolution.kind !== "parameter" || !resolution.parameter.existsIn(target.kernel)) return undefined;
  const parameter = resolution.parameter.at(target.kernel, target.hz);
  if (parameter.facts.readOnly || judgeWrite(found.value, parameter).status === "refused") return undefined;
  return `${keyOfPath(path)} = ${found.value}`;
}
