import { UserError } from "../user_error.ts";
import type { StateDict, StateTensor } from "../model/state_dict.ts";

/** A file's tensors, and what its writer noted. */
export interface Safetensors {
  /** By name. */
  readonly tensors: StateDict;
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: readonly [number, number];
}

/** The format's own bound on its header, in bytes. */
const MAX_HEADER = 100_000_000;

/**
 * Reads a safetensors file: eight bytes of header length, a JSON header, raw little-endian values.
 *
 * @param name how messages call the file
 * @throws {UserError} for a broken file, and for tensors that are not float32
 */
export function readSafetensors(bytes: Uint8Array, name = "safetensors"): Safetensors {
  const broken = (why: string) => new UserError(`${name}: not a whole safetensors file: ${why}.`);
  if (bytes.length < 8) throw broken(`wanted at least 8 bytes, found ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const announced = view.getBigUint64(0, true);
  if (announced > MAX_HEADER || announced > bytes.length - 8) {
    throw broken(`its header announces ${announced} bytes, the file has ${bytes.length - 8}`);
  }
  const start = 8 + Number(announced);
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, start), broken);
  if (!isTexts(metadata)) throw broken("its __metadata__ is not an object of texts");
  const tensors: [string, StateTensor][] = [];
  let next = 0;
  const inOrder = Object.entries(entries as Record<string, HeaderEntry>)
    .sort(([, a], [, b]) => a?.data_offsets?.[0] - b?.data_offsets?.[0]);
  for (const [key, entry] of inOrder) {
    const [begin, end] = checkEntry(key, entry, broken);
    if (begin !== next) throw broken(`the values of ${key} begin at ${begin}, wanted ${next}`);
    next = end;
    if (start + end > bytes.length) {
      throw broken(`the values of ${key} end at ${end}, the file has ${bytes.length - start}`);
    }
    // A copy: the header's length need not be a multiple of four.
    const values = new Float32Array(bytes.slice(start + begin, start + end).buffer);
    tensors.push([key, { shape: entry.shape, values }]);
  }
  if (start + next !== bytes.length) {
    throw broken(
      `its tensors end at ${next}, the file has ${bytes.length - start} bytes of values`,
    );
  }
  return { tensors: Object.fromEntries(tensors), metadata };
}

/**
 * The bytes of a safetensors file, which PyTorch (`safetensors.torch.load_file`) and Hugging Face's
 * tools read as it is.
 */
export function writeSafetensors(
  tensors: StateDict,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [key, { shape, values }] of Object.entries(tensors)) {
    header[key] = { dtype: "F32", shape, data_offsets: [end, end += values.byteLength] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
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

function parseHeader(json: Uint8Array, broken: (why: string) => UserError) {
  try {
    const header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return header;
  } catch { /* told below */ }
  throw broken("its header is not a JSON object");
}

function checkEntry(key: string, entry: HeaderEntry, broken: (why: string) => UserError) {
  const { dtype, shape, data_offsets: offsets } = entry ?? {};
  if (dtype !== "F32") throw broken(`${key} has the type ${dtype}, wanted F32`);
  const whole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!whole(shape) || !whole(offsets) || offsets.length !== 2) {
    throw broken(`${key} has no shape or no offsets of whole numbers`);
  }
  const size = 4 * shape.reduce((product, length) => product * length, 1);
  const [begin, end] = offsets;
  if (end - begin !== size) {
    throw broken(`${key} of shape [${shape}] takes ${size} bytes, its offsets give ${end - begin}`);
  }
  return offsets;
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === "string");
}
