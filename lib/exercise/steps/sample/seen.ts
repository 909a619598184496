import type { Answer } from "../../answer.ts";
import { type Rows, rowsOf } from "../../rows_of.ts";
import { codeOf } from "./decoder_stand_in.ts";
import { ROLES, type SampleCase } from "./sample_case.ts";

/**
 * What a check reads from the images of all calls, where they have the right shapes: that of the first call, of the
 * one with the same seed and of the one with another, and those of few images, whatever the order of the calls was.
 */
export interface Seen {
  readonly cases: readonly SampleCase[];
  /** By call: [n, P] */
  readonly images: readonly Rows[];
  /** By call, [n, d]; absent if the decoder did not give all images. */
  readonly codes?: readonly Rows[];
}

/** The images and codes of all calls; `undefined` if an answer does not hold images of the right shape. */
export function seenIn(
  cases: readonly SampleCase[],
  answers: readonly Answer[],
): Seen | undefined {
  const images: Rows[] = [];
  const order = cases.map((_, i) => i)
    .toSorted((i, j) => ROLES.indexOf(cases[i].role) - ROLES.indexOf(cases[j].role));
  for (const [i, { n, decoder }] of cases.entries()) {
    const answer = answers[i];
    const pixels = decoder.bias.length;
    if (answers.length !== cases.length || !("values" in answer)) return;
    if (String(answer.shape) !== String([n, pixels]) || answer.values.length !== n * pixels) return;
    images.push(rowsOf(answer.values, pixels));
  }
  const inOrder = order.map((i) => cases[i]), imagesInOrder = order.map((i) => images[i]);
  return { cases: inOrder, images: imagesInOrder, codes: codesOf(inOrder, imagesInOrder) };
}

/** The codes of all images; `undefined` if an image is not its decoder's. */
export function codesOf(cases: readonly SampleCase[], images: readonly Rows[]): Rows[] | undefined {
  const codes: Rows[] = [];
  for (const [i, { decoder }] of cases.entries()) {
    const found = images[i].map((image) => codeOf(decoder, image));
    if (!found.every((code) => code !== undefined)) return;
    codes.push(found);
  }
  return codes;
}

/** All units of the calls that drew many codes; the first two calls have the same seed, and count as one. */
export function unitsOf(codes: readonly Rows[]): readonly number[] {
  return [codes[0], codes[2]].flat(2);
}
