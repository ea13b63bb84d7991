import type { Machine, Running } from "../../server/machine/machine.ts";

/** A kernel that has these files below /proc/sys and no others: path to value, or to why it cannot be read. */
export function fakeMachine(files: Readonly<Record<string, Running | string>>): Machine {
  const held = new Map(Object.entries(files));
  return {
    exists: (path) => held.has(path),
    list: (folder) => {
      const below = folder === "" ? "" : `${folder}/`;
      const names = new Map<string, boolean>();
      for (const path of held.keys()) {
        if (!path.startsWith(below)) continue;
        const [name = "", ...rest] = path.slice(below.length).split("/");
        names.set(name, rest.length > 0);
      }
      return [...names].map(([name, isFolder]) => ({ name, isFolder }));
    },
    running: (path) => {
      const found = held.get(path) ?? { missing: "absent" };
      return typeof found === "string" ? { value: found } : found;
    },
    network: async function* () {},
    isRoot: false,
    systemdSysctl: undefined,
  };
}
