import { constants, gunzipSync } from "node:zlib";
import { UserError } from "../user_error.ts";
import { checkIdxSize, readIdxHeader } from "./idx_header.ts";
import type { IdxKind } from "./idx_names.ts";
import { readHead } from "../file/read_head.ts";

/** An IDX file of which the header was read, so that its shape can be judged before its values. */
export interface OpenIdx {
  /** The file, as messages call it. */
  readonly name: string;
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** Reads the values, as many as `shape` says, in bytes as they lie. @throws {UserError} if there are others */
  values(): Promise<Uint8Array>;
}

/** The header, and that of gzip before it, lie in the first bytes. */
const HEAD = 4096;

/** No byte of a gzip file stands for more. */
const MAX_GZIP_RATIO = 1032;

/**
 * Opens an IDX file, plain or (by its name) `.gz`. Reads {@linkcode HEAD} bytes, at most 4.2 MB inflated;
 * `values()` then takes, whatever the file holds, its announced size, and for `.gz` the file's
 * own beside it.
 *
 * @param kind how many dimensions are wanted, and of what type
 * @returns `undefined` if there is no such file
 * @throws {UserError} if it is no plain file, or none of IDX, or cannot be as long as it announces
 */
export async function openIdx(
  path: string | URL,
  kind: IdxKind,
): Promise<OpenIdx | undefined> {
  const head = await readHead(path, HEAD);
  if (!head) return undefined;
  const name = typeof path === "string" ? path : path.pathname.split("/").at(-1)!;
  const zipped = name.endsWith(".gz");
  const bytes = zipped ? gunzip(head.bytes, name, HEAD * MAX_GZIP_RATIO, true) : head.bytes;
  const header = readIdxHeader(bytes, name, kind);
  const { shape, start, size } = header;
  if (!zipped) checkIdxSize(header, head.size - start, name);
  else if (size > head.size * MAX_GZIP_RATIO || head.size > 1.01 * size + HEAD) {
    throw new UserError(
      `${name}: its header announces ${shape.join(" x ")} = ${size} bytes of values; ` +
        `${head.size} bytes of gzip cannot hold just these. Get the file again.`,
    );
  }
  return {
    name,
    shape,
    async values() {
      const whole = await readHead(path, zipped ? head.size : start + size);
      const found = whole?.bytes ?? new Uint8Array();
      const bytes = zipped ? gunzip(found, name, start + size) : found;
      const again = readIdxHeader(bytes, name, kind); // somebody may have replaced the file
      checkIdxSize(again, bytes.length - again.start, name);
      return bytes.subarray(again.start);
    },
  };
}

/** Inflates at most `atMost` bytes. A `part` may end before its time. */
function gunzip(bytes: Uint8Array, name: string, atMost: number, part = false): Uint8Array {
  try {
    const inflated = gunzipSync(bytes, {
      maxOutputLength: atMost,
      // In one piece, which need not be joined to others.
      chunkSize: part ? HEAD : Math.max(constants.Z_MIN_CHUNK, atMost + 1),
      finishFlush: part ? constants.Z_SYNC_FLUSH : constants.Z_FINISH,
    });
    // As a plain array: the slices of Node's own are views.
    return new Uint8Array(inflated.buffer, inflated.byteOffset, inflated.length);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new UserError(
        `${name}: too long: inflates to more than the ${atMost} bytes that its IDX header ` +
          `announces. Get the file again.`,
      );
    }
    throw new UserError(`${name}: not a valid gzip file: ${message}. Get it again.`);
  }
}
