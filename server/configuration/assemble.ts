import type { Catalogue } from "../catalogue/catalogue.ts";
import type { SysctlDocument } from "../document/document.ts";
import type { Target } from "../target.ts";
import { Configuration } from "./configuration.ts";
import { FileIndex } from "./file-index.ts";
import { hiddenBy, type LoadedFile, loadOrder, type Tree } from "./load-order.ts";
import { type HiddenFile, type Placement, whyUnread } from "./placement.ts";

/** The files of one system, put together as a loader reads them. */
export interface Assembled {
  readonly configuration: Configuration;
  /** Where a file stands, whether it is read or not. */
  placementOf(document: SysctlDocument, path: string): Placement;
}

/**
 * Puts a system's files together. `open` gives a file's document, the same one for the same file, or undefined where it cannot be
 * read. `isWhole`: see `whyUnread`. `named`: the tree is a system's, so that its paths mean something to the reader of a message.
 */
export function assemble(
  catalogue: Catalogue,
  target: Target,
  tree: Tree,
  { isWhole, named }: { readonly isWhole: boolean; readonly named: boolean },
  open: (file: LoadedFile) => SysctlDocument | undefined,
): Assembled {
  const order = loadOrder(target.loader, tree);
  const files = order.files.flatMap((file) => {
    const document = open(file);
    return document ? [new FileIndex(document, target.loader, catalogue, named ? file.path : undefined)] : [];
  });
  const configuration = new Configuration(catalogue, target, files);
  const loaded = new Set(files.map(({ document }) => document));
  const hides = (path: string): HiddenFile[] =>
    hiddenBy(path, order).flatMap((hidden) => {
      const document = open(hidden);
      return document ? [{ path: hidden.path, document }] : [];
    });
  return {
    configuration,
    placementOf: (document, path) => ({
      path,
      unread: loaded.has(document) ? undefined : whyUnread(path, target.loader, order, isWhole),
      hides: hides(path),
    }),
  };
}
