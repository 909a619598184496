import type { DataSet } from "../../data/data_set.ts";
import { checkList } from "../../math/check_argument.ts";
import type { Seed } from "../../math/seed.ts";
import { checkImage } from "../../measure/check_image.ts";
import type { Vae } from "../../model/vae.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { oneLine, UserError } from "../../user_error.ts";
import { writePicture } from "../write_picture.ts";
import { blameData } from "./blame_data.ts";
import { drawBlamedModels } from "./draw_blame.ts";
import {
  baselineError,
  type JudgedModel,
  judgeModels,
  knownLoss,
  linearKnownLoss,
  type NamedMeasurement,
} from "./judge_models.ts";
import { measureBlame } from "./measure_blame.ts";

/** A trained model, and the weight that its loss has. */
export interface NamedModel {
  /** What tables and figures call it. */
  readonly name: string;
  /** The model. */
  readonly vae: Vae;
  /** The weight of the KL term, beta; above 0. */
  readonly klWeight: number;
}

/** What is looked at, and with what. */
export interface BlameModelsSettings {
  /** One or more, of the same likelihood. */
  readonly models: readonly NamedModel[];
  /** Others, whose losses only show what is possible. */
  readonly references?: readonly NamedModel[];
  /** The images that the models were trained on. */
  readonly training: DataSet;
  /** Others. */
  readonly test: DataSet;
  /** How many of each are refined, the first ones. */
  readonly refined: number;
  /** Draws all noise. */
  readonly seed: Seed;
  /** Ends it between two steps. */
  readonly signal?: AbortSignal;
}

/** How far it is. */
export type BlameModelsEvent =
  | { readonly kind: "measure"; readonly name: string }
  | {
    readonly kind: "results";
    readonly models: readonly JudgedModel[];
    /** Whose loss is the best known. */
    readonly best: string;
    readonly meanImageError: number;
  };

/**
 * Says of trained models who is to blame for what their losses lack to the best known one: that of another of
 * them, of a reference, or of the best linear VAE. Writes `blame.json` and `blame.png`.
 *
 * @throws {UserError} for models of other images, or whose losses cannot be compared: another likelihood, another
 * weight, or a weight of 0
 * @throws the signal's reason, if it is aborted
 */
export async function* blameModels(
  settings: BlameModelsSettings,
  folder: OutputFolder,
): AsyncGenerator<BlameModelsEvent, void> {
  const { models, references = [], training, test, refined, seed, signal } = settings;
  checkList("models", models);
  checkComparable([...models, ...references], [training, test]);
  const measured: NamedMeasurement[] = [];
  for (const { name, vae, klWeight } of [...models, ...references]) {
    yield { kind: "measure", name };
    const input = { vae, training, test, images: refined, klWeight, seed, signal };
    measured.push({ name, measured: await measureBlame(input) });
  }
  const { klWeight, vae: { likelihood } } = models[0];
  // Not the first one's: the order of the models must not matter.
  const latentSize = Math.max(...[...models, ...references].map(({ vae }) => vae.latentSize));
  const linear = await linearKnownLoss({
    ...{ training, test, images: refined, klWeight, seed, latentSize, likelihood },
  });
  const error = baselineError(training, likelihood);
  const own = measured.slice(0, models.length);
  const known = [...measured.slice(models.length).map(knownLoss), ...linear ? [linear] : []];
  const { judged, best } = judgeModels(own, { known, meanImageError: error });
  const about = { best: best.name, meanImageError: error };
  await folder.write("blame.json", blameData(judged, about));
  await writePicture(folder, "blame.png", await drawBlamedModels(judged));
  yield { kind: "results", models: judged, ...about };
}

/** Makes sure that all losses are of one kind. @throws {UserError} if they are not */
function checkComparable(models: readonly NamedModel[], sets: readonly DataSet[]): void {
  const [first] = models;
  for (const { name, vae, klWeight } of models) {
    for (const data of sets) checkImage(vae, data);
    if (!(klWeight > 0)) {
      throw new UserError(
        `${
          oneLine(name)
        }: its loss has a KL term of weight ${klWeight}; wanted one above 0, since without a ` +
          "prior there is no collapse. Give another weight with `beta`.",
      );
    }
    if (klWeight !== first.klWeight) {
      throw new UserError(
        `${oneLine(name)} has a KL term of weight ${klWeight}, and ${
          oneLine(first.name)
        } one of ${first.klWeight}: ` +
          "their losses cannot be compared. Look at them apart, or take all at one weight with `beta`.",
      );
    }
    if (vae.likelihood !== first.vae.likelihood) {
      throw new UserError(
        `${oneLine(name)} has the likelihood ${vae.likelihood}, and ${
          oneLine(first.name)
        } ${first.vae.likelihood}: ` +
          "their losses cannot be compared. Look at them apart.",
      );
    }
  }
}
