import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { oddText } from "../support/odd-texts.ts";
import type { Random } from "../support/random.ts";
import { type Answer, RawServer } from "../support/raw-server.ts";
import { checkPositions } from "./positions.ts";
import { NEVER_THE_SAME, paramsFor, REQUESTS } from "./requests.ts";
import { CAPABILITIES, SETTINGS, Storm, shown } from "./storm.ts";
import { TextModel } from "./text-model.ts";

/** Where the files are that a loader reads, or might be taken to read. */
const PATHS = [
  "etc/sysctl.d/10-a.conf",
  "etc/sysctl.d/90-b.conf",
  "etc/sysctl.d/README",
  "etc/sysctl.d/99 \u{4f60}%.conf",
  "run/sysctl.d/50-c.conf",
  "usr/local/lib/sysctl.d/60-d.conf",
  "usr/lib/sysctl.d/10-a.conf",
  "usr/lib/sysctl.d/50-default.conf",
  "etc/sysctl.conf",
  "elsewhere/x.conf",
];

/** LSP's FileChangeType numbers. */
const [CREATED, CHANGED, DELETED] = [1, 2, 3];

/**
 * The same for files that are applied together: several open at once, and drop-ins that appear, change and vanish below a temporary
 * folder. A server that is started anew is the judge.
 */
export class SystemStorm extends Storm {
  private readonly onDisk = new Set<string>();
  private settings: object = SETTINGS[0] as object;

  constructor(
    server: RawServer,
    random: Random,
    /** Empty. */
    private readonly root: string,
    maxLines?: number,
  ) {
    super(server, random, maxLines);
    for (const path of PATHS) mkdirSync(dirname(join(root, path)), { recursive: true });
  }

  static start(settings = SETTINGS[0]): Promise<RawServer> {
    return RawServer.start(CAPABILITIES, { initializationOptions: settings });
  }

  override step(): void {
    if (this.open.size > 0 && this.random.chance(0.05)) this.changeDisk();
    else super.step();
  }

  /** Waits for all answers, then asks everything of every open document, and of a new server that is told the same. Throws where they differ. */
  override async settle(): Promise<void> {
    // What is known by then must give way to what is on the disk now.
    for (const uri of this.open.keys()) await this.server.request("textDocument/diagnostic", { textDocument: { uri } });
    for (let i = 0; i < 3; i++) this.changeDisk();
    await this.answered();
    const anew = await SystemStorm.start(this.settings);
    try {
      for (const [uri, model] of this.open) anew.open(uri, model.text);
      // Symbols are those of files that have been read, which is when an open one is first asked about.
      for (const uri of this.open.keys()) for (const server of [this.server, anew]) await server.request("textDocument/diagnostic", { textDocument: { uri } });
      for (const [uri, model] of this.open) await this.compareWith(anew, uri, model);
    } finally {
      anew.process.kill();
    }
  }

  private async compareWith(anew: RawServer, uri: string, model: TextModel): Promise<void> {
    const asked = Object.keys(REQUESTS).filter((method) => !NEVER_THE_SAME.has(method));
    const all = asked.flatMap((method) => {
      const params = paramsFor(method, uri, model, this.random, []);
      return params ? [{ method, params }] : [];
    });
    const answers = await Promise.all(all.map(({ method, params }) => Promise.all([this.server.request(method, params), anew.request(method, params)])));
    for (const [i, [grown, fresh]] of answers.entries()) {
      const { method, params } = all[i] as { method: string; params: object };
      this.requests++;
      const where = `${method} ${JSON.stringify(params)} on ${JSON.stringify(Object.fromEntries([...this.open].map(([address, { text }]) => [address, text])))}`;
      this.check(method, grown, params);
      checkPositions(grown.result, uri, model, `${where}: ${shown(grown).slice(0, 5_000)}`, this.open);
      const [a, b] = method === "workspace/symbol" ? [sorted(grown), sorted(fresh)] : [shown(grown), shown(fresh)];
      if (a !== b) throw new Error(`differs from a new server: ${where}\n${a}\n${b}`);
    }
  }

  protected override openSome(): void {
    const uri = this.uriOf(this.random.pick(PATHS));
    if (this.open.has(uri)) return;
    const model = new TextModel(this.someText());
    this.open.set(uri, model);
    this.server.open(uri, model.text, ++this.version);
  }

  protected override newUri(name: string): string {
    return this.uriOf(`etc/sysctl.d/${name}`);
  }

  protected override configure(): void {
    const { random, root } = this;
    this.settings = {
      ...random.pick(SETTINGS),
      roots: random.pick([undefined, [], [root], [root, "", "\0", "no/such"], [join(root, "elsewhere")], [root, join(root, "etc")], 5]),
      format: random.pick([undefined, { spacing: "none" }, { spacing: "align" }, { spacing: 5 }]),
      codeLens: random.pick([undefined, true, false]),
      locale: random.pick([undefined, "en", "zh-cn", "fr", 5]),
    };
    this.server.notify("workspace/didChangeConfiguration", { settings: { sysctl: this.settings } });
  }

  /** A file, a link to nothing or a folder comes, changes or goes, and the client tells. */
  private changeDisk(): void {
    const { random } = this;
    const path = random.pick(PATHS);
    const at = join(this.root, path);
    const was = this.onDisk.delete(path);
    rmSync(at, { recursive: true, force: true });
    const isGone = random.chance(0.3);
    if (!isGone) {
      this.onDisk.add(path);
      if (random.chance(0.85)) writeFileSync(at, this.someText());
      else if (random.chance(0.5)) symlinkSync(random.pick(["/dev/null", "no-such", at]), at);
      else mkdirSync(at);
    }
    const change = { uri: this.uriOf(path), type: isGone ? DELETED : was ? CHANGED : CREATED };
    const other = { uri: random.pick(["file:///no/such", "untitled:x", "%"]), type: random.between(0, 4) };
    this.server.notify("workspace/didChangeWatchedFiles", { changes: random.chance(0.9) ? [change] : [other, change, change] });
  }

  private someText(): string {
    return this.random.many(8, () => oddText(this.random)).join("");
  }

  private uriOf(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }
}

/** A list whose order tells which file was read first. */
function sorted(answer: Answer): string {
  const { result } = answer;
  return Array.isArray(result)
    ? result
        .map((each) => JSON.stringify(each))
        .sort()
        .join()
    : shown(answer);
}
