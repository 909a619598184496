import { oneLine, UserError } from "../user_error.ts";
import { typeName } from "../math/check_argument.ts";
import type { StateDict, StateTensor } from "../math/state_dict.ts";
import { isFloat, readFloats } from "./dtype.ts";
import { foreignFile } from "./foreign_file.ts";
import { readSafetensorsHeader, type Refusals } from "./safetensors_header.ts";

/** A file's tensors, and what its writer noted. */
export interface Safetensors {
  /** By name, those of floating-point numbers, as float32. */
  readonly tensors: StateDict;
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The types of the tensors of integers (or booleans), which are left out of `tensors`, by name. */
  readonly integers?: Readonly<Record<string, string>>;
  /** Where the file is not all float32: what was done about it, in sentence fragments. */
  readonly notes?: readonly string[];
}

/** The format's own bound on its header, in bytes. */
const MAX_HEADER = 100_000_000;

/**
 * Reads a safetensors file: eight bytes of header length, a JSON header, raw little-endian values.
 *
 * Values of float16, bfloat16 and float64 become float32: the first two exactly, the last rounded.
 * Tensors of integers, such as the counters of a batch norm, are left out. Notes say so.
 * Takes at most four times the memory of `bytes` and 100 MB, and a second for each 25 MB of header.
 *
 * @param name how messages call it
 * @throws {TypeError} if `bytes` is no Uint8Array, but the file's path, for instance
 * @throws {UserError} for a broken file, another kind of file, a name that stands twice, another type, and
 * float64 numbers beyond the range of float32
 */
export function readSafetensors(bytes: Uint8Array, name = "safetensors"): Safetensors {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`bytes must be a Uint8Array, got ${typeName(bytes)}`);
  }
  const unread = (what: string) => new UserError(`${name}: ${oneLine(what)}.`);
  const broken = (why: string) => {
    const foreign = foreignFile(bytes, name);
    if (foreign) return new UserError(`${name}: ${foreign}`);
    return unread(`not a valid safetensors file: ${why}`);
  };
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
  const refusals = { broken, unread };
  const { entries, metadata } = readSafetensorsHeader(bytes.subarray(8, start), refusals);
  let next = 0;
  const tensors: [string, StateTensor][] = [];
  const integers: [string, string][] = [];
  const widened = new Set<string>();
  for (const { name, dtype, shape, begin, end } of entries) {
    const which = `the values of ${JSON.stringify(name)}`;
    if (begin !== next) throw broken(`${which} begin at ${begin}, wanted ${next}`);
    if (start + end > bytes.length) {
      throw broken(`${which} end at ${end}, the file has ${bytes.length - start}`);
    }
    next = end;
    if (!isFloat(dtype)) {
      integers.push([name, dtype]);
      continue;
    }
    const raw = new DataView(view.buffer, view.byteOffset + start + begin, end - begin);
    const values = readFloats(raw, dtype);
    if (dtype !== "F32") widened.add(dtype);
    if (dtype === "F64") refuseOverflow(values, raw, name, unread);
    tensors.push([name, { shape, values }]);
  }
  if (start + next !== bytes.length) {
    throw broken(
      `its tensors end at ${next}, the file has ${bytes.length - start} bytes of values`,
    );
  }
  const read = { tensors: Object.fromEntries(tensors), metadata };
  const notes = [
    ...widened.size > 0 ? [`${[...widened].sort().join(", ")} values converted to float32`] : [],
    ...integers.length > 0 ? [`integer tensors ignored: ${listed(integers)}`] : [],
  ];
  return {
    ...read,
    ...integers.length > 0 ? { integers: Object.fromEntries(integers) } : {},
    ...notes.length > 0 ? { notes } : {},
  };
}

/** Refuses a finite float64 that became infinite. */
function refuseOverflow(
  values: Float32Array,
  raw: DataView,
  name: string,
  unread: Refusals["unread"],
): void {
  for (const [i, value] of values.entries()) {
    if (Number.isFinite(value)) continue;
    const wide = raw.getFloat64(8 * i, true);
    if (!Number.isFinite(wide)) continue;
    throw unread(
      `value ${i} of ${
        JSON.stringify(name)
      } is ${wide}, and float32 ends at 3.4028235e38; wanted ` +
        `smaller numbers`,
    );
  }
}

/** How many names a note lists. */
const LISTED = 3;

function listed(integers: readonly [string, string][]): string {
  const names = integers.slice(0, LISTED).map(([name, dtype]) => `${oneLine(name)} (${dtype})`);
  const more = integers.length - names.length;
  return [...names, ...more > 0 ? [`${more} more`] : []].join(", ");
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
    const size = Array.isArray(shape) ? shape.reduce((product, n) => product * n, 1) : NaN;
    if (Number.isInteger(size) && size >= 0 && size !== values.length) {
      throw new RangeError(
        `${shown} of shape [${shape}] has ${size} values, got ${values.length}`,
      );
    }
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
  const refuse = (why: string) => new RangeError(why);
  readSafetensorsHeader(json, { broken: refuse, unread: refuse });
}

/** Half of a surrogate pair is no character: other programs refuse a file with one. */
function checkText(what: string, text: string): void {
  if (text.isWellFormed()) return;
  throw new RangeError(`${what} ${JSON.stringify(text)} holds half of a character`);
}
