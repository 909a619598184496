/** How much of a `metrics.jsonl` counts: a run that was killed may have left more. */
export interface MetricsPosition {
  /** Its length in bytes. */
  readonly bytes: number;
  /** The SHA-256 of those bytes, as hexadecimal digits. */
  readonly sha256: string;
}

/** An empty file, and the SHA-256 of nothing. */
export const NO_METRICS: MetricsPosition = {
  bytes: 0,
  sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
};

/** In bytes: five million batches. */
export const MAX_METRICS = 2 ** 29;

/** The most bytes that a line takes: two counts of up to nine digits, four numbers of up to 24. */
export const MAX_METRICS_LINE = 180;
