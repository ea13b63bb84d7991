import { MarkdownString, StatusBarAlignment, type StatusBarItem, type TextEditor, ThemeColor, window, workspace } from "vscode";
import type { TargetAnswer } from "../../server/requests/protocol.ts";
import type { Loader, Origin } from "../../server/target.ts";
import { currentDocument } from "../current-document.ts";
import type { Extension, Part } from "../extension.ts";
import { LANGUAGE_ID } from "../language-client.ts";
import { currentLocale, say } from "../locale.ts";
import { onTargetChange } from "../target.ts";

const LOADERS: Readonly<Record<Loader, string>> = { systemd: "systemd-sysctl", procps: "sysctl --system" };

const ORIGINS = {
  comment: { en: "a comment in this file", "zh-cn": "文件里的注释" },
  project: { en: "`.sysctl-lint.json`", "zh-cn": "`.sysctl-lint.json`" },
  setting: { en: "the settings", "zh-cn": "设置" },
  machine: { en: "this machine", "zh-cn": "本机" },
  assumed: { en: "nobody: assumed", "zh-cn": "没有指定，按默认假定" },
} as const satisfies Readonly<Record<Origin, unknown>>;

/** What the file in front is checked for, in the status bar; a click offers others. */
export const targetStatus: Part = (extension) => {
  const { subscriptions } = extension.context;
  const item = window.createStatusBarItem("sysctl.target", StatusBarAlignment.Right, 100);
  item.command = "sysctl.chooseTarget";
  const refresh = () => void show(extension, item);
  subscriptions.push(
    item,
    window.onDidChangeActiveTextEditor(refresh),
    workspace.onDidOpenTextDocument(({ uri }) => isInFront(uri.toString()) && refresh()),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("sysctl.locale") && refresh()),
    onTargetChange((target) => isInFront(target.uri) && display(item, target)),
  );
  refresh();
};

/** The target of the file in front, or null where that is no sysctl file. */
export async function currentTarget({ client }: Extension): Promise<TargetAnswer | null> {
  const editor = sysctlEditor();
  return editor ? client.sendRequest<TargetAnswer | null>("sysctl/target", { uri: editor.document.uri.toString() }) : null;
}

function sysctlEditor(): TextEditor | undefined {
  const document = currentDocument();
  // A view that has the focus leaves no editor active.
  const editor = window.activeTextEditor ?? window.visibleTextEditors.find((visible) => visible.document === document);
  return editor?.document.languageId === LANGUAGE_ID ? editor : undefined;
}

function isInFront(uri: string): boolean {
  return sysctlEditor()?.document.uri.toString() === uri;
}

async function show(extension: Extension, item: StatusBarItem): Promise<void> {
  const editor = sysctlEditor();
  if (!editor) return item.hide();
  const target = await currentTarget(extension);
  // Another file may have come to the front meanwhile.
  if (target && sysctlEditor() === editor) display(item, target);
}

function display(item: StatusBarItem, target: TargetAnswer): void {
  const { kernel, loader, unknownKernel } = target;
  item.name = say({ en: "sysctl: target", "zh-cn": "sysctl：检查目标" });
  item.text = `$(${unknownKernel === undefined ? "target" : "warning"}) Linux ${kernel} · ${loader}`;
  item.backgroundColor = unknownKernel === undefined ? undefined : new ThemeColor("statusBarItem.warningBackground");
  item.tooltip = new MarkdownString(tooltip(target));
  item.accessibilityInformation = {
    label: say({ en: `sysctl files are checked for Linux ${kernel} and ${loader}`, "zh-cn": `sysctl 文件按 Linux ${kernel} 和 ${loader} 检查` }),
  };
  item.show();
}

function tooltip({ kernel, loader, from, unknownKernel }: TargetAnswer): string {
  const locale = currentLocale();
  const name = from.distribution;
  const wrong = {
    en: `⚠ The setting \`sysctl.target.kernel\` is \`${unknownKernel}\`, which is no kernel that is known here.`,
    "zh-cn": `⚠ 设置 \`sysctl.target.kernel\` 的值 \`${unknownKernel}\` 不是已知的内核。`,
  };
  const lines = {
    en: [
      "This file is checked for:",
      `- kernel **Linux ${kernel}**${name ? `, ${name}` : ""} (from ${ORIGINS[from.kernel].en})\n- loader **${LOADERS[loader]}** (from ${ORIGINS[from.loader].en})`,
      "Click to choose another target.",
    ],
    "zh-cn": [
      "这个文件的检查目标：",
      `- 内核 **Linux ${kernel}**${name ? `，${name}` : ""}（来自${ORIGINS[from.kernel]["zh-cn"]}）\n- 加载程序 **${LOADERS[loader]}**（来自${ORIGINS[from.loader]["zh-cn"]}）`,
      "点击选择其他目标。",
    ],
  };
  return [...(unknownKernel === undefined ? [] : [wrong[locale]]), ...lines[locale]].join("\n\n");
}
