import { commands, Position, Range, type TextEditor, window } from "vscode";
import type { WrittenProfile } from "../../server/features/profiles.ts";
import type { ProfilesParams } from "../../server/requests/protocol.ts";
import type { Extension, Part } from "../extension.ts";
import { LANGUAGE_ID } from "../language-client.ts";
import { say } from "../locale.ts";

/** "Insert profile": a block of settings for a case, chosen from a list, written for the file's target. */
export const insertProfile: Part = (extension) => {
  extension.context.subscriptions.push(commands.registerCommand("sysctl.insertProfile", (name?: string) => insert(extension, name)));
};

/** `name` is for key bindings and tests: nothing is asked then. */
async function insert({ client }: Extension, name?: string): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return;
  const params: ProfilesParams = { uri: editor.document.uri.toString() };
  const profiles = await client.sendRequest<WrittenProfile[]>("sysctl/profiles", params);
  const chosen = name === undefined ? await choose(profiles) : profiles.find((profile) => profile.name === name);
  if (chosen) await put(editor, chosen.text);
}

async function choose(profiles: readonly WrittenProfile[]): Promise<WrittenProfile | undefined> {
  const items = profiles.map((profile) => ({ label: profile.title, description: profile.name, detail: profile.about, profile }));
  const placeHolder = say({ en: "A block of settings for a case, written for the target kernel", "zh-cn": "按场景成组的设置，按目标内核写成" });
  return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.profile;
}

/** On the cursor's line if that is blank, else below it; with a blank line before it. */
async function put(editor: TextEditor, text: string): Promise<void> {
  const { document, selection } = editor;
  const line = document.lineAt(selection.active.line);
  const below = line.isEmptyOrWhitespace ? undefined : line.range.end;
  const before = line.lineNumber > 0 && !document.lineAt(line.lineNumber - 1).isEmptyOrWhitespace;
  const newText = below ? `\n\n${text.trimEnd()}` : `${before ? "\n" : ""}${text.trimEnd()}`;
  await editor.edit((edit) => edit.replace(below ? new Range(below, below) : line.range, newText));
  const first = line.lineNumber + (below ? 2 : before ? 1 : 0);
  editor.revealRange(new Range(new Position(first, 0), new Position(first + text.split("\n").length, 0)));
}
