import { append } from "../append.ts";
import { matchesGlob } from "../document/glob.ts";
import type { Parameter } from "./parameter.ts";

/** A folder or file below /proc/sys. */
interface Node {
  readonly name: string;
  readonly children: Node[];
  /** The children of a large folder by their first letter. */
  byLetter: Map<string, Node[]> | undefined;
  parameter: Parameter | undefined;
}

/** The parameters as a tree of names, for patterns: most of it is never looked at. */
export class PatternTree {
  private readonly root = nodeOf("");

  constructor(parameters: readonly Parameter[]) {
    for (const parameter of parameters) {
      let node = this.root;
      for (const name of parameter.path.split("/")) node = node.children.find((child) => child.name === name) ?? added(node, name);
      node.parameter = parameter;
    }
  }

  /** The parameters that a pattern matches, by path. */
  find(pattern: string): Parameter[] {
    const found: Parameter[] = [];
    collect(this.root, pattern.split("/"), 0, found);
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

function nodeOf(name: string): Node {
  return { name, children: [], byLetter: undefined, parameter: undefined };
}

function added(folder: Node, name: string): Node {
  const node = nodeOf(name);
  folder.children.push(node);
  return node;
}

function collect(folder: Node, names: readonly string[], at: number, found: Parameter[]): void {
  const name = names[at] as string;
  const isLast = at === names.length - 1;
  for (const child of candidates(folder, name)) {
    if (isLast ? !child.parameter : child.children.length === 0) continue;
    // In the place of the interface: any name, and any pattern, may be one's.
    if (child.name !== "*" && !matchesGlob(name, child.name)) continue;
    if (!isLast) collect(child, names, at + 1, found);
    else if (child.parameter) found.push(child.parameter);
  }
}

/** Children of a folder that a pattern for a name could match: most patterns begin with a letter. */
function candidates(folder: Node, name: string): readonly Node[] {
  const first = name.charAt(0);
  if ("*?[\\".includes(first) || folder.children.length < 10) return folder.children;
  if (!folder.byLetter) {
    folder.byLetter = new Map();
    for (const child of folder.children) append(folder.byLetter, child.name.charAt(0), child);
  }
  return folder.byLetter.get(first) ?? [];
}
