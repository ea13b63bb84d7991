import { dirname, resolve } from "node:path";
import { NO_PROJECT, PROJECT_FILE, type Project, readProject } from "../project.ts";
import { RULES } from "../rules/index.ts";
import { fileError, UNREADABLE } from "../system/file-error.ts";
import { findUp } from "../system/find-up.ts";
import { resolveBelow } from "../system/rooted.ts";
import type { Source } from "./files.ts";

/** Finds the project file of each source, once a folder. */
export class Projects {
  private readonly byFolder = new Map<string, Project>();
  private readonly ruleNames = new Set(RULES.map((rule) => rule.name));

  /** `root`: what `--root` says. A link in a tree that somebody else made names no file of this machine. */
  constructor(private readonly root: string) {}

  /** Throws a SaidError where the file has a mistake or cannot be read. */
  of({ path, file = path }: Source): Project {
    // Standard input without a name belongs where the command runs.
    const folder = path.startsWith("<") ? resolve(".") : dirname(resolve(file));
    let project = this.byFolder.get(folder);
    if (!project) {
      project = this.read(folder);
      this.byFolder.set(folder, project);
    }
    return project;
  }

  private read(folder: string): Project {
    let shown = PROJECT_FILE;
    try {
      const found = findUp(folder, PROJECT_FILE, (path) => (this.root === "/" ? path : resolveBelow(this.root, path)));
      if (!found) return NO_PROJECT;
      shown = found.path;
      return readProject(found.text, this.ruleNames);
    } catch (error) {
      throw fileError(shown, error, UNREADABLE);
    }
  }
}
