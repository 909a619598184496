import { type Summary, summary } from "../../math/summary.ts";
import type { TableRow } from "../table/column.ts";
import { gatherTables } from "../table/gather_tables.ts";

/** What decides what a run takes. */
export interface CostKind {
  /** Where it was computed. */
  readonly backend: string;
  /** The layers of the model. */
  readonly architecture: string;
  /** Units of each hidden layer, where they may be chosen. */
  readonly hiddenSize?: number;
  /** What is minimised. */
  readonly objective: string;
  /** Codes drawn for each image, where the objective draws several. */
  readonly samples?: number;
  /** How the encoder is trained beside the decoder. */
  readonly inference: string;
  /** Steps of the encoder before one of the decoder, at most, where it is trained ahead. */
  readonly innerLimit?: number;
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
  /** All files of a run's folder, in bytes; absent where no folder is there, but a table of runs. */
  readonly bytes?: Summary;
}

/** What finished runs took, and what could not be read. */
export interface RunCosts {
  /** A kind each, by its values. */
  readonly costs: readonly RunCost[];
  /** Why folders were left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * Measures what runs took by what they left: the times that they noted, and the size of their files. Runs of
 * one kind are put together, whatever their seeds and the weights of their KL terms are; those that draw several
 * codes for an image, or train the encoder ahead of the decoder, are kinds of their own.
 *
 * @param folders run folders, tables of runs, or folders that hold them
 * @throws {UserError} if a folder is missing, or there is no finished run
 */
export async function runCosts(folders: readonly string[]): Promise<RunCosts> {
  const { tables: [runs], leftOut, folderOf } = await gatherTables(folders);
  const kinds = Map.groupBy(runs.rows, (row) => JSON.stringify(costKindOf(row)));
  const costs: RunCost[] = [];
  for (const rows of kinds.values()) {
    const bytes: number[] = [];
    for (const { id } of rows) {
      const folder = folderOf.get(id as string);
      if (folder !== undefined) bytes.push(await size(folder));
    }
    costs.push({
      ...costKindOf(rows[0]),
      seconds: summary(rows.map(({ seconds }) => seconds as number)),
      bytes: bytes.length > 0 ? summary(bytes) : undefined,
    });
  }
  return { costs: costs.sort(inOrder), leftOut };
}

/** What runs have whose tasks or versions lack these options. */
const ARCHITECTURE = "lab", OBJECTIVE = "elbo", INFERENCE = "joint";
const BATCH_SIZE = 128, LATENT_SIZE = 8, PIXELS = 28;

function costKindOf(row: TableRow): CostKind {
  const { height = PIXELS, width = PIXELS, kernels, threads } = row;
  const noted = /, (\d+) threads?$/.exec(String(kernels ?? ""))?.[1];
  return {
    backend: row.backend as string,
    architecture: (row.architecture ?? ARCHITECTURE) as string,
    hiddenSize: (row.hiddenSize ?? undefined) as number | undefined,
    objective: (row.objective ?? OBJECTIVE) as string,
    samples: (row.samples ?? undefined) as number | undefined,
    inference: (row.inference ?? INFERENCE) as string,
    innerLimit: (row.innerLimit ?? undefined) as number | undefined,
    images: row.images as number,
    pixels: (height as number) * (width as number),
    latentSize: (row.latentSize ?? LATENT_SIZE) as number,
    batchSize: (row.batchSize ?? BATCH_SIZE) as number,
    threads: (threads ?? (noted && Number(noted)) ?? undefined) as number | undefined,
    epochs: row.epochs as number,
  };
}

function inOrder(a: RunCost, b: RunCost): number {
  const values = (cost: RunCost) => [
    ...[cost.backend, cost.architecture, cost.hiddenSize ?? 0],
    ...[cost.objective, cost.samples ?? 0, cost.innerLimit ?? 0, cost.inference],
    ...[cost.images, cost.latentSize, cost.batchSize, cost.epochs],
  ];
  const [x, y] = [values(a), values(b)];
  const i = x.findIndex((value, i) => value !== y[i]);
  return i < 0 ? 0 : x[i] < y[i] ? -1 : 1;
}

/** The files of a folder, in bytes. */
async function size(folder: string): Promise<number> {
  let bytes = 0;
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile) bytes += (await Deno.stat(`${folder}/${name}`)).size;
  }
  return bytes;
}
