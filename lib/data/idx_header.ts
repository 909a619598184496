import { UserError } from "../user_error.ts";
import type { IdxKind, IdxType } from "./idx_names.ts";

/** What the header of an IDX file announces. */
export interface IdxHeader {
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** Where the values start, in bytes. */
  readonly start: number;
  /** Length of the values in bytes; up to 2^96, so not to be believed unseen. */
  readonly size: number;
}

/** What each type is called, the byte that stands for it, and the bytes that a value takes. */
const TYPES: Readonly<Record<IdxType, { words: string; code: number; length: number }>> = {
  ubyte: { words: "unsigned bytes", code: 0x08, length: 1 },
  int: { words: "32-bit integers", code: 0x0c, length: 4 },
};

/**
 * Reads the header of an IDX file.
 *
 * @param bytes the beginning of the file
 * @param name how messages call it
 * @param kind how many dimensions are wanted, and of what type
 * @throws {UserError} for another magic number, and where `bytes` end before the header does
 */
export function readIdxHeader(
  bytes: Uint8Array,
  name: string,
  { dimensions, type }: IdxKind,
): IdxHeader {
  const { words, code, length } = TYPES[type];
  const wanted = [0, 0, code, dimensions];
  const magic = [...bytes.subarray(0, 4)];
  if (wanted.some((byte, i) => byte !== magic[i])) {
    throw new UserError(
      `${name}: not an IDX file of ${words} in ${dimensions} dimensions: ` +
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
  return { shape, start, size: shape.reduce((product, side) => product * side, length) };
}

/**
 * Compares what a header announces with the number of bytes that follow it.
 * @throws {UserError} if they are more or fewer
 */
export function checkIdxSize({ shape, size }: IdxHeader, found: number, name: string): void {
  if (found === size) return;
  throw new UserError(
    `${name}: ${found < size ? "truncated" : "too long"}: its header announces ` +
      `${shape.join(" x ")} = ${size} bytes of values, the file has ${found}. ` +
      `Get the file again.`,
  );
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
