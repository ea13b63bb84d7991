import { ConfigurationTarget, commands, type QuickPickItem, QuickPickItemKind, window, workspace } from "vscode";
import { DISTRIBUTIONS, KERNELS } from "../../server/distributions.ts";
import type { TargetAnswer } from "../../server/requests/protocol.ts";
import { describeTarget, parseKernel, readKernel } from "../../server/target.ts";
import type { Extension, Part } from "../extension.ts";
import { say } from "../locale.ts";
import { currentTarget } from "../views/target-status.ts";

/** `value` is what the setting is to hold. */
interface Choice extends QuickPickItem {
  readonly setting?: "target.kernel" | "target.loader";
  readonly value?: string;
}

/** In front of what the settings hold now. */
const CHOSEN = "$(check) ";

export const chooseTarget: Part = (extension) => {
  extension.context.subscriptions.push(commands.registerCommand("sysctl.chooseTarget", () => choose(extension)));
};

/** Offers distributions, kernel releases and loaders; any other release can be typed. */
async function choose(extension: Extension): Promise<void> {
  const pick = window.createQuickPick<Choice>();
  pick.title = say({ en: "What sysctl files are checked for", "zh-cn": "sysctl 文件的检查目标" });
  pick.matchOnDescription = true;
  const offered = choices();
  pick.items = offered;
  pick.activeItems = offered.filter(({ label }) => label.startsWith(CHOSEN)).slice(0, 1);
  pick.placeholder = placeholder(await currentTarget(extension));
  pick.onDidChangeValue((value) => {
    const typed = typedRelease(value, offered);
    pick.items = typed ? [typed, ...offered] : offered;
  });
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    if (chosen?.setting && chosen.value) void write(chosen.setting, chosen.value);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

/** Says so where the settings are not what decides. */
function placeholder(target: TargetAnswer | null): string {
  const from = target?.from.kernel;
  if (from === "comment")
    return say({ en: "A comment in this file names the target, and wins over what is chosen here", "zh-cn": "文件里的注释指定了检查目标，它优先于这里的选择" });
  if (from === "project")
    return say({
      en: ".sysctl-lint.json names the target, and wins over what is chosen here",
      "zh-cn": ".sysctl-lint.json 指定了检查目标，它优先于这里的选择",
    });
  return say({ en: "Distribution, or a kernel release such as 6.12", "zh-cn": "发行版，或内核版本，例如 6.12" });
}

function choices(): Choice[] {
  const now = workspace.getConfiguration("sysctl");
  const item = (setting: NonNullable<Choice["setting"]>, value: string, label: string, description: string): Choice => {
    const chosen = now.get<string>(setting, "auto").trim().toLowerCase() === value;
    return { setting, value, label: chosen ? CHOSEN + label : label, description };
  };
  const kernel = (value: string) => item("target.kernel", value, `Linux ${value}`, "");
  return [
    item(
      "target.kernel",
      "auto",
      say({ en: "Automatic", "zh-cn": "自动" }),
      say({ en: "this machine's kernel; the newest known where it runs no Linux", "zh-cn": "本机内核；本机不是 Linux 时取已知的最新版本" }),
    ),
    separator({ en: "distributions", "zh-cn": "发行版" }),
    ...[...DISTRIBUTIONS].map(([value, { name }]) => item("target.kernel", value, name, `Linux ${release(value)}`)),
    separator({ en: "kernel releases", "zh-cn": "内核版本" }),
    ...KERNELS.map(kernel),
    separator({ en: "program that applies the files", "zh-cn": "加载文件的程序" }),
    item(
      "target.loader",
      "auto",
      say({ en: "Automatic loader", "zh-cn": "自动选择加载程序" }),
      say({ en: "that of the distribution, else this machine's", "zh-cn": "所选发行版的；没有选发行版时为本机的" }),
    ),
    item("target.loader", "systemd", "systemd-sysctl", say({ en: "when systems with systemd start", "zh-cn": "使用 systemd 的系统启动时" })),
    item(
      "target.loader",
      "procps",
      "sysctl --system",
      say({ en: "procps: by hand, and on systems without systemd", "zh-cn": "procps：手动执行时，以及没有 systemd 的系统" }),
    ),
  ];
}

function separator(label: Parameters<typeof say>[0]): Choice {
  return { label: say(label), kind: QuickPickItemKind.Separator };
}

/** "debian-12" -> "6.1" */
function release(distribution: string): string {
  const kernel = parseKernel(distribution);
  return kernel === undefined ? "" : describeTarget({ kernel, loader: "systemd" }).kernel;
}

/** A release that somebody types and the list does not have. */
function typedRelease(text: string, offered: readonly Choice[]): Choice | undefined {
  const value = text.trim().replace(/^linux\s+/i, "");
  if (readKernel(value) === undefined || offered.some((choice) => choice.value === value)) return undefined;
  return { setting: "target.kernel", value, label: `Linux ${value}`, alwaysShow: true };
}

/** To the workspace if there is one, else to the user's settings; what is the default anyway is taken away. */
async function write(setting: NonNullable<Choice["setting"]>, value: string): Promise<void> {
  const settings = workspace.getConfiguration("sysctl");
  const inWorkspace = workspace.workspaceFolders !== undefined;
  const below = inWorkspace ? (settings.inspect<string>(setting)?.globalValue ?? "auto") : "auto";
  const written = value === "auto" && below === "auto" ? undefined : value;
  await settings.update(setting, written, inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}
