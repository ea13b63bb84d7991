import { readFileSync } from "node:fs";

/**
 * CONFIG_HZ of a kernel release (`uname -r`) from the configuration that distributions install with it: some 280 KB, searched in less than a
 * millisecond. Where there is none, from what the running kernel itself says, which takes a few to unpack. Undefined where neither is there.
 */
export function hzOf(release: string, root = ""): number | undefined {
  for (const path of [`${root}/boot/config-${release}`, `${root}/lib/modules/${release}/config`, `${root}/proc/config.gz`]) {
    try {
      const file = readFileSync(path);
      const text = path.endsWith(".gz") ? unpacked(file) : file.toString("latin1");
      const hz = Number(/^CONFIG_HZ=(\d{1,5})$/m.exec(text)?.[1] ?? 0);
      if (hz > 0) return hz;
    } catch {
      // Not there, or not for everybody to read.
    }
  }
  return undefined;
}

/** Loaded only where it is needed; Nodes before 20.16 cannot do that at once, and go without. */
function unpacked(file: Buffer): string {
  const zlib = process.getBuiltinModule?.("node:zlib");
  // The kernel's own file is below 100 KB, and unpacks to below 1 MB.
  return zlib?.gunzipSync(file, { maxOutputLength: 8 * 1024 * 1024 }).toString("latin1") ?? "";
}
