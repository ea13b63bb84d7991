import { SaidError, type Text, textOf } from "../locale.ts";

/** Why a file cannot be read, by the code of the system's error. */
export const UNREADABLE: Reasons = new Map([
  ["ENOENT", { en: "no such file", "zh-cn": "没有这个文件" }],
  ["ELOOP", { en: "a symbolic link that leads nowhere", "zh-cn": "符号链接没有通向任何文件" }],
  ["EACCES", { en: "no permission to read it", "zh-cn": "没有读取权限" }],
]);

const NOT_ALLOWED: Text = { en: "no permission to write it", "zh-cn": "没有写入权限" };
const NO_SPACE: Text = { en: "no space left", "zh-cn": "磁盘空间不足" };

/** The same for writing. */
export const UNWRITABLE: Reasons = new Map([
  ["EACCES", NOT_ALLOWED],
  ["EPERM", NOT_ALLOWED],
  ["EROFS", { en: "the file system is read-only", "zh-cn": "文件系统是只读的" }],
  ["ENOSPC", NO_SPACE],
  ["EDQUOT", NO_SPACE],
]);

type Reasons = ReadonlyMap<string | undefined, Text>;

/** An error for the user that names the file (`path`, and what was to be done with it): why, in our words where `reasons` has them. */
export function fileError(path: Text | string, error: unknown, reasons: Reasons): SaidError {
  const why = reasons.get((error as NodeJS.ErrnoException).code) ?? textOf(error);
  const what = typeof path === "string" ? { en: path, "zh-cn": path } : path;
  return new SaidError({ en: `${what.en}: ${why.en}`, "zh-cn": `${what["zh-cn"]}：${why["zh-cn"]}` });
}
