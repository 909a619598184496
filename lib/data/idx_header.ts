import { UserError } from "../user_error.ts";

/** What the header of an IDX file announces. */
export interface IdxHeader {
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** Where the values start, in bytes. */
  readonly start: number;
  /** Length of the values in bytes; up to 2^96, so not to be believed unseen. */
  readonly size: number;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads the header of an IDX file of unsigned bytes.
 *
 * @param bytes the beginning of the file
 * @param name how messages call it
 * @param dimensions how many dimensions are wanted
 * @throws {UserError} for another magic number, and where `bytes` end before the header does
 */
export function readIdxHeader(bytes: Uint8Array, name: string, dimensions: number): IdxHeader {
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
  return { shape, start, size: shape.reduce((product, length) => product * length, 1) };
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
