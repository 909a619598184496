import { lerp } from "../../math/lerp.ts";
import type { StateDict } from "../../math/state_dict.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { rowsIn } from "../steps/interpolate/line.ts";
import type { ModelStandIn } from "../steps/interpolate/model_stand_in.ts";
import type { InterpolateCase } from "../steps/interpolate/interpolate_case.ts";
import { codeOf, drawDecoder } from "../steps/sample/decoder_stand_in.ts";
import { areAlike } from "./are_alike.ts";
import { firstDigits } from "./first_digits.ts";
import { pixelBytes } from "./pixel_bytes.ts";
import { decode, encode } from "./plain_model.ts";
import { refusalOf } from "./refusal_of.ts";
import { shippedModel } from "./shipped_model.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** Images in a row; of the model that ships, the units of a code and the side of an image. */
const STEPS = 12, LATENT_SIZE = 8, SIDE = 28;
/** How steep the small model's decoder is: codes of the trained model stay where its sigmoid can be inverted. */
const SLOPE = 0.3;

/** Where an image of the row lies on a line of pixels, if it does; how far it may be off. */
const TOLERANCE = 1e-4;

/** Step 10: the way between two digits, as far as the function goes it. */
export const drawInterpolate: StepDrawing = async (ask) => {
  const parameters = await shippedModel();
  const digits = await firstDigits(2); // a seven, and a two
  const codes = digits.map((digit) => encode(parameters, digit).mu);
  const asked = standIn(codes);
  const right = lerp(codes[0], codes[1], STEPS);
  const { interpolate: [answer] } = await ask({ interpolate: [asked] });
  const rows = answer && rowsIn(answer, asked.from.length);
  const images = rows?.slice(0, STEPS).map((row) => digitOf(row, asked, { parameters, digits }));
  const lost = images?.filter((image) => !image).length ?? 0;
  const decoded = Array.from(
    { length: STEPS },
    (_, i) => decode(parameters, right.subarray(i * LATENT_SIZE, (i + 1) * LATENT_SIZE)),
  );
  const notes: string[] = [];
  if (!images) notes.push(refusalOf("interpolate", answer));
  if (lost > 0) {
    notes.push(
      `${lost} of your images are neither decoded from a code nor a mixture of the two images, and are left black.`,
    );
  }
  return [{
    kind: "images",
    title: "From one digit to another",
    caption:
      "The way between the first two test images of MNIST. Your function goes it with a small model whose images " +
      "show their codes; the trained model that comes with the lab decodes these.",
    summary: summaryOf(rows?.length, images, decoded),
    notes,
    ...{ height: SIDE, width: SIDE },
    rows: [
      { whose: "right", name: "right: decoded from codes on the line", pixels: row(decoded) },
      ...images ? [{ whose: "yours", name: "yours", pixels: row(images) } as const] : [],
    ],
  }];
};

/** A row of as many images as were asked for; black where there is none. */
function row(images: readonly (ArrayLike<number> | undefined)[]): string {
  return pixelBytes(
    Array.from({ length: STEPS }, (_, i) => Array.from(images[i] ?? new Float32Array(SIDE * SIDE)))
      .flat(),
  );
}

/** A small model with two images, which it encodes as the trained model encodes the digits. */
function standIn(codes: readonly Float32Array[]): InterpolateCase {
  const random = new TorchRandom(0);
  const decoder = drawDecoder(random, LATENT_SIZE, SLOPE);
  const pixels = decoder.bias.length;
  const radius = 2 * Math.max(...codes.flatMap((code) => [...code].map(Math.abs)));
  const encoder: ModelStandIn["encoder"] = {
    radius,
    // A unit is seen in the pixel of its number.
    weights: Array.from(
      { length: pixels },
      (_, pixel) => Array.from({ length: LATENT_SIZE }, (_, unit) => Number(pixel === unit)),
    ),
    bias: Array<number>(LATENT_SIZE).fill(0),
  };
  const [from, to] = codes.map((code) => [
    ...Array.from(code, (unit) => Math.atanh(unit / radius)),
    ...random.uniform(pixels - LATENT_SIZE),
  ]);
  return { model: { encoder, decoder }, from, to, steps: STEPS };
}

/** An image of the answer as a digit; `undefined` if it shows neither a code nor a mixture of both images. */
function digitOf(
  image: readonly number[],
  { model: { decoder }, from, to }: InterpolateCase,
  { parameters, digits }: {
    readonly parameters: StateDict;
    readonly digits: readonly Float32Array[];
  },
): Float32Array | undefined {
  const code = codeOf(decoder, image);
  if (code) return decode(parameters, code);
  const t = placeBetween(from, to, image);
  if (t === undefined) return;
  return digits[0].map((pixel, i) => (1 - t) * pixel + t * digits[1][i]);
}

/** Where an image lies on the line of pixels between two others: 0 at the first one, 1 at the second one. */
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
  images: readonly (Float32Array | undefined)[] = [],
  right: readonly Float32Array[],
): string {
  if (count === undefined) return "There are no images of yours to draw.";
  if (count !== STEPS) return `${STEPS} images were asked for, and ${count} given.`;
  const isRight = images.every((image, i) => image && areAlike(image, right[i]));
  return isRight ? "Your images are the right ones." : "Your images are not the right ones.";
}
