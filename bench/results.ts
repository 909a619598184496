import type { Epochs } from "./measure/epochs.ts";
import type { Growth } from "./measure/growth.ts";
import type { WholeRun } from "./measure/memory.ts";
import type { Parts } from "./measure/parts.ts";
import type { Processes } from "./measure/processes.ts";
import type { Products } from "./measure/products.ts";
import type { SideTimes } from "./measure/steps.ts";

/** The parts of the bench, in the order in which they run. */
export const PARTS = [
  "steps",
  "epochs",
  "parts",
  "products",
  "processes",
  "sample",
  "memory",
  "growth",
] as const;

/** A part of the bench. */
export type Part = typeof PARTS[number];

/** What was measured, as bench.json holds it; a part that did not run is absent. */
export interface Results {
  /** Processor, memory, system. */
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly startedAt: string;
  readonly seconds: number;
  /** Load average over a minute before, and after. */
  readonly load: readonly [number, number];
  /** Share of the machine's time that other programs took meanwhile, where the system tells. */
  readonly others?: number;
  /** Why who takes no part. */
  readonly absent: readonly string[];
  /** Milliseconds a training step. */
  readonly steps?: readonly SideTimes[];
  readonly epochs?: Epochs;
  /** Where the time of a step goes, by backend and number of threads. */
  readonly parts?: readonly Parts[];
  readonly products?: Products;
  readonly processes?: readonly Processes[];
  /** Seconds, by round. */
  readonly sample?: readonly number[];
  readonly memory?: readonly WholeRun[];
  readonly growth?: readonly Growth[];
}
