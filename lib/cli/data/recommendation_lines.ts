import type { DataSet } from "../../data/data_set.ts";
import { recommend } from "../../theory/recommend.ts";
import { largestEigenvalues } from "../../theory/prediction_tables.ts";
import type { Spectrum } from "../../theory/spectra.ts";
import { invocation } from "../invocation.ts";
import { shellWord } from "../shell_word.ts";
import { table } from "../table.ts";

/** Numbers of units to tabulate. */
const UNITS = [1, 2, 4, 8, 16, 32, 64];

/** Eigenvalues to show. */
const SHOWN = 8;

/** The lab's epochs, those over which the weight rises, and images in a batch. */
const EPOCHS = 15, ANNEALING = 5, BATCH = 128;

/** Steps of training that are wanted of few images, and epochs at most. */
const STEPS = 3000, MOST_EPOCHS = 500;

/**
 * What theory says of the images before any training, and how to go on.
 *
 * @param data what `data` takes to find them again
 */
export function recommendationLines(
  training: DataSet,
  spectrum: Spectrum,
  { latentSize, data }: { readonly latentSize: number; readonly data: string },
): string[] {
  const { eigenvalues, collapsed, critical } = spectrum;
  const { beta, latentSize: units, optimum } = recommend(spectrum, latentSize);
  const batches = Math.ceil(training.count / BATCH);
  const epochs = Math.min(MOST_EPOCHS, Math.max(EPOCHS, Math.ceil(STEPS / batches)));
  const kept = UNITS.filter((k) => eigenvalues[k - 1] > eigenvalues[0] * 1e-9)
    .map((k) => [`${k}`, short(2 * eigenvalues[k - 1])]);
  const command = [
    ...[invocation("train"), "--data", shellWord(data), "--beta", `${beta}`],
    ...["--latent-size", `${units}`, "--head linear"],
    ...epochs > EPOCHS
      ? [`--epochs ${epochs} --annealing ${Math.round(epochs * ANNEALING / EPOCHS)}`]
      : [],
  ].join(" ");
  return [
    `What theory says of the ${training.count} training images (squared error + beta KL):`,
    `  Largest eigenvalues of the pixel covariance: ${
      largestEigenvalues(spectrum, SHOWN).map(({ value }) => short(value)).join(" ")
    }`,
    `  Critical beta* = 2 x ${short(eigenvalues[0])} = ${
      short(critical)
    }: from there on the best linear VAE has ` +
    `no unit in use.`,
    "  It keeps this many units as long as beta is below:",
    ...table([["units", "beta below"], ...kept], 0).map((line) => `    ${line}`),
    "",
    `Recommended: beta ${beta} with ${units} latent ${
      units === 1 ? "unit" : "units"
    }, at most half of the ` +
    `weight at which ${units === 1 ? "it" : "one of them"} collapses.`,
    `  Loss to expect: ${short(optimum.loss)} (squared error ${short(optimum.reconstruction)}, KL ${
      short(optimum.kl)
    } nats), that of the best linear VAE.`,
    `  A loss near ${short(collapsed)} would be the mean image's: the model has collapsed.`,
    "",
    `  ${command}`,
  ];
}

/** Four digits. */
function short(value: number): string {
  return `${Number(value.toPrecision(4))}`;
}
