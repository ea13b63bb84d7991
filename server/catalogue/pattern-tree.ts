import { Glob } from "../document/glob.ts";
import type { Parameter } from "./parameter.ts";

/** A folder or file below /proc/sys. */
interface Node {
  readonly name: string;
  readonly children: Node[];
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
    const names = pattern.split("/").map((name) => new Glob(name));
    collect(this.root, names, 0, found);
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

function nodeOf(name: string): Node {
  return { name, children: [], parameter: undefined };
}

function added(folder: Node, name: string): Node {
  const node = nodeOf(name);
  folder.children.push(node);
  return node;
}

function collect(folder: Node, names: readonly Glob[], at: number, found: Parameter[]): void {
  const name = names[at] as Glob;
  const isLast = at === names.length - 1;
  for (const child of folder.children) {
    if (isLast ? !child.parameter : child.children.length === 0) continue;
    // In the place of the interface: any name, and any pattern, may be one's.
    if (child.name !== "*" && !name.matches(child.name)) continue;
    if (!isLast) collect(child, names, at + 1, found);
    else if (child.parameter) found.push(child.parameter);
  }
}
