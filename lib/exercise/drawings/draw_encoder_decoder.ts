import type { StateDict } from "../../math/state_dict.ts";
import type { NetworkCase } from "../steps/encoder_decoder/network_case.ts";
import { numberText } from "../values_part.ts";
import { areAlike } from "./are_alike.ts";
import type { ImagesDrawing } from "./drawing.ts";
import { firstDigits } from "./first_digits.ts";
import { pixelBytes } from "./pixel_bytes.ts";
import { decode, encode } from "./plain_model.ts";
import { refusalOf } from "./refusal_of.ts";
import { rowsOf } from "./rows_of.ts";
import { shippedModel } from "./shipped_model.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** Digits in a row; of the model that ships, the units of a code and the side of an image. */
const COUNT = 12, LATENT_SIZE = 8, SIDE = 28;
/** Digits of the numbers that the student's process reads, which float32 needs. */
const PRECISION = 8;

/** Step 4: digits, over what the student's encoder and decoder make of them with a trained model's parameters. */
export const drawEncoderDecoder: StepDrawing = async (ask) => {
  const parameters = await shippedModel();
  const digits = await firstDigits(COUNT);
  const { encode: [posterior] } = await ask({
    encode: [caseOf(parameters, "encoder", digits)],
  });
  const codes = rowsOf(posterior, 2 * COUNT, LATENT_SIZE)?.slice(0, COUNT); // mu over logVar
  const { decode: [images] } = codes
    ? await ask({ decode: [caseOf(parameters, "decoder", codes)] })
    : { decode: [] };
  const yours = rowsOf(images, COUNT, SIDE * SIDE);
  const right = digits.map((digit) => decode(parameters, encode(parameters, digit).mu));
  return [{
    kind: "images",
    title: "Your reconstructions",
    caption:
      `The first ${COUNT} test images of MNIST, and what your encode and your decode make of them one after ` +
      "the other (of mu, without noise), with the parameters of the trained model that comes with the lab.",
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

/** What a half of the model is asked: with its own parameters alone. */
function caseOf(
  parameters: StateDict,
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

/** Numbers that are written in few digits. */
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
  yours: readonly (readonly number[])[] | undefined,
  right: readonly Float32Array[],
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
  return `Your reconstructions are off by a squared error of ${
    error(yours)
  } an image, and the right ones by ` +
    `${error(right)}.`;
}
