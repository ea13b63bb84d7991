/** The scheme of documents that show the effective configuration: `sysctl-effective:/effective.sysctl?<address of a file>`. */
export const EFFECTIVE_SCHEME = "sysctl-effective";

/** The address of the file whose configuration a document of ours shows; undefined for any other document. */
export function subjectOf(uri: string): string | undefined {
  const at = uri.startsWith(`${EFFECTIVE_SCHEME}:`) ? uri.indexOf("?") : -1;
  if (at < 0) return undefined;
  try {
    return decodeURIComponent(uri.slice(at + 1));
  } catch {
    return undefined;
  }
}
