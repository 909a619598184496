import { isSameShape } from "../../is_same_shape.ts";
import { shapeText } from "../../shape_text.ts";
import type { Mistake } from "../../values_part.ts";
import type { InterpolateCase } from "./interpolate_case.ts";
import { codesIn, placesOnLine, rowsIn } from "./line.ts";
import { between, decodeImage, encodeImage } from "./model_stand_in.ts";
import { images } from "./ways.ts";

/** Mistakes in what is mixed and what is decoded, at the right places of the line. */
export const IMAGE_MISTAKES: readonly Mistake<InterpolateCase>[] = [
  {
    name: "pixel-interpolation",
    gives: [
      images(({ from, to }, t) => between(from, to, t)),
      // The last end is left out as well.
      images(({ from, to, steps }, t) => between(from, to, t * (steps - 1) / steps)),
    ],
    message:
      "The two images are mixed pixel by pixel: this is a cross-fade, and the model is not used.",
    hint: "In which space should the straight line lie?",
    strongerHint:
      "A mixture of two images shows both digits at once. Which of the model's functions have you called?",
  },
  {
    name: "pixels-mixed-then-encoded",
    gives: images(({ model, from, to }, t) =>
      decodeImage(model, encodeImage(model, between(from, to, t)))
    ),
    message: "The two images are mixed pixel by pixel, and each mixture is encoded and decoded.",
    hint: "Which of the two should come first, mixing or encoding?",
    strongerHint:
      "The encoder has never seen a cross-fade of two digits. Which images does it have to encode, and how many?",
  },
  {
    name: "mixed-reconstructions",
    gives: images(({ model, from, to }, t) => {
      const a = decodeImage(model, encodeImage(model, from));
      return between(a, decodeImage(model, encodeImage(model, to)), t);
    }),
    message: "Both ends are decoded, and the two reconstructions are mixed: this is a cross-fade.",
    hint: "Does the mixing happen before or after the decoder?",
    strongerHint:
      "The decoder is not linear: the mean of two decoded images is not the image of something in between.",
  },
  {
    name: "codes-for-images",
    explains: (cases, answers) =>
      cases.every(({ model, steps }, i) => {
        const answer = answers[i];
        return "values" in answer &&
          isSameShape(answer.shape, [steps, model.encoder.bias.length]);
      }),
    message: "The result has the shape of codes: they were not decoded.",
    hint: "What does the caller want to look at?",
    strongerHint: "Which of the model's two functions have you not called?",
  },
  {
    name: "images-stacked",
    explains: (cases, answers) => {
      const [{ steps, from }] = cases;
      return cases.every(({ steps, from }, i) => {
        const answer = answers[i];
        return "values" in answer && isSameShape(answer.shape, [steps, 1, from.length]);
      }) && {
        at: `steps = ${steps}`,
        wanted: shapeText([steps, from.length]),
        found: shapeText([steps, 1, from.length]),
      };
    },
    message: "The result has three dimensions: each of its images is a matrix of one row.",
    hint:
      "What is the shape of one image that the model gives, and how are the images put together?",
    strongerHint:
      "One operation puts tensors behind each other, another one on top of each other, with a new dimension.",
  },
  {
    name: "same-image-throughout",
    explains: (cases, answers) =>
      cases.every(({ from, steps }, i) => {
        const rows = rowsIn(answers[i], from.length);
        return rows?.length === steps &&
          rows.every((row) => row.every((pixel, j) => Math.abs(pixel - rows[0][j]) < 1e-4));
      }),
    message: "All images are the same.",
    hint: "What changes from one row to the next?",
    strongerHint:
      "Print the position on the line for each row: does it change, and does it reach the codes?",
  },
  {
    name: "original-ends",
    gives: images(({ model, from, to }, t) => {
      if (t === 0) return from;
      if (t === 1) return to;
      return decodeImage(model, between(encodeImage(model, from), encodeImage(model, to), t));
    }),
    message: "The first and the last image are the given ones, not what the model makes of them.",
    hint: "Does every row come from the decoder?",
    strongerHint: "The ends are points of the line like all others. Why treat them apart?",
  },
  {
    name: "start-forgotten",
    gives: images(({ model, from, to }, t) => {
      const a = encodeImage(model, from), b = encodeImage(model, to);
      return decodeImage(model, a.map((unit, i) => t * (b[i] - unit)));
    }),
    message:
      "The line begins at the code 0: the difference of both codes is multiplied by the position, and nothing is " +
      "added.",
    hint: "Which code does your first row decode?",
    strongerHint: "A direction is not a point: where does your line start?",
  },
  {
    name: "end-added-to-start",
    gives: images(({ model, from, to }, t) => {
      const b = encodeImage(model, to);
      return decodeImage(model, encodeImage(model, from).map((unit, i) => unit + t * b[i]));
    }),
    message:
      "A part of the second code is added to the full first code, so the line ends at the sum of both.",
    hint: "Which code does your last row decode?",
    strongerHint: "How much of the first code is left at the second end?",
  },
  {
    name: "spherical-interpolation",
    gives: images(({ model, from, to }, t) =>
      decodeImage(model, onArc(encodeImage(model, from), encodeImage(model, to), t))
    ),
    message: "The codes lie on an arc around the origin: this is spherical interpolation.",
    hint: "What does the text say about the line?",
    strongerHint:
      "There are reasons for an arc in other models; here the codes between the ends should lie on a straight line.",
  },
  {
    name: "noise-in-codes",
    explains(cases, answers) {
      const [one, again] = [0, 1].map((i) => codesIn(cases[i], answers[i])?.flat());
      const haveShape = cases.every(({ from, steps }, i) => {
        const answer = answers[i];
        return "values" in answer && isSameShape(answer.shape, [steps, from.length]);
      });
      return haveShape && one !== undefined && again !== undefined &&
        !placesOnLine(cases[0], answers[0]) &&
        again.some((unit, i) => Math.abs(unit - one[i]) > 1e-3);
    },
    message:
      "Two calls with the same images differ, and the codes lie off the line: they have noise.",
    hint: "Which random numbers does your function use, and what for?",
    strongerHint: "`encode` gives the mean of a code, which is what belongs on the line.",
  },
];

/** Spherical interpolation, as it is copied from GANs: by sines of the angle between both codes. */
function onArc(a: readonly number[], b: readonly number[], t: number): number[] {
  const product = a.reduce((sum, unit, i) => sum + unit * b[i], 0);
  const angle = Math.acos(product / Math.hypot(...a) / Math.hypot(...b));
  return a.map((unit, i) =>
    (Math.sin((1 - t) * angle) * unit + Math.sin(t * angle) * b[i]) / Math.sin(angle)
  );
}
