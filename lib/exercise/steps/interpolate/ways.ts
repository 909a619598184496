import type { InterpolateCase } from "./interpolate_case.ts";
import { between, decodeImage, encodeImage } from "./model_stand_in.ts";

/** Gives the images of the right positions t, from 0 at one end to 1 at the other. */
export function images(
  image: (at: InterpolateCase, t: number) => readonly number[],
): (at: InterpolateCase) => number[] {
  return (at) => Array.from({ length: at.steps }, (_, i) => image(at, i / (at.steps - 1))).flat();
}

/**
 * Decodes codes of the line.
 *
 * @param place the position of image i
 * @param count how many images there are; as many as asked for, if nothing is said
 */
export function codesAt(
  place: (i: number, steps: number) => number,
  count = (steps: number): number => steps,
): (at: InterpolateCase) => number[] {
  return ({ model, from, to, steps }) => {
    const a = encodeImage(model, from), b = encodeImage(model, to);
    return Array.from(
      { length: count(steps) },
      (_, i) => decodeImage(model, between(a, b, place(i, steps))),
    ).flat();
  };
}
