import { predictionFigure } from "../../figure/prediction_figure.ts";
import { LIKELIHOODS } from "../../math/likelihood.ts";
import { breather } from "../../data/breather.ts";
import { oneOf, type OptionsOf, realNumber } from "../../run/option.ts";
import { checkVariety } from "../../data/variety.ts";
import { data, force, images, latentSize, out } from "../../run/run_options.ts";
import { loadImages } from "../../data/load_images.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { openOutput } from "../open_output.ts";
import type { Terminal } from "../terminal.ts";
import { diagnosisLines } from "./diagnosis_lines.ts";
import { predictionLines } from "./prediction_lines.ts";
import { checkTheorySize } from "../../theory/theory_size.ts";
import { spectra } from "../../theory/spectra.ts";

const REDUCTIONS = ["sum", "mean"] as const;

/** The flags of `deno task predict`. */
export const predictFlags = {
  reconstruction: oneOf("how your loss reduces the errors of an image's pixels", "sum", REDUCTIONS),
  kl: oneOf(
    "how your loss reduces the KL divergences of an image's latent units",
    "sum",
    REDUCTIONS,
  ),
  weight: realNumber("the weight that your loss multiplies its KL term by", 1, { min: 0 }),
  likelihood: oneOf(
    "the error that your loss takes of each pixel: squared error (gaussian), or binary cross-entropy (bernoulli)",
    "gaussian",
    LIKELIHOODS,
  ),
  ...{ latentSize, images, data },
  out: out("predict"),
  force,
};

/** `deno task predict`: theory first. */
export async function predict(
  { images, data: source, out, force, ...loss }: OptionsOf<typeof predictFlags>,
  terminal: Terminal,
): Promise<void> {
  const data = await loadImages({ source, count: images }, terminal.caution);
  checkVariety(data);
  checkTheorySize(data);
  const files = ["prediction.png"];
  using folder = await openOutput({ task: "predict", out, force }, files);
  terminal.note(`eigenvalues of ${data.size} x ${data.size} pixels over ${data.count} images ...`);
  const breathe = breather(); // so that Ctrl-C, which waits for a pause, is not kept waiting for all of it
  const both = spectra(data);
  await breathe();
  for (const line of predictionLines(data, both, loss.latentSize)) terminal.say(line);
  terminal.say();
  for (const line of diagnosisLines({ ...loss, pixels: data.size }, both)) terminal.say(line);
  const canvas = await predictionFigure(both.gaussian.eigenvalues, {
    latentSize: loss.latentSize,
    title: `Before any training: ${data.count} images of ${data.name}`,
  });
  await writePicture(folder, "prediction.png", canvas);
  terminal.say(`\nThe figure: ${out}/prediction.png`);
}
