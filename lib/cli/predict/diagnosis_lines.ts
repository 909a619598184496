import { table } from "../table.ts";
import { diagnose, type Diagnosis, type Written } from "../../theory/diagnose.ts";
import type { Spectrum } from "../../theory/spectra.ts";
import type { Likelihood } from "../../math/likelihood.ts";
import { workedExamples } from "../../theory/worked_examples.ts";

/** The diagnosis of the user's loss: what its weight means and where it ends, beside other people's. */
export function diagnosisLines(
  written: Written,
  spectra: Readonly<Record<Likelihood, Spectrum>>,
): string[] {
  const own = diagnose(written, spectra);
  const rows = workedExamples(written.pixels).map(({ name, written }) =>
    row(name, written, spectra)
  );
  return [
    "Diagnosis of your loss",
    ...ownLines(written, own),
    "",
    "  Others' losses on these images:",
    ...table([
      [
        "loss",
        "units",
        "effective beta",
        "beta / beta*",
        "variance",
        "in use",
        "KL (nats)",
        "fate",
      ],
      ...rows,
    ]).map((line) => `    ${line}`),
    "  Where one term is averaged over the batch and the other summed, beta is off by the batch's size.",
  ];
}

function ownLines(written: Written, diagnosis: Diagnosis): string[] {
  const { likelihood, reconstruction, pixels, latentSize } = written;
  const { beta, critical, variance, optimum, printed, weightOfOne, fate } = diagnosis;
  const bits = likelihood === "bernoulli";
  const error = bits ? "cross-entropy" : "squared error";
  const kl = written.kl === "mean" ? `the mean KL of ${latentSize} units` : "KL";
  const lines = [
    `  Your loss: the ${reconstruction} of the pixels' ${error} + ${short(written.weight)} x ${kl}`,
    `  effective beta   ${short(beta)}` +
    (reconstruction === "mean" ? `: the loss is (${error} + ${short(beta)} KL) / ${pixels}` : ""),
    `  critical beta*   ${short(critical)}: yours is ${short(beta / critical)} of it`,
  ];
  if (variance !== undefined) {
    lines.push(
      `  decoder variance ${short(variance)} per pixel, a standard deviation of ${
        short(Math.sqrt(variance))
      } (pixels are from 0 to 1)`,
    );
  }
  lines.push(
    `  predicted fate   ${fate}: ${optimum.activeUnits} of ${latentSize} units in use`,
    `  predicted loss   ${bits ? "about " : ""}${optimum.loss.toFixed(3)} (${error} ${
      optimum.reconstruction.toFixed(3)
    }, KL ${nats(optimum.kl, 3)})` +
      (reconstruction === "mean" ? `, printed as ${short(printed)}` : "") +
      (bits ? "; an estimate, good near beta* alone" : ", of the best linear VAE"),
  );
  if (beta !== 1) lines.push(`  beta 1 would be  --weight ${short(weightOfOne)}`);
  return lines;
}

function row(
  name: string,
  written: Written,
  spectra: Readonly<Record<Likelihood, Spectrum>>,
): string[] {
  const { beta, critical, variance, optimum, fate } = diagnose(written, spectra);
  return [
    name,
    `${written.latentSize}`,
    short(beta),
    short(beta / critical),
    variance === undefined ? "-" : short(variance),
    `${optimum.activeUnits}`,
    (written.likelihood === "bernoulli" ? "~" : "") + nats(optimum.kl, 2),
    fate,
  ];
}

function nats(kl: number, digits: number): string {
  return kl === Infinity ? "unbounded" : kl.toFixed(digits);
}

/** Four digits; whole numbers whole. */
function short(value: number): string {
  return `${Number.isSafeInteger(value) ? value : Number(value.toPrecision(4))}`;
}
