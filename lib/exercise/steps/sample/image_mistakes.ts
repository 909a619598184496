import type { Mistake } from "../../values_part.ts";
import { inImages, inShape } from "./explanations.ts";
import { binaryEvidence, copyEvidence, transformedEvidence } from "./images_evidence.ts";
import { pixelNoise } from "./pixel_noise.ts";
import type { SampleCase } from "./sample_case.ts";
import { codesOf } from "./seen.ts";

/** Mistakes that show in the images themselves. */
export const IMAGE_MISTAKES: readonly Mistake<SampleCase>[] = [
  {
    name: "codes-not-decoded",
    explains: inShape(({ n, latentSize }) => [n, latentSize]),
    message: "The result has the shape of the codes: they were drawn, and not decoded.",
    hint: "What does the caller want to look at?",
    strongerHint: "Which of the four arguments does your function not use?",
  },
  {
    name: "one-image-only",
    explains: inShape(({ decoder }) => [1, decoder.bias.length]),
    message: "There is one image, however many are asked for.",
    hint: "How many rows does the tensor have that you decode?",
    strongerHint: "The decoder takes one code from each row, and gives one image for each code.",
  },
  {
    name: "binary-images",
    explains: inImages(({ images }) => {
      const pixels = new Set(images.flat(2));
      return pixels.size === 2 && pixels.has(0) && pixels.has(1)
        ? binaryEvidence(images)
        : undefined;
    }),
    message: "All pixels are 0 or 1: the images were rounded, or compared with a threshold.",
    hint: "What does a pixel of 0.4 mean to someone who looks at the image?",
    strongerHint:
      "The decoder gives values between 0 and 1, which are gray levels already; look at what you do with them.",
  },
  {
    name: "sampled-pixels-times-255",
    explains: inImages(({ cases, images }) => {
      const undone = images.map((rows) => rows.map((row) => row.map((pixel) => pixel / 255)));
      return codesOf(cases, undone) && transformedEvidence(images, (pixel) => pixel / 255);
    }),
    message: "The pixels are scaled to [0, 255].",
    hint: "In which range are the pixels that the decoder gives?",
    strongerHint: "Whoever shows an image scales it. What does the text say about the result?",
  },
  {
    name: "second-sigmoid",
    explains: inImages(({ cases, images }) => {
      const undone = images.map((rows) => rows.map((row) => row.map(inverseSigmoid)));
      return codesOf(cases, undone) && transformedEvidence(images, inverseSigmoid);
    }),
    message: "A sigmoid was applied to the images: all pixels lie between 0.5 and 0.73.",
    hint: "In which range are the values that the decoder gives?",
    strongerHint: "`reconstruct` is the complete decoder, with its last activation.",
  },
  {
    name: "noise-on-images",
    explains: inImages((seen) =>
      pixelNoise(seen) === "on decoded images" ? copyEvidence(seen.images[0]) : undefined
    ),
    message: "The images are not those of the decoder: each pixel has noise of its own.",
    hint: "Which quantity is random in the model, the code or the pixels?",
    strongerHint: "Look at what happens to the decoder's output before it is returned.",
  },
  {
    name: "noise-for-images",
    explains: inImages((seen) =>
      pixelNoise(seen) === "alone" ? copyEvidence(seen.images[0]) : undefined
    ),
    message: "The images are noise: their pixels have nothing to do with the decoder.",
    hint: "Which function turns something random into an image?",
    strongerHint:
      "You draw as many random numbers as the images have pixels. What else could you draw, and then turn into an " +
      "image?",
  },
];

function inverseSigmoid(pixel: number): number {
  return Math.log(pixel / (1 - pixel));
}
