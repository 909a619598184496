import type { DataSet } from "../../data/data_set.ts";
import { table } from "../table.ts";
import { largestEigenvalues, predictedOptima } from "../../theory/prediction_tables.ts";
import type { Spectrum } from "../../theory/spectra.ts";
import type { Likelihood } from "../../math/likelihood.ts";

/** What theory says of these images before any training. */
export function predictionLines(
  data: DataSet,
  { gaussian, bernoulli }: Record<Likelihood, Spectrum>,
  latentSize: number,
): string[] {
  const { eigenvalues, collapsed, critical } = gaussian;
  const spectrum = largestEigenvalues(gaussian).map(({ index, value, share, collapsedFrom }) => [
    `${index}`,
    value.toFixed(4),
    `${(100 * share).toFixed(1)} %`,
    collapsedFrom.toFixed(2),
  ]);
  const rungs = predictedOptima(gaussian, latentSize).map(
    ({ beta, activeUnits, loss, reconstruction, kl }) => {
      const parts = [loss, reconstruction, kl].map((value) => value.toFixed(3));
      return [`${beta}`, `${beta / 2}`, `${activeUnits} of ${latentSize}`, ...parts];
    },
  );
  return [
    `What theory says of ${data.count} images before any training (${data.name})`,
    "",
    "Squared error + beta KL",
    `  The mean image's squared error, the loss of a collapsed VAE: ${collapsed.toFixed(3)}`,
    "  Largest eigenvalues of the pixel covariance, the variances along the principal components:",
    ...indent(table([["i", "eigenvalue", "of the sum", "collapsed from beta"], ...spectrum], 0)),
    `  Critical beta* = 2 x ${eigenvalues[0].toFixed(4)} = ${
      critical.toFixed(2)
    }: from there on the ` +
    "best linear VAE has no unit in use.",
    "",
    `  The best linear VAE with ${latentSize} units (probabilistic PCA with variance beta / 2):`,
    ...indent(table([
      ["beta", "variance", "units in use", "loss", "squared error", "KL (nats)"],
      ...rungs,
    ], 0)),
    "",
    "Cross-entropy + beta KL (pixels as probabilities of bits)",
    `  The mean image's cross-entropy, the loss of a collapsed VAE: ${
      bernoulli.collapsed.toFixed(2)
    } nats`,
    `  Critical beta* = ${bernoulli.critical.toFixed(2)}: from there on the collapsed state is a ` +
    "minimum (docs/bernoulli_collapse.md).",
    `  Largest eigenvalues, each the beta from which a direction no longer lowers the loss: ${
      [...bernoulli.eigenvalues.slice(0, 8)].map((value) => value.toFixed(2)).join(" ")
    }`,
  ];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}
