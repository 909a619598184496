/** What a number was when the notebook ran as written in PyTorch 1.13, over 15 to 24 seeds. */
export interface MeasuredRange {
  /** The smallest. */
  readonly low: number;
  /** The largest. */
  readonly high: number;
}

/** What the lab's own runs gave after their last epoch. */
export interface LabResult {
  /** Passes over the training images. */
  readonly epochs: number;
  /** The mean loss of each epoch that the notebook printed; empty where it printed none. */
  readonly printedLosses: readonly number[];
  /** What its last batch line of each epoch printed (batch 460), where it printed any. */
  readonly printedLines?: {
    readonly reconstruction?: readonly number[];
    /** Weighted in the naive run, in nats in the annealed one. */
    readonly kl: readonly number[];
  };
  /** The mean loss of the last epoch. */
  readonly loss: MeasuredRange;
  /** Its squared error. */
  readonly reconstruction?: MeasuredRange;
  /** Its KL divergence, in nats. */
  readonly kl?: MeasuredRange;
  /** Units in use after it. */
  readonly activeUnits?: MeasuredRange;
}

/** The printed and the measured numbers, by the run. */
export const LAB_RESULTS = {
  naive: {
    epochs: 2,
    printedLosses: [49.909, 28.919],
    printedLines: { reconstruction: [36.969, 25.481], kl: [0.304, 0.354] },
    loss: { low: 27.0, high: 30.1 },
  },
  collapse: {
    epochs: 2,
    printedLosses: [],
    loss: { low: 47.0, high: 48.7 },
    reconstruction: { low: 44, high: 47 },
    kl: { low: 1.7, high: 3.0 },
    activeUnits: { low: 1, high: 5 },
  },
  anneal: {
    epochs: 15,
    // deno-fmt-ignore
    printedLosses: [
      51.425, 38.346, 36.763, 36.805, 37.390, 36.678, 36.157, 35.767,
      35.460, 35.196, 34.957, 34.779, 34.555, 34.407, 34.269,
    ],
    printedLines: {
      // deno-fmt-ignore
      kl: [
        11.118, 10.036, 9.504, 9.373, 9.229, 9.100, 9.501, 9.068,
        9.464, 9.655, 9.882, 9.967, 10.056, 10.214, 10.350,
      ],
    },
    loss: { low: 33.77, high: 37.74 },
    kl: { low: 5.3, high: 11.4 },
    activeUnits: { low: 3, high: 6 },
  },
} as const satisfies Record<string, LabResult>;
