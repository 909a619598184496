import { lerp } from "../../math/lerp.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { type Rows, rowsOf } from "../rows_of.ts";
import type { NetworkCase } from "../steps/encoder_decoder/network_case.ts";
import type { ModelStandIn } from "../steps/interpolate/model_stand_in.ts";
import type { InterpolateCase } from "../steps/interpolate/interpolate_case.ts";
import { codeOf, drawDecoder } from "../steps/sample/decoder_stand_in.ts";
import { areAlike } from "./are_alike.ts";
import { firstDigits } from "./first_digits.ts";
import { pixelBytes } from "./pixel_bytes.ts";
import { decode, encode } from "./plain_model.ts";
import { refusalOf } from "./refusal_of.ts";
import { rowsOfAnswer } from "./rows_of_answer.ts";
import { LATENT_SIZE, shippedModel, SIDE } from "./shipped_model.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** Images in a row. */
const COUNT = 12;
/** How steep the small model's decoder is: codes of the trained model stay where its sigmoid can be inverted. */
const SLOPE = 0.3;

/** How far a pixel of a cross-fade may be off. */
const TOLERANCE = 1e-4;

/** Step 10: the images from one digit to another, as the function gives them. */
export const drawInterpolate: StepDrawing = async (ask) => {
  const parameters = await shippedModel();
  const digits = await firstDigits(2); // a seven, and a two
  const { mu: codes } = encode(parameters, digits);
  const asked = standIn(codes);
  const right = decode(parameters, rowsOf(lerp(codes[0], codes[1], COUNT), LATENT_SIZE));
  const { interpolate: [answer] } = await ask({ interpolate: [asked] });
  const rows = rowsOfAnswer(answer, { columns: asked.from.length });
  const images = rows?.slice(0, COUNT).map((row) => digitOf(row, asked, { parameters, digits }));
  const lost = images?.filter((image) => !image).length ?? 0;
  const notes: string[] = [];
  if (!images) notes.push(refusalOf("interpolate", answer));
  if (lost > 0) {
    notes.push(
      `${lost} of your images are neither decoded from a code nor a mixture of the two images; they are left black.`,
    );
  }
  return [{
    kind: "images",
    title: "From one digit to another",
    caption:
      "From the first test image of MNIST to the second. Your function gets a small model whose images show their " +
      "codes; the trained model that comes with the lab decodes these codes.",
    summary: summaryOf(rows?.length, images, right),
    notes,
    ...{ height: SIDE, width: SIDE },
    rows: [
      { whose: "right", name: "right: decoded from codes on the line", pixels: row(right) },
      ...images ? [{ whose: "yours", name: "yours", pixels: row(images) } as const] : [],
    ],
  }];
};

/** A row of as many images as were asked for; black where there is none. */
function row(images: readonly (readonly number[] | undefined)[]): string {
  const black = Array<number>(SIDE * SIDE).fill(0);
  return pixelBytes(Array.from({ length: COUNT }, (_, i) => images[i] ?? black).flat());
}

/** A small model with two images, which it encodes as the trained model encodes the digits. */
function standIn(codes: Rows): InterpolateCase {
  const random = new TorchRandom(0);
  const decoder = drawDecoder(random, LATENT_SIZE, SLOPE);
  const pixels = decoder.bias.length;
  const radius = 2 * Math.max(...codes.flat().map(Math.abs));
  const encoder: ModelStandIn["encoder"] = {
    radius,
    // Each unit has a pixel of its own.
    weights: Array.from(
      { length: pixels },
      (_, pixel) => Array.from({ length: LATENT_SIZE }, (_, unit) => Number(pixel === unit)),
    ),
    bias: Array<number>(LATENT_SIZE).fill(0),
  };
  const [from, to] = codes.map((code) => [
    ...code.map((unit) => Math.atanh(unit / radius)),
    ...random.uniform(pixels - LATENT_SIZE),
  ]);
  return { model: { encoder, decoder }, from, to, steps: COUNT };
}

/** An image of the answer as a digit; `undefined` if it is neither decoded from a code nor a mixture of both images. */
function digitOf(
  image: readonly number[],
  { model: { decoder }, from, to }: InterpolateCase,
  { parameters, digits }: {
    readonly parameters: NetworkCase["parameters"];
    readonly digits: readonly Float32Array[];
  },
): readonly number[] | undefined {
  const code = codeOf(decoder, image);
  if (code) return decode(parameters, [code])[0];
  const t = placeBetween(from, to, image);
  if (t === undefined) return;
  return Array.from(digits[0], (pixel, i) => (1 - t) * pixel + t * digits[1][i]);
}

/** How far an image is faded from the first of two others, 0, to the second, 1; `undefined` if it is no cross-fade. */
function placeBetween(
  from: readonly number[],
  to: readonly number[],
  image: readonly number[],
): number | undefined {
  const along = (a: readonly number[]) =>
    a.reduce((sum, value, i) => sum + (value - from[i]) * (to[i] - from[i]), 0);
  const t = along(image) / along(to);
  const isNear = image.every((value, i) =>
    Math.abs(value - from[i] - t * (to[i] - from[i])) <= TOLERANCE
  );
  return isNear ? t : undefined;
}

function summaryOf(
  count: number | undefined,
  images: readonly (readonly number[] | undefined)[] = [],
  right: Rows,
): string {
  if (count === undefined) return "There are no images of yours to draw.";
  if (count !== COUNT) return `${COUNT} images were asked for, and your function gave ${count}.`;
  const isRight = images.every((image, i) => image && areAlike(image, right[i]));
  return isRight ? "Your images are the right ones." : "Your images are not the right ones.";
}
