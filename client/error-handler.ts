import { CloseAction, ErrorAction, type ErrorHandler } from "vscode-languageclient";
import { say } from "./locale.ts";

/** A server that ends so often within so long (milliseconds) is not started again. */
const MOST_ENDS = 5;
const PERIOD = 3 * 60 * 1000;

const GIVEN_UP = {
  en: "The sysctl language server has ended five times within three minutes and is not started again. Its log is in the output; reloading the window starts it.",
  "zh-cn": "sysctl 语言服务器三分钟内退出了五次，不再重新启动。日志在“输出”中；重新加载窗口即可再次启动。",
};

/** Starts a server again that has died, without a word as long as that works: the documents are the editor's, nothing is lost. */
export function errorHandler(): ErrorHandler {
  const ends: number[] = [];
  return {
    // What cannot be written to a server that has just died: its end, which the editor is about to hear of, is what counts. The library's own
    // handler stops the client for good at the fourth.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      ends.push(Date.now());
      const first = ends.length < MOST_ENDS ? undefined : ends.splice(0, ends.length - MOST_ENDS + 1)[0];
      return first !== undefined && Date.now() - first < PERIOD
        ? { action: CloseAction.DoNotRestart, message: say(GIVEN_UP) }
        : { action: CloseAction.Restart, handled: true };
    },
  };
}
