import { UserError } from "../user_error.ts";

/** What an IDX file holds: unsigned bytes in a box of `shape`. */
export interface IdxArray {
  /** Sizes, outermost first: `[60000, 28, 28]` for MNIST's training images. */
  readonly shape: readonly number[];
  /** The values, the last dimension varying fastest. */
  readonly values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

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
  const wanted = [0, 0, UNSIGNED_BYTE, dimensions];
  const magic = [...bytes.subarray(0, 4)];
  if (wanted.some((byte, i) => byte !== magic[i])) {
    throw new UserError(
      `${name}: not an IDX file of unsigned bytes in ${dimensions} dimensions: ` +
        `wanted the first bytes ${hex(wanted)}, found ${hex(magic) || "an empty file"}.`,
    );
  }
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) {
    throw new UserError(
      `${name}: truncated: the header takes ${start} bytes, the file has ${bytes.length}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const size = shape.reduce((product, length) => product * length, 1);
  const found = bytes.length - start;
  if (found !== size) {
    throw new UserError(
      `${name}: ${found < size ? "truncated" : "too long"}: its header announces ` +
        `${shape.join(" x ")} = ${size} bytes of values, the file has ${found}. ` +
        `Get the file again.`,
    );
  }
  return { shape, values: bytes.subarray(start) };
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
