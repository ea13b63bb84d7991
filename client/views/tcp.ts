import { commands } from "vscode";
import type { TcpAnswer } from "../../server/machine/tcp-answer.ts";
import type { TcpParams } from "../../server/requests/protocol.ts";
import { currentDocument } from "../current-document.ts";
import type { Extension, Part } from "../extension.ts";
import { goToParameter } from "../go-to.ts";
import { allWords, say } from "../locale.ts";
import { askMachine } from "../machine.ts";
import { openPanel, type Panel } from "./panel.ts";
import type { TcpMessage, TcpRequest } from "./tcp-messages.ts";
import { TCP_WORDS } from "./tcp-words.ts";

/** Pause between two readings (milliseconds), and how many times as long as one takes it is at least. */
const INTERVAL = 2_000;
const RATIO = 5;

/** The command "Show TCP Connections and Counters": one page, refreshed while it can be seen. */
export const tcpView: Part = (extension) => {
  let view: TcpView | undefined;
  extension.context.subscriptions.push(
    commands.registerCommand("sysctl.showTcp", async () => {
      if (view) return view.reveal();
      const first = await askTcp(extension);
      if (first) view = new TcpView(extension, first, () => (view = undefined));
    }),
  );
};

function askTcp({ client }: Extension): Promise<TcpAnswer | undefined> {
  const uri = currentDocument()?.uri.toString();
  return askMachine<TcpAnswer>(client, "sysctl/tcp", (uri === undefined ? {} : { uri }) satisfies TcpParams);
}

class TcpView {
  private readonly view: Panel;
  private timer: NodeJS.Timeout | undefined;
  private before: TcpAnswer | undefined;
  private now: TcpAnswer;
  private isPaused = false;
  private isReading = false;
  private isClosed = false;

  constructor(
    private readonly extension: Extension,
    private readonly opened: TcpAnswer,
    closed: () => void,
  ) {
    this.now = opened;
    this.view = openPanel(extension, { script: "tcp", title: say(TCP_WORDS.title), onMessage: (message) => void this.receive(message as TcpRequest) });
    this.view.panel.onDidChangeViewState(() => this.schedule(0));
    this.view.panel.onDidDispose(() => {
      this.isClosed = true;
      clearTimeout(this.timer);
      closed();
    });
    this.schedule(INTERVAL);
  }

  reveal(): void {
    this.view.panel.reveal();
  }

  private async receive(message: TcpRequest): Promise<void> {
    if (message.type === "ready") this.show();
    else if (message.type === "pause") {
      this.isPaused = message.isPaused;
      this.schedule(0);
      this.show();
    } else {
      const { key } = message;
      const running = this.now.parameters.find((parameter) => parameter.key === key)?.running;
      await goToParameter(this.extension.client, currentDocument(), key, running);
    }
  }

  /** Reads again after a while (milliseconds), if somebody can see it then. */
  private schedule(after: number): void {
    clearTimeout(this.timer);
    if (this.isPaused || this.isClosed || this.isReading || !this.view.panel.visible) return;
    this.timer = setTimeout(() => void this.refresh(), after);
  }

  private async refresh(): Promise<void> {
    this.isReading = true;
    const start = Date.now();
    const answer = await askTcp(this.extension).catch(() => undefined);
    this.isReading = false;
    if (this.isClosed || !answer) return;
    this.before = this.now;
    this.now = answer;
    this.show();
    this.schedule(Math.max(INTERVAL, RATIO * (Date.now() - start)));
  }

  private show(): void {
    const { now, opened, before, isPaused } = this;
    this.view.post({ words: allWords(TCP_WORDS), now, opened, before, isPaused } satisfies TcpMessage);
  }
}
