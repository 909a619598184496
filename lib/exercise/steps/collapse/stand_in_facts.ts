import type { Rows } from "../../rows_of.ts";
import { columns } from "./columns.ts";
import { mean, sum, variance } from "./moments.ts";
import type { StandIn } from "./stand_in.ts";

/** By which part of itself the error must rise with other images' codes, for the code to count as used. */
export const USED = 0.01;

/** The codes of all images. [B, d] */
export function codesOf({ x, centre, encoder, offset }: StandIn): number[][] {
  const weights = columns(encoder);
  return x.map((image) =>
    weights.map((unit, j) =>
      offset[j] + sum(unit.map((weight, pixel) => weight * (image[pixel] - centre[pixel])))
    )
  );
}

/** The images that codes are decoded to. [B, P] */
export function decoded({ decoder, mean }: StandIn, codes: Rows): number[][] {
  return codes.map((code) =>
    mean.map((value, pixel) => value + sum(code.map((unit, j) => unit * decoder[j][pixel])))
  );
}

/** The squared error of images, per image. */
export function errorOf({ x }: StandIn, images: Rows): number {
  return mean(x.map((image, i) => distance(image, images[i])));
}

/** The squared error per image from the images' own codes. */
export function ownError(model: StandIn): number {
  return errorOf(model, decoded(model, codesOf(model)));
}

/** The squared error per image from the code of another image: a mean over all pairs, so that no order matters. */
export function othersError(model: StandIn): number {
  const images = decoded(model, codesOf(model));
  const { x } = model;
  return mean(
    x.flatMap((image, i) => images.flatMap((other, j) => i === j ? [] : [distance(image, other)])),
  );
}

/** The squared error per image where the units of each code are put in another order. */
export function reorderedError(model: StandIn, order: readonly number[]): number {
  return errorOf(model, decoded(model, codesOf(model).map((code) => order.map((j) => code[j]))));
}

/** The squared error per image from codes that are drawn from N(0, I), as it is expected. */
export function priorError(model: StandIn): number {
  const zeros = model.x.map(() => model.offset.map(() => 0));
  return errorOf(model, decoded(model, zeros)) + sum(model.decoder.flat().map((w) => w * w));
}

/** How much the images that are decoded from the images' own codes vary: a variance, summed over the pixels. */
export function decodedVariance(model: StandIn): number {
  return sum(columns(decoded(model, codesOf(model))).map(variance));
}

/** The squared error per image of the images' mean. */
export function meanImageError({ x }: StandIn): number {
  return sum(columns(x).map(variance));
}

/** Whether the model uses its code, by the definition in the text. */
export function isUsed(model: StandIn): boolean {
  return othersError(model) > (1 + USED) * ownError(model);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((value, i) => (value - b[i]) ** 2));
}
