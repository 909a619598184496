import type { NetworkCase } from "../steps/encoder_decoder/network_case.ts";
import { numberText } from "../number_text.ts";
import type { Rows } from "../rows_of.ts";
import { areAlike } from "./are_alike.ts";
import type { ImagesDrawing } from "./drawing.ts";
import { firstDigits } from "./first_digits.ts";
import { pixelBytes } from "./pixel_bytes.ts";
import { decode, encode } from "./plain_model.ts";
import { refusalOf } from "./refusal_of.ts";
import { rowsOfAnswer } from "./rows_of_answer.ts";
import { LATENT_SIZE, shippedModel, SIDE } from "./shipped_model.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** Digits in a row. */
const COUNT = 12;
/** Significant figures of the numbers that the student's process reads, which float32 needs. */
const PRECISION = 8;

/** Step 4: digits, over the student's reconstructions of them with a trained model's parameters. */
export const drawEncoderDecoder: StepDrawing = async (ask) => {
  const parameters = await shippedModel();
  const digits = await firstDigits(COUNT);
  const { encode: [posterior] } = await ask({
    encode: [caseOf(parameters, "encoder", digits)],
  });
  const posteriors = rowsOfAnswer(posterior, { columns: LATENT_SIZE, rows: 2 * COUNT });
  const codes = posteriors?.slice(0, COUNT); // mu, without logVar
  const { decode: [images] } = codes
    ? await ask({ decode: [caseOf(parameters, "decoder", codes)] })
    : { decode: [] };
  const yours = rowsOfAnswer(images, { columns: SIDE * SIDE, rows: COUNT });
  const right = decode(parameters, encode(parameters, digits).mu);
  return [{
    kind: "images",
    title: "Your reconstructions",
    caption:
      `The first ${COUNT} test images of MNIST, and their reconstructions: your encode gives mu, and your decode ` +
      "makes an image of it, without noise. Both get the parameters of the trained model that comes with the lab.",
    summary: summaryOf(digits, yours, right),
    notes: !codes ? [refusalOf("encode", posterior)] : !yours ? [refusalOf("decode", images)] : [],
    ...{ height: SIDE, width: SIDE },
    rows: [
      row("given", "the images", digits),
      ...yours ? [row("yours", "yours", yours)] : [],
      row("right", "right", right),
    ],
  }] satisfies readonly ImagesDrawing[];
};

/** A case for one half of the model, with the parameters of that half alone. */
function caseOf(
  parameters: NetworkCase["parameters"],
  half: "encoder" | "decoder",
  rows: readonly ArrayLike<number>[],
): NetworkCase {
  return {
    parameters: Object.fromEntries(
      Object.entries(parameters).filter(([name]) => name.startsWith(half))
        .map(([name, { shape, values }]) => [name, { shape: [...shape], values: short(values) }]),
    ),
    input: { shape: [rows.length, rows[0].length], values: rows.flatMap(short) },
  };
}

/** Numbers rounded, so that they travel as short texts. */
function short(values: ArrayLike<number>): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(PRECISION)));
}

function row(
  whose: ImagesDrawing["rows"][number]["whose"],
  name: string,
  images: readonly ArrayLike<number>[],
): ImagesDrawing["rows"][number] {
  return { whose, name, pixels: pixelBytes(images.flatMap((image) => Array.from(image))) };
}

function summaryOf(
  digits: readonly Float32Array[],
  yours: Rows | undefined,
  right: Rows,
): string {
  if (!yours) return "There are no reconstructions of yours to draw.";
  if (yours.every((image, i) => areAlike(image, right[i]))) {
    return "Your reconstructions are the right ones.";
  }
  const error = (images: readonly ArrayLike<number>[]) =>
    numberText(
      images.reduce((sum, image, i) =>
        sum + digits[i].reduce((sum, pixel, j) => sum + (pixel - image[j]) ** 2, 0), 0) / COUNT,
    );
  return `Your reconstructions have a squared error of ${
    error(yours)
  } per image, and the right ones have ` +
    `${error(right)}.`;
}
