import { epochsOf, type SweepRun } from "../../experiment/sweep/grid.ts";
import type { RunCost } from "../../experiment/sweep/run_costs.ts";

/** What a task of a Slurm array asks for. */
export interface SlurmRequest {
  /** The time limit, in minutes. */
  readonly minutes: number;
  /** In MiB. */
  readonly memory: number;
  /** Cores. */
  readonly cores: number;
  /** What the figures come from, a line each. */
  readonly basis: readonly string[];
}

/**
 * Seconds that a run took for each of its epochs of 60,000 images on one thread, where nothing has been
 * measured here: of `blas` the slowest of the 108 runs in fixtures/sweep/runs.csv (12.6), of `wasm` twice
 * that, of `cpu` 450 ms a batch, each rounded up.
 */
const SECONDS_PER_EPOCH: Readonly<Record<string, number>> = { blas: 13, wasm: 26, cpu: 240 };

/** The images of such an epoch. */
const IMAGES = 60_000;

/**
 * The most memory that a training of the lab's model on MNIST held, in MiB: 262 with blas, 251 with wasm
 * (`deno task bench` measures it); with auto it is one of the two. TensorFlow's library 585, and as much is assumed of
 * webgpu.
 */
const PEAK: Readonly<Record<string, number>> = { auto: 262, blas: 262, wasm: 251, cpu: 262 };
const PEAK_OF_OTHERS = 585;

/** How much more than measured is asked for; what a run takes to start, in seconds. */
const MARGIN = 2, START = 300;

/** Time limits are a multiple of this many minutes; memory one of 1 GiB. */
const STEP = 5, GIBIBYTE = 1024;

/**
 * What a task asks for that does some of these runs one after the other.
 *
 * @param runs those to be done
 * @param perTask runs of a task
 * @param costs what finished runs of this sweep took; may be none
 * @param imageBytes the largest set of training images, a byte a pixel
 */
export function slurmRequest(
  runs: readonly SweepRun[],
  perTask: number,
  costs: readonly RunCost[],
  imageBytes: number,
): SlurmRequest {
  const backends = [...new Set(runs.map(({ options }) => options.backend ?? "auto"))];
  const measured = costs.map(({ seconds, epochs, images }) => seconds.high / (epochs * images));
  const assumed = Math.max(
    ...backends.map((name) => SECONDS_PER_EPOCH[name] ?? SECONDS_PER_EPOCH.wasm),
  ) / IMAGES;
  const perImage = measured.length > 0 ? Math.max(...measured) : assumed;
  const seconds = runs.map((run) => epochsOf(run) * imagesOf(run, imageBytes) * perImage);
  const longest = seconds.toSorted((a, b) => b - a).slice(0, perTask)
    .reduce((sum, value) => sum + value, 0);
  const minutes = STEP * Math.ceil((MARGIN * longest + START) / 60 / STEP);
  const peak = Math.max(...backends.map((name) => PEAK[name] ?? PEAK_OF_OTHERS));
  const memory = GIBIBYTE *
    Math.ceil((MARGIN * (peak + 2 * imageBytes / 2 ** 20)) / GIBIBYTE);
  const cores = Math.max(...runs.map(({ options }) => options.threads ?? 1));
  const count = costs.reduce((sum, { seconds }) => sum + seconds.n, 0);
  const epoch = `${(perImage * IMAGES).toFixed(1)} s an epoch of 60,000 images`;
  return {
    ...{ minutes, memory, cores },
    basis: [
      count > 0
        ? `Time: the slowest of ${count} finished runs here took ${epoch}; twice that, and 5 minutes.`
        : `Time: no run is finished here; ${epoch} is assumed (docs/sweep.md), twice that, and 5 minutes.`,
      `Memory: ${peak} MiB, the most that was measured${
        peak === PEAK_OF_OTHERS ? " (of TensorFlow's library)" : ""
      }, and the images twice; all that twice.`,
    ],
  };
}

/** How many images a run trains on, as far as its options say; at most those that are there. */
function imagesOf({ options }: SweepRun, imageBytes: number): number {
  return options.images ?? Math.max(IMAGES, imageBytes / PIXELS);
}

/** Of the lab's images. */
const PIXELS = 784;
