import { type DataCallback, StreamMessageReader } from "vscode-languageserver/node";
import { visible } from "../visible.ts";

/** Reads messages. One that cannot be read, or that the library can make nothing of, is said on the standard error. */
export class SteadyReader extends StreamMessageReader {
  /** `lost` is called where no message can be read any more: behind a header that gives no length, nobody knows where the next one begins. */
  constructor(stream: NodeJS.ReadableStream, lost: () => void) {
    super(stream);
    this.onError((error) => {
      console.error(`A message cannot be read: ${visible(error.message)}`);
      // What is no JSON, or too long for a string (that error has a code), has been read to its end.
      if (!(error instanceof SyntaxError || "code" in error)) lost();
    });
  }

  /** The library has its own errors with what was read come out as the reader's. */
  override listen(callback: DataCallback) {
    return super.listen((message) => {
      try {
        callback(message);
      } catch (error) {
        console.error(`A message makes no sense: ${visible((error as Error).message)}`);
      }
    });
  }
}
