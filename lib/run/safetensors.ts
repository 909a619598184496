import { oneLine, UserError } from "../user_error.ts";
import type { StateDict } from "../model/state_dict.ts";
import { typeName } from "../math/check_argument.ts";
import { type Broken, readSafetensorsHeader } from "./safetensors_header.ts";

/** A file's tensors, and what its writer noted. */
export interface Safetensors {
  /** By name. */
  readonly tensors: StateDict;
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's own bound on its header, in bytes. */
const MAX_HEADER = 100_000_000;

/**
 * Reads a safetensors file: eight bytes of header length, a JSON header, raw little-endian values.
 * Takes at most four times the memory of `bytes` and 100 MB, and a second for each 25 MB of header.
 *
 * @param name how messages call it
 * @throws {UserError} for a broken file, a name that stands twice, and tensors that are not float32
 */
export function readSafetensors(bytes: Uint8Array, name = "safetensors"): Safetensors {
  const broken: Broken = (why) =>
    new UserError(`${name}: not a whole safetensors file: ${oneLine(why)}.`);
  if (bytes.length < 8) throw broken(`wanted at least 8 bytes, found ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const announced = view.getBigUint64(0, true);
  if (announced > bytes.length - 8) {
    throw broken(`its header announces ${announced} bytes, the file has ${bytes.length - 8}`);
  }
  if (announced > MAX_HEADER) {
    throw broken(`its header announces ${announced} bytes, wanted at most ${MAX_HEADER}`);
  }
  const start = 8 + Number(announced);
  const { entries, metadata } = readSafetensorsHeader(bytes.subarray(8, start), broken);
  let next = 0;
  const tensors = entries.map(({ name, shape, begin, end }) => {
    const which = `the values of ${JSON.stringify(name)}`;
    if (begin !== next) throw broken(`${which} begin at ${begin}, wanted ${next}`);
    if (start + end > bytes.length) {
      throw broken(`${which} end at ${end}, the file has ${bytes.length - start}`);
    }
    next = end;
    // A copy: the header's length need not be a multiple of four.
    const values = new Float32Array(bytes.slice(start + begin, start + end).buffer);
    return [name, { shape, values }] as const;
  });
  if (start + next !== bytes.length) {
    throw broken(
      `its tensors end at ${next}, the file has ${bytes.length - start} bytes of values`,
    );
  }
  return { tensors: Object.fromEntries(tensors), metadata };
}

/**
 * The bytes of a safetensors file, which PyTorch (`safetensors.torch.load_file`) and Hugging Face's
 * tools read as it is. What {@linkcode readSafetensors} would refuse is not written.
 *
 * @throws {TypeError} if values are no Float32Array, or metadata no texts
 * @throws {RangeError} for a shape that does not fit its values, and for names and numbers of tensors that
 * cannot be read back
 */
export function writeSafetensors(
  tensors: StateDict,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: [string, unknown][] = [["__metadata__", metadata]];
  let end = 0;
  for (const [key, { shape, values }] of Object.entries(tensors)) {
    const shown = JSON.stringify(key);
    if (!(values instanceof Float32Array)) {
      throw new TypeError(`the values of ${shown} must be a Float32Array, got ${typeName(values)}`);
    }
    checkText("the name", key);
    if (key === "__metadata__") throw new RangeError(`no tensor may be called ${shown}`);
    header.push([key, { dtype: "F32", shape, data_offsets: [end, end += values.byteLength] }]);
  }
  for (const [key, text] of Object.entries(metadata)) {
    checkText("the metadata", key);
    if (typeof text === "string") {
      checkText("the metadata", text);
      continue;
    }
    throw new TypeError(`metadata ${JSON.stringify(key)} must be a text, got ${typeName(text)}`);
  }
  const text = JSON.stringify(Object.fromEntries(header));
  const json = new TextEncoder().encode(text);
  checkHeader(json);
  // Spaces fill the header up, so that the values are aligned.
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, 8, 8 + length);
  bytes.set(json, 8);
  let at = 8 + length;
  for (const { values } of Object.values(tensors)) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** @throws {RangeError} for a header that the reader would refuse */
function checkHeader(json: Uint8Array): void {
  if (json.length > MAX_HEADER) {
    throw new RangeError(`the header takes ${json.length} bytes, wanted at most ${MAX_HEADER}`);
  }
  readSafetensorsHeader(json, (why) => new RangeError(why));
}

/** Half of a surrogate pair is no character: other programs refuse a file with one. */
function checkText(what: string, text: string): void {
  if (text.isWellFormed()) return;
  throw new RangeError(`${what} ${JSON.stringify(text)} holds half of a character`);
}
