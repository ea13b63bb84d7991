/** What a page that compares with the running kernel is sent. Types only: pages are built without the server. */

/** Words are in the server's language. */
export interface CompareAnswer {
  /** In the order of the file. */
  readonly rows: readonly CompareRow[];
  /** False where there are more parameters than are compared. */
  readonly isComplete: boolean;
}

export interface CompareRow {
  readonly key: string;
  /** The line that decides, from 0. */
  readonly line: number;
  /** What the file sets. */
  readonly file: string;
  /** What the kernel holds now; absent where that cannot be told, `missing` says why then. */
  readonly running?: string;
  readonly missing?: string;
  /** The kernel's default; absent where it depends on the machine or is not known. */
  readonly default?: string;
  /** Absent where it cannot be told. */
  readonly differs?: boolean;
  /** The kernel refuses what the file sets, so nothing becomes of it. */
  readonly isRefused?: true;
}
