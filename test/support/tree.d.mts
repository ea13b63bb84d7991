export type Piece =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly link: string }
  | { readonly path: string; readonly folder: true };
export function makeTree(root: string, pieces: readonly Piece[]): void;
export function clearFolder(folder: string): void;
