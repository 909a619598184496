import type { LAB_RESULTS } from "../lab_results.ts";
import type { Grid } from "./grid.ts";

const seeds = (n: number): number[] => Array.from({ length: n }, (_, seed) => seed);

/** What `--preset` offers. */
export const PRESETS: {
  readonly lab: readonly (Grid & { readonly name: keyof typeof LAB_RESULTS })[];
  readonly phase: readonly Grid[];
  readonly linear: readonly Grid[];
} = {
  /**
   * The lab's three runs, with its divisor: where do its printed numbers fall in their distribution? 190
   * epochs.
   */
  lab: [
    {
      name: "naive",
      axes: { seed: seeds(10), beta: [1 / 784], schedule: ["constant"] },
      shared: { epochs: 2, divisor: "batch-size" },
    },
    {
      name: "collapse",
      axes: { seed: seeds(10), beta: [1], schedule: ["constant"] },
      shared: { epochs: 2, divisor: "batch-size" },
    },
    { name: "anneal", axes: { seed: seeds(10) }, shared: { epochs: 15, divisor: "batch-size" } },
  ],
  /** What each weight leaves of the code, around linear theory's critical one, 10.23. 360 epochs. */
  phase: [{
    axes: {
      seed: seeds(3),
      beta: [0.1, 0.25, 0.5, 1, 2, 4, 6, 8, 10, 12],
      schedule: ["constant"],
      head: ["leaky", "linear"],
    },
    shared: { epochs: 6 },
  }],
  /**
   * The linear VAE between the weights at which theory expects its units to collapse: 5.1, 5.7, 6.5, 7.5, 10.2.
   * A smaller step leaves less noise in collapsed units. 450 epochs.
   */
  linear: [{
    axes: {
      seed: seeds(3),
      beta: [4, 5.4, 6.1, 7, 8.8, 12],
      schedule: ["constant"],
      architecture: ["linear"],
    },
    shared: { epochs: 25, learningRate: 5e-4 },
  }],
};

/** What the help says of each. */
export const PRESET_TEXTS: Readonly<Record<typeof PRESET_NAMES[number], string>> = {
  lab: "the lab's three runs with ten seeds each (190 epochs)",
  phase: "constant weights from 0.1 to 12 with both kinds of heads and three seeds (360 epochs)",
  linear: "the linear VAE at six constant weights from 4 to 12 with three seeds (450 epochs)",
  all: "all of these",
};

/** The names of the presets; `all` is every one of them. */
export const PRESET_NAMES = ["all", ...Object.keys(PRESETS) as (keyof typeof PRESETS)[]] as const;
