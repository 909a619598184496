import type { Answer } from "../../answer.ts";
import { type Rows, rowsOf } from "../../rows_of.ts";
import { codeOf } from "../sample/decoder_stand_in.ts";
import type { InterpolateCase } from "./interpolate_case.ts";
import { between, encodeImage } from "./model_stand_in.ts";

/** How far a code may be from the line, as a part of its length. */
const NEAR = 2e-3;

/** The codes of an answer's images, in any number; `undefined` if the decoder did not give all images. */
export function codesIn({ model, from }: InterpolateCase, answer: Answer): Rows | undefined {
  const rows = rowsIn(answer, from.length);
  const codes = rows?.map((row) => codeOf(model.decoder, row));
  return codes?.every((code) => code !== undefined) ? codes : undefined;
}

/** The rows of an answer that holds images, in any number. @param pixels of an image */
export function rowsIn(answer: Answer, pixels: number): Rows | undefined {
  if (!("values" in answer)) return;
  const { values, shape: [rows, columns, ...more] } = answer;
  if (columns !== pixels || more.length > 0 || rows * columns !== values.length) return;
  return rowsOf(values, columns);
}

/**
 * Where an answer's codes lie on the straight line through the codes of both images: 0 at the first, 1 at the
 * second one; `undefined` if one does not lie on it.
 */
export function placesOnLine(at: InterpolateCase, answer: Answer): readonly number[] | undefined {
  const a = encodeImage(at.model, at.from), b = encodeImage(at.model, at.to);
  const length = a.reduce((sum, value, i) => sum + (b[i] - value) ** 2, 0); // squared
  const places = codesIn(at, answer)?.map((code) => {
    const t = code.reduce((sum, unit, i) => sum + (unit - a[i]) * (b[i] - a[i]), 0) / length;
    const nearest = between(a, b, t);
    const off = code.reduce((sum, unit, i) => sum + (unit - nearest[i]) ** 2, 0);
    return Math.sqrt(off / length) < NEAR ? t : undefined;
  });
  return places?.every((t) => t !== undefined) ? places : undefined;
}
