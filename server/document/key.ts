/**
 * How the loaders read a key. Both `systemd-sysctl` and procps `sysctl` decide by the first separator:
 * a slash first means the key is a path already (dots belong to names); a dot first means dots and
 * slashes are swapped (`conf.eth0/100.rp_filter` is the file `conf/eth0.100/rp_filter`).
 *
 * Source: systemd `src/shared/sysctl-util.c` sysctl_normalize, procps `src/sysctl.c` slashdot.
 */
const SLASH = 0x2f;

/** The kernel takes no longer path (PATH_MAX, in bytes): what a longer key names is nothing, and is not worth taking apart. */
const LONGEST_PATH = 4096;

/** The separator the key is written with: that of its first dot or slash; a dot if it has neither. */
export function separatorOf(key: string): "." | "/" {
  const slash = key.indexOf("/");
  if (slash < 0) return ".";
  const dot = key.indexOf(".");
  return dot >= 0 && dot < slash ? "." : "/";
}

/**
 * The path below /proc/sys that a key names: `net.ipv4.ip_forward` -> `net/ipv4/ip_forward`.
 * Repeated, leading and trailing separators are dropped, as the kernel's path walk (and systemd) does. A key too long for any path is returned as it is.
 */
export function pathOfKey(key: string): string {
  if (key.length > LONGEST_PATH) return key;
  if (!key.includes("/")) return tidy(key.replaceAll(".", "/"));
  if (separatorOf(key) === "/") return tidy(key);
  let path = "";
  for (const c of key) path += c === "." ? "/" : c === "/" ? "." : c;
  return tidy(path);
}

/** What procps makes of a path: it drops every leading dash, form feed and vertical tab, where systemd-sysctl drops one dash. */
export function procpsPath(path: string): string {
  return /^[-\f\v]/.test(path) ? path.replace(/^[-\f\v]+/, "") : path;
}

/** The dotted key of a path: `net/ipv4/conf/eth0.100/rp_filter` -> `net.ipv4.conf.eth0/100.rp_filter`. */
export function keyOfPath(path: string): string {
  if (!path.includes(".")) return path.replaceAll("/", ".");
  let key = "";
  for (const c of path) key += c === "/" ? "." : c === "." ? "/" : c;
  return key;
}

/** The key of a path in the style of `like`: slashes where the user writes slashes. */
export function keyInStyleOf(like: string, path: string): string {
  return separatorOf(like) === "/" ? path : keyOfPath(path);
}

/** True when a path holds a pattern that the loaders expand: `*`, `?` or `[`. */
export function isGlob(path: string): boolean {
  return path.includes("*") || path.includes("?") || path.includes("[");
}

function tidy(path: string): string {
  const first = path.charCodeAt(0);
  const last = path.charCodeAt(path.length - 1);
  if (first !== SLASH && last !== SLASH && !path.includes("//") && !path.includes("./")) return path;
  return path
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .join("/");
}
