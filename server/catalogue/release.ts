/**
 * A kernel release as a number that orders: 6.12 -> 6_012_000, 2.6.32 -> 2_006_032.
 * From 3.0 on the stable update (6.12.117) does not count.
 */
export type Release = number;

/** Reads `6.12`, `6.12.117`, `6.12.0-18-amd64`, `v2.6.32`; undefined for anything else. */
export function parseRelease(text: string): Release | undefined {
  const match = /^v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,4}))?(?![\d.])/.exec(text.trim());
  if (!match) return undefined;
  const [major, minor, patch] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  return major < 3 ? major * 1e6 + minor * 1e3 + patch : major * 1e6 + minor * 1e3;
}

/** 6_012_000 -> "6.12" */
export function formatRelease(release: Release): string {
  const [major, minor, patch] = [Math.floor(release / 1e6), Math.floor(release / 1e3) % 1e3, release % 1e3];
  return major < 3 ? `${major}.${minor}.${patch}` : `${major}.${minor}`;
}

/** The oldest and newest releases that the catalogue was made from. */
export const OLDEST_RELEASE: Release = 2_006_032;
export const NEWEST_RELEASE: Release = 7_001_000;
