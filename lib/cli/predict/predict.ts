import { PIXELS } from "../../data/data_set.ts";
import { loadMnist } from "../../data/mnist.ts";
import { predictionFigure } from "../../figure/prediction_figure.ts";
import { LIKELIHOODS } from "../../model/model_options.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import { UserError } from "../../user_error.ts";
import { oneOf, type Options, realNumber, wholeNumber } from "../flags.ts";
import { data, force, out } from "../lab_flags.ts";
import { writePicture } from "../pictures.ts";
import type { Terminal } from "../terminal.ts";
import { doctorLines } from "./doctor_lines.ts";
import { predictionLines } from "./prediction_lines.ts";
import { spectra } from "./spectra.ts";

const REDUCTIONS = ["sum", "mean"] as const;

/** The flags of `deno task predict`. */
export const predictFlags = {
  reconstruction: oneOf("how your loss takes its pixels' errors together", "sum", REDUCTIONS),
  kl: oneOf("how it takes its units' KL divergences together", "sum", REDUCTIONS),
  weight: realNumber("what it multiplies the KL term by", 1, { min: 0 }),
  likelihood: oneOf("squared error, or binary cross-entropy", "gaussian", LIKELIHOODS),
  latentSize: wholeNumber("latent units", 8, 1, 784),
  images: wholeNumber("take the first N images only (default: all)", undefined, 1),
  data,
  out: out("predict"),
  force,
};

/** `deno task predict`: theory first. */
export async function predict(
  { images, data: source, out, force, ...loss }: Options<typeof predictFlags>,
  terminal: Terminal,
): Promise<void> {
  const data = await loadMnist({ source, count: images });
  const files = ["prediction.png"];
  using folder = await OutputFolder.open(out, { task: "predict", files, force });
  terminal.note(`eigenvalues of ${PIXELS} x ${PIXELS} pixels over ${data.count} images ...`);
  const both = spectra(data);
  if (both.gaussian.critical === 0) {
    throw new UserError(
      data.count === 1
        ? "one image has no variance: take more than one with --images."
        : `all ${data.count} images are the same: without variance there is nothing to predict.`,
    );
  }
  for (const line of predictionLines(data, both, loss.latentSize)) terminal.say(line);
  terminal.say();
  for (const line of doctorLines({ ...loss, pixels: PIXELS }, both)) terminal.say(line);
  const canvas = await predictionFigure(both.gaussian.eigenvalues, {
    latentSize: loss.latentSize,
    title: `Before any training: ${data.count} images of ${data.name}`,
  });
  await writePicture(folder, "prediction.png", canvas);
  terminal.say(`\nThe figure: ${out}/prediction.png`);
}
