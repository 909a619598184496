import { checkIdxSize, readIdxHeader } from "./idx_header.ts";

/** What an IDX file holds: unsigned bytes in a box of `shape`. */
export interface IdxArray {
  /** Sizes, outermost first: `[60000, 28, 28]` for MNIST's training images. */
  readonly shape: readonly number[];
  /** The values, the last dimension varying fastest. */
  readonly values: Uint8Array;
}

/**
 * Reads an IDX file, the format of the MNIST database (LeCun, Cortes and Burges): two zero bytes, the
 * type of the values, the number of dimensions, a big-endian uint32 for each, then the values.
 *
 * @param bytes the uncompressed file
 * @param name how messages call it
 * @param dimensions how many dimensions are wanted: 3 for images, 1 for labels
 * @returns a view of `bytes`, not a copy
 * @throws {UserError} for another magic number, a file too short or too long
 *
 * @example
 * ```ts
 * import { readIdx } from "./idx.ts";
 *
 * const bytes = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 2, 7, 9]);
 * readIdx(bytes, "labels", 1); // { shape: [2], values: Uint8Array [7, 9] }
 * ```
 */
export function readIdx(bytes: Uint8Array, name: string, dimensions: number): IdxArray {
  const header = readIdxHeader(bytes, name, { dimensions, type: "ubyte" });
  checkIdxSize(header, bytes.length - header.start, name);
  return { shape: header.shape, values: bytes.subarray(header.start) };
}
