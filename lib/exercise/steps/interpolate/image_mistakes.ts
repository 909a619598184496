import type { Mistake } from "../../values_part.ts";
import { codesIn, placesOnLine, rowsIn } from "./line.ts";
import { givingImages, mistake } from "./mistake_kinds.ts";
import { between, decodeImage, encodeImage } from "./model_stand_in.ts";
import type { InterpolateCase } from "./interpolate_case.ts";

/** Mistakes in what is mixed and what is decoded, at the right places of the line. */
export const IMAGE_MISTAKES: readonly Mistake<InterpolateCase>[] = [
  givingImages(
    "pixel-interpolation",
    ({ from, to }, t) => between(from, to, t),
    "The two images are mixed pixel by pixel: this is a cross-fade, and the model is not used.",
    "In which space should the straight line lie?",
    "A mixture of two images shows both digits at once. Which of the model's functions have you called?",
  ),
  givingImages(
    "pixels-mixed-then-encoded",
    ({ model, from, to }, t) => decodeImage(model, encodeImage(model, between(from, to, t))),
    "The two images are mixed pixel by pixel, and each mixture is encoded and decoded.",
    "Which of the two should come first, mixing or encoding?",
    "The encoder has never seen a cross-fade of two digits. How often does it have to be asked, and for what?",
  ),
  givingImages(
    "mixed-reconstructions",
    ({ model, from, to }, t) =>
      between(
        decodeImage(model, encodeImage(model, from)),
        decodeImage(model, encodeImage(model, to)),
        t,
      ),
    "Both ends are decoded, and the two reconstructions are mixed: this is a cross-fade.",
    "Does the mixing happen before or after the decoder?",
    "The decoder is not linear: the mean of two decoded images is not the image of something in between.",
  ),
  mistake(
    "codes-for-images",
    (cases, answers) =>
      cases.every(({ model, steps }, i) => {
        const answer = answers[i];
        return "values" in answer &&
          String(answer.shape) === String([steps, model.encoder.bias.length]);
      }),
    "The result has the shape of codes: they were not decoded.",
    "What does the caller want to look at?",
    "Which of the model's two functions have you not called?",
  ),
  mistake(
    "same-image-throughout",
    (cases, answers) =>
      cases.every(({ from, steps }, i) => {
        const rows = rowsIn(answers[i], from.length);
        return rows?.length === steps &&
          rows.every((row) => row.every((pixel, j) => Math.abs(pixel - rows[0][j]) < 1e-4));
      }),
    "All images are the same.",
    "What changes from one row to the next?",
    "Print the position on the line for each row; does it change, and does it reach the codes?",
  ),
  givingImages(
    "original-ends",
    ({ model, from, to }, t) =>
      t === 0
        ? from
        : t === 1
        ? to
        : decodeImage(model, between(encodeImage(model, from), encodeImage(model, to), t)),
    "The first and the last image are the given ones, not what the model makes of them.",
    "Does every row come from the decoder?",
    "The ends are points of the line like all others; do they need lines of their own?",
  ),
  givingImages(
    "start-forgotten",
    ({ model, from, to }, t) => {
      const a = encodeImage(model, from), b = encodeImage(model, to);
      return decodeImage(model, a.map((unit, i) => t * (b[i] - unit)));
    },
    "The line begins at the code 0: the difference of both codes is multiplied by the position, and nothing is " +
      "added.",
    "Which code does your first row decode?",
    "A direction alone is no place. From where do you walk?",
  ),
  givingImages(
    "end-added-to-start",
    ({ model, from, to }, t) => {
      const b = encodeImage(model, to);
      return decodeImage(model, encodeImage(model, from).map((unit, i) => unit + t * b[i]));
    },
    "A part of the second code is added to all of the first, so the line ends at their sum.",
    "Which code does your last row decode?",
    "At the second end nothing of the first code should be left.",
  ),
  givingImages(
    "spherical-interpolation",
    ({ model, from, to }, t) =>
      decodeImage(model, onArc(encodeImage(model, from), encodeImage(model, to), t)),
    "The codes lie on an arc around the origin: this is spherical interpolation.",
    "What does the text say about the line?",
    "There are reasons for an arc in other models; here the codes between the ends should lie on a straight line.",
  ),
  mistake(
    "noise-in-codes",
    (cases, answers) => {
      const [one, again] = [0, 1].map((i) => codesIn(cases[i], answers[i]));
      return one !== undefined && again !== undefined && one.length === cases[0].steps &&
        String(answers.map((answer) => "values" in answer && answer.shape)) ===
          String(cases.map(({ from, steps }) => [steps, from.length])) &&
        !placesOnLine(cases[0], answers[0]) &&
        again.flat().some((unit, i) => Math.abs(unit - one.flat()[i]) > 1e-3);
    },
    "Asked twice for the same images, it gives different ones, of codes beside the line: they have noise.",
    "Which random numbers does your function use, and what for?",
    "`encode` gives the mean of a code, which is what belongs on the line.",
  ),
];

/** Spherical interpolation, as it is copied from GANs: by sines of the angle between both codes. */
function onArc(a: readonly number[], b: readonly number[], t: number): number[] {
  const product = a.reduce((sum, unit, i) => sum + unit * b[i], 0);
  const angle = Math.acos(product / Math.hypot(...a) / Math.hypot(...b));
  return a.map((unit, i) =>
    (Math.sin((1 - t) * angle) * unit + Math.sin(t * angle) * b[i]) / Math.sin(angle)
  );
}
