import { recordedSeed } from "../../run/recorded_seed.ts";
import type { Seed } from "../../math/seed.ts";
import type { JudgedModel } from "./judge_models.ts";
import { EPSILONS } from "./measure_blame.ts";

/** What stands in `blame.json` besides the models. */
export interface BlameDataOptions {
  /** Whose loss is the best known. */
  readonly best: string;
  /** The error of the mean image. */
  readonly meanImageError: number;
}

/** The text of `blame.json`: every number of the tables; losses as means, without those of single images. */
export function blameData(
  models: readonly (JudgedModel & { readonly seed?: Seed })[],
  { best, meanImageError }: BlameDataOptions,
): string {
  const rows = models.map(({ measured, units, ...model }) => {
    const { training, test, klWeight } = measured;
    const means = ({ encoder, refined, ...how }: typeof training) => ({
      encoder: { ...encoder, loss: mean(encoder.loss) },
      refined: { ...refined, loss: mean(refined.loss) },
      ...how,
      images: encoder.loss.length,
    });
    return {
      ...model,
      ...model.seed === undefined ? {} : { seed: recordedSeed(model.seed) },
      klWeight,
      ...{ training: means(training), test: means(test) },
      units: measured.units.map((unit, i) => ({ unit: i, ...unit, ...units[i] })),
    };
  });
  const data = { best, meanImageError, epsilons: EPSILONS, models: rows };
  return JSON.stringify(data, null, 1) + "\n";
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
