import { loadMnist } from "../../data/mnist.ts";
import type { Canvas } from "../../deps/canvas.ts";
import { modelOptions } from "../../run/option.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { compareSeeds } from "../../run/recorded_seed.ts";
import type { EpochRecord } from "../../run/run_record.ts";
import { completeOptions } from "../../run/training_task.ts";
import { meanImageError } from "../../theory/mean_image_error.ts";
import { gaussianSpectrum, spectra, type Spectrum } from "../../theory/spectra.ts";
import { UserError } from "../../user_error.ts";
import { drawHysteresis, hysteresis, type HysteresisOptions } from "../hysteresis.ts";
import { sharedEigenvalues } from "../sweep/eigenvalues_file.ts";
import { imagesKey, type Row } from "../sweep/row.ts";
import { drawHysteresisSeeds } from "../transition/draw_hysteresis_seeds.ts";
import { compareWays } from "../transition/hysteresis_seeds.ts";
import { presentValues, type TableRow } from "./column.ts";

/** A run there and back. */
interface Run {
  readonly options: HysteresisOptions;
  readonly row: TableRow;
  readonly epochs: readonly EpochRecord[];
}

/** The figures of the runs that differ in their seed alone. */
export interface HysteresisFigures {
  /** The run of the least seed. */
  readonly one: Canvas;
  /** All seeds, if there are several. */
  readonly seeds?: Canvas;
}

/** What tells runs apart, but for their seed and their images. */
const SHAPE = modelOptions(hysteresis.options).filter((name) =>
  name !== "seed"
) as (keyof HysteresisOptions)[];

/**
 * The figures of all runs of `hysteresis`, those of most seeds first. Runs are left out whose images are not on this
 * machine, or are others by now, since theory's line is computed from them.
 *
 * @param epochsOf the epochs of a run by its id
 */
export async function drawHystereses(
  rows: readonly TableRow[],
  epochsOf: (id: string) => readonly EpochRecord[],
  folder: OutputFolder,
): Promise<HysteresisFigures[]> {
  const runs = rows.map((row): Run => ({
    options: completeOptions(hysteresis, presentValues(row)) as unknown as HysteresisOptions,
    row,
    epochs: epochsOf(String(row.id)),
  })).filter(({ epochs }) => epochs.length > 0);
  const key = ({ options, row }: Run) =>
    JSON.stringify([
      imagesKey(presentValues(row) as unknown as Row),
      ...SHAPE.map((name) => options[name]),
    ]);
  const groups = [...Map.groupBy(runs, key)].map(([key, runs]) => ({ key, runs: bySeed(runs) }))
    .sort((a, b) => b.runs.length - a.runs.length || (a.key < b.key ? -1 : 1));
  const figures: HysteresisFigures[] = [];
  for (const { runs } of groups) {
    const [first] = runs;
    const spectrum = await spectrumOf(first, folder);
    if (!spectrum) continue;
    const one = await drawHysteresis(first, spectrum);
    if (runs.length === 1) {
      figures.push({ one });
      continue;
    }
    const { seeds } = compareWays(
      runs.map(({ options, epochs }) => ({ seed: options.seed as number, epochs: [...epochs] })),
    );
    const options = { ...first.options };
    figures.push({ one, seeds: await drawHysteresisSeeds({ seeds, options }, spectrum) });
  }
  return figures;
}

/** A run for each seed, the first that there is, ascending. */
function bySeed(runs: readonly Run[]): Run[] {
  const seeds = Map.groupBy(runs, ({ options: { seed } }) => String(seed));
  return [...seeds].sort(([a], [b]) => compareSeeds(a, b)).map(([, [run]]) => run);
}

async function spectrumOf(
  { options: { data: source, likelihood }, row }: Run,
  folder: OutputFolder,
): Promise<Spectrum | undefined> {
  try {
    const data = await loadMnist({ source, count: row.images as number });
    if (row.sha256 && row.sha256 !== await data.sha256()) return undefined;
    if (likelihood === "bernoulli") return spectra(data).bernoulli;
    return gaussianSpectrum(await sharedEigenvalues(folder, data), meanImageError(data));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
