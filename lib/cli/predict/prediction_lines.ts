import type { DataSet } from "../../data/data_set.ts";
import { table } from "../table.ts";
import type { Spectrum } from "../../theory/spectra.ts";
import type { Likelihood } from "../../math/likelihood.ts";

/** Betas to tabulate; as many as it takes to reach the collapse. */
const LADDER = [0.5, 1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 64, 100, 200, 500];
/** Eigenvalues to show. */
const SHOWN = 10;

/** What theory says of these images before any training. */
export function predictionLines(
  data: DataSet,
  { gaussian, bernoulli }: Record<Likelihood, Spectrum>,
  latentSize: number,
): string[] {
  const { eigenvalues, collapsed, critical } = gaussian;
  let sum = 0;
  const spectrum = [...eigenvalues.slice(0, SHOWN)].map((value, i) => {
    sum += value;
    const share = `${(100 * sum / collapsed).toFixed(1)} %`;
    return [`${i + 1}`, value.toFixed(4), share, (2 * value).toFixed(2)];
  });
  const beyond = LADDER.findIndex((beta) => beta >= critical);
  const rungs = (beyond < 0 ? LADDER : LADDER.slice(0, beyond + 1)).map((beta) => {
    const { activeUnits, loss, reconstruction, kl } = gaussian.optimum({ beta, latentSize });
    const parts = [loss, reconstruction, kl].map((value) => value.toFixed(3));
    return [`${beta}`, `${beta / 2}`, `${activeUnits} of ${latentSize}`, ...parts];
  });
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
