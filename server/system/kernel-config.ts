import { readFileSync } from "node:fs";

/**
 * CONFIG_HZ of a kernel release (`uname -r`) from the configuration that distributions install with it: some 280 KB, searched in less than a
 * millisecond. Undefined where there is none. /proc/config.gz would take several to unpack, at every start.
 */
export function hzOf(release: string, root = ""): number | undefined {
  for (const path of [`${root}/boot/config-${release}`, `${root}/lib/modules/${release}/config`]) {
    try {
      const hz = Number(/^CONFIG_HZ=(\d{1,5})$/m.exec(readFileSync(path, "latin1"))?.[1] ?? 0);
      if (hz > 0) return hz;
    } catch {
      // Not there, or not for everybody to read.
    }
  }
  return undefined;
}
