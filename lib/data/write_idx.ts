import { checkWhole } from "../math/check_argument.ts";
import type { IdxArray } from "./idx.ts";

/** The header has one byte for the number of dimensions, and four for each of them. */
const MAX_DIMENSIONS = 255, MAX_LENGTH = 2 ** 32 - 1;

/**
 * The bytes of an IDX file of unsigned bytes, as {@linkcode readIdx} reads it.
 *
 * @throws {RangeError} if there are not as many values as the shape says, or it is no shape that the format has
 *
 * @example
 * ```ts
 * import { writeIdx } from "./write_idx.ts";
 *
 * writeIdx({ shape: [2], values: new Uint8Array([7, 9]) }); // [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]
 * ```
 */
export function writeIdx({ shape, values }: IdxArray): Uint8Array<ArrayBuffer> {
  checkWhole("the dimensions of an IDX file", shape.length, { min: 1, max: MAX_DIMENSIONS });
  for (const length of shape) {
    checkWhole("a length in an IDX file", length, { min: 0, max: MAX_LENGTH });
  }
  const wanted = shape.reduce((product, length) => product * length, 1);
  if (values.length !== wanted) {
    throw new RangeError(
      `wanted ${shape.join(" x ")} = ${wanted} values for an IDX file, got ${values.length}`,
    );
  }
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + values.length);
  bytes.set([0, 0, 8, shape.length]); // 8: the values are unsigned bytes
  const view = new DataView(bytes.buffer);
  shape.forEach((length, i) => view.setUint32(4 + 4 * i, length));
  bytes.set(values, start);
  return bytes;
}
