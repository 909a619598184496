import { type Summary, summary } from "../../math/summary.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { UserError } from "../../user_error.ts";
import { findRuns } from "./find_runs.ts";

/** What decides what a run takes. */
export interface CostKind {
  /** Where it was computed. */
  readonly backend: string;
  /** The layers of the model. */
  readonly architecture: string;
  /** Training images. */
  readonly images: number;
  /** Pixels of an image. */
  readonly pixels: number;
  /** Latent units. */
  readonly latentSize: number;
  /** Images in a batch. */
  readonly batchSize: number;
  /** Threads of the engine; absent where the run left them to the machine. */
  readonly threads?: number;
  /** Passes over the images. */
  readonly epochs: number;
}

/** What the runs of a kind took, measured. */
export interface RunCost extends CostKind {
  /** From start to end, in seconds: reading the images, training, measuring, the figures. */
  readonly seconds: Summary;
  /** Seconds of an epoch, the measuring after it left out. */
  readonly epochSeconds: Summary;
  /** All files of a run's folder, in bytes. */
  readonly bytes: Summary;
}

/** What finished runs took, and what could not be read. */
export interface RunCosts {
  /** A kind each, in the order of the folders. */
  readonly costs: readonly RunCost[];
  /** Why folders were left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * Measures what runs took by what they left: their own times in `run.json`, and the size of their files.
 * Runs of one kind are put together, whatever their seeds and the weights of their KL terms are.
 *
 * @param folders run folders, or folders that hold them
 * @throws {UserError} if a folder is missing or holds no run, or no run is finished
 */
export async function runCosts(folders: readonly string[]): Promise<RunCosts> {
  const leftOut: string[] = [];
  const measured: { kind: CostKind; seconds: number; epoch: number; bytes: number }[] = [];
  for (const folder of await findRuns(folders)) {
    try {
      const record = await readRunRecord(folder);
      const { finishedAt, epochs, seconds } = record;
      if (finishedAt === undefined) throw new UserError(`${folder}: unfinished.`);
      const epoch = epochs.reduce((sum, { seconds }) => sum + seconds, 0) / epochs.length;
      measured.push({ kind: kindOf(record), seconds, epoch, bytes: await size(folder) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      leftOut.push(error.message);
    }
  }
  if (measured.length === 0) {
    throw new UserError([`no finished run in ${folders.join(", ")}.`, ...leftOut].join("\n  "));
  }
  const kinds = Map.groupBy(measured, ({ kind }) => JSON.stringify(kind));
  const costs = [...kinds.values()].map((runs) => ({
    ...runs[0].kind,
    seconds: summary(runs.map(({ seconds }) => seconds)),
    epochSeconds: summary(runs.map(({ epoch }) => epoch)),
    bytes: summary(runs.map(({ bytes }) => bytes)),
  }));
  return { costs, leftOut };
}

/** The lab's images. */
const PIXELS = 784;

function kindOf({ backend, options, data, epochs }: RunRecord): CostKind {
  const { height, width, images } = data;
  const { architecture = "lab", latentSize, batchSize, threads } = options as {
    readonly architecture?: string;
    readonly latentSize: number;
    readonly batchSize: number;
    readonly threads?: number;
  };
  const pixels = height && width ? height * width : PIXELS;
  return {
    ...{ backend, architecture, images, pixels, latentSize, batchSize },
    ...{ threads, epochs: epochs.length },
  };
}

/** The files of a folder, in bytes. */
async function size(folder: string): Promise<number> {
  let bytes = 0;
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile) bytes += (await Deno.stat(`${folder}/${name}`)).size;
  }
  return bytes;
}
