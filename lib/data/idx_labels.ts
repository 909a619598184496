import { UserError } from "../user_error.ts";
import type { IdxType } from "./idx_names.ts";
import type { OpenIdx } from "./open_idx.ts";

/** Numbers about each image at most; QMNIST's files have 8. */
const MOST_COLUMNS = 16;

/**
 * The labels in an IDX file, whose header has been read: of bytes, one for each image; or, as QMNIST's, of
 * integers in one or more columns, the first of which is the label.
 *
 * @throws {UserError} if there are too many columns, or a label is not from 0 to 255
 */
export async function idxLabels(file: OpenIdx, type: IdxType): Promise<Uint8Array> {
  const { name, shape: [count, columns = 1] } = file;
  if (type === "ubyte") return await file.values();
  if (columns < 1 || columns > MOST_COLUMNS) {
    throw new UserError(
      `${name}: wanted 1 to ${MOST_COLUMNS} numbers for each image, the first of them its label; ` +
        `found ${columns}.`,
    );
  }
  const bytes = await file.values();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint8Array.from({ length: count }, (_, image) => {
    const label = view.getInt32(4 * columns * image); // big-endian, as IDX files are
    if (label >= 0 && label <= 255) return label;
    throw new UserError(
      `${name}: wanted labels from 0 to 255, but the label of image ${image} is ${label}.`,
    );
  });
}
