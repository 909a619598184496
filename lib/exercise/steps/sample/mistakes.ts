import type { Mistake } from "../../values_part.ts";
import { looksUniform, mayBeTruncated } from "./code_shapes.ts";
import { areStandardNormal } from "./defect_of.ts";
import { mayComeFrom, momentsOf, normalCdf } from "./distribution.ts";
import {
  areAllZero,
  hasEqualUnits,
  isOneRow,
  isSame,
  ofCodes,
  ofShape,
  ofUnits,
  seeing,
} from "./mistake_kinds.ts";
import { pixelNoise } from "./pixel_noise.ts";
import { codesOf, unitsOf } from "./seen.ts";
import type { SampleCase } from "./sample_case.ts";

/** What students decode in place of draws from the prior, and how each shows. */
export const MISTAKES: readonly Mistake<SampleCase>[] = [
  ofShape(
    "codes-not-decoded",
    ({ n, latentSize }) => [n, latentSize],
    "The result has the shape of the codes: they were drawn, and not decoded.",
    "What does the caller want to look at?",
    "Of the four arguments, which one has your function not used?",
  ),
  ofShape(
    "one-image-only",
    ({ decoder }) => [1, decoder.bias.length],
    "There is one image, whatever the number of images that is asked for.",
    "How many rows has the tensor that you decode?",
    "The decoder takes a code from each row, and gives an image for each.",
  ),
  seeing(
    "binary-images",
    ({ images }) => {
      const pixels = new Set(images.flat(2));
      return pixels.size === 2 && pixels.has(0) && pixels.has(1);
    },
    "All pixels are 0 or 1: the images were rounded, or compared with a threshold.",
    "What does a pixel of 0.4 mean to someone who looks at the image?",
    "The decoder's sigmoid already gives values between 0 and 1, which are gray levels; see what follows it.",
  ),
  seeing(
    "second-sigmoid",
    ({ cases, images }) =>
      codesOf(cases, images.map((rows) => rows.map((row) => row.map(inverseSigmoid)))) !==
        undefined,
    "A sigmoid was applied to the images: all pixels lie between 0.5 and 0.73.",
    "In which range are the values that the decoder gives?",
    "`reconstruct` is all of the decoder, with its last activation.",
  ),
  seeing(
    "noise-on-images",
    (seen) => pixelNoise(seen) === "on decoded images",
    "The images are not those of the decoder: each pixel has noise of its own.",
    "Which quantity is random in the model, the code or the pixels?",
    "Look at what happens to the decoder's output before it is returned.",
  ),
  seeing(
    "noise-for-images",
    (seen) => pixelNoise(seen) === "alone",
    "The images are noise: their pixels have nothing to do with the decoder.",
    "Which function turns something random into an image?",
    "The random numbers that you draw have the size of images. What else could be drawn, and then be made an " +
      "image?",
  ),
  ofCodes(
    "zero-codes",
    areAllZero,
    "All codes are zero, so all images are the same one.",
    "Where does `random` come in?",
    "The prior's mean is one code of many; what would a second call show?",
  ),
  ofCodes(
    "one-code-repeated",
    (codes) =>
      !areAllZero(codes) && codes.every(isOneRow) &&
      !codes.every(hasEqualUnits) && !isSame(codes[0], codes[2]),
    "All images of a call are the same: one code was drawn, and repeated.",
    "How often does your function ask `random` for numbers, and for how many?",
    "The decoder needs n codes that differ; how many numbers is that altogether?",
  ),
  ofCodes(
    "equal-units",
    (codes) => codes.every(hasEqualUnits) && !isOneRow(codes[0]),
    "All units of a code are equal: one number was drawn for each code.",
    "How many numbers make up one code?",
    "A value that is broadcast over a row is the same in all of its columns.",
  ),
  ofUnits(
    "uniform-codes",
    (units) => looksUniform(units, "from 0"),
    "The codes are uniform on an interval that begins at 0, as in the notebook.",
    "From which distribution should a code come, if the KL term did its work?",
    "All units of your codes are positive. Which part of the codes did the encoder learn to use?",
  ),
  ofUnits(
    "uniform-codes-around-zero",
    (units) => looksUniform(units, "around 0"),
    "The codes are uniform on an interval around 0.",
    "From which distribution should a code come, if the KL term did its work?",
    "The mean is that of the prior. What about large values, and about how often small ones occur?",
  ),
  ofUnits(
    "truncated-codes",
    mayBeTruncated,
    "The codes are normal draws that end at a bound: no unit lies beyond it.",
    "Is there a clip, or a truncated distribution, between the draw and the decoder?",
    "The prior has no bound: of 8,000 units about 20 should lie more than 3 from its mean.",
  ),
  ofUnits(
    "scaled-codes",
    (units) => {
      const { mean, std } = momentsOf(units);
      return std > 1e-2 && areStandardNormal(units.map((unit) => unit / std)) &&
        Math.abs(mean) < std / 10 && !areStandardNormal(units) && !mayBeTruncated(units);
    },
    "The codes are normal draws around 0 with another spread than the prior has.",
    "What is the standard deviation of the numbers that `random` gives, and what is it after your changes?",
    "Print the standard deviation of all units just before they are decoded, and look for a factor.",
  ),
  ofCodes(
    "randomness-of-its-own",
    (codes) => areStandardNormal(unitsOf(codes)) && !isSame(codes[0], codes[1]),
    "Two calls with the same seed give different images: the codes do not come from `random`.",
    "Where do your random numbers come from?",
    "A result that cannot be had again cannot be discussed: TensorFlow.js and Math have random numbers of their own.",
  ),
  ofCodes(
    "seeded-anew",
    (codes) => {
      const units = codes[0].flat();
      return mayComeFrom(units, normalCdf) && isSame(codes[0], codes[1]) &&
        isSame(codes[0], codes[2]) && !isOneRow(codes[0]) && !hasEqualUnits(codes[0]);
    },
    "Every call gives the same images, whatever `random` it is given: the codes come from a fixed seed.",
    "Is there a seed written in your function?",
    "The caller decides on the seed, by the `random` that it passes.",
  ),
];

function inverseSigmoid(pixel: number): number {
  return Math.log(pixel / (1 - pixel));
}
