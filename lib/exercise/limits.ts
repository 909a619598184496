/** What a submission's process may use. */
export interface Limits {
  /** Seconds of processor time; by the clock, {@linkcode PATIENCE} times as many. */
  readonly seconds: number;
  /** Bytes. */
  readonly memory: number;
}

/** Many times what a right solution takes: half a second, 200 MB. */
export const LIMITS: Limits = { seconds: 10, memory: 1024 ** 3 };

/** How much longer than its processor time a process may take, since others are busy, too. */
export const PATIENCE = 3;
