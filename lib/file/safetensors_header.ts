import { type Dtype, isDtype, SIZES } from "./dtype.ts";
import { parseJson } from "./parse_json.ts";

/** A tensor as a header describes it. */
export interface SafetensorsEntry {
  /** By which the model knows it. */
  readonly name: string;
  /** The format's name for the type of its values. */
  readonly dtype: Dtype;
  /** Sizes, outermost first. */
  readonly shape: number[];
  /** Where its values begin, in bytes from the end of the header. */
  readonly begin: number;
  /** Where they end: `begin` and the bytes that all values take. */
  readonly end: number;
}

/** Makes the errors that say why a file cannot be read. */
export interface Refusals {
  /** It is not as the format has it. */
  broken(why: string): Error;
  /** It is, but has what is not read here. */
  unread(what: string): Error;
}

/** A shape lies in a tensor's entry, which lies in the header. The lab's models have 20 tensors. */
const BOUNDS = { depth: 3, parts: 100_000 };

/**
 * Reads the JSON header of a safetensors file: the tensors in the order of their values, each of a type
 * that is read here and of the size that its shape gives; and the notes of whoever wrote it. Notes that are
 * `null` are none.
 *
 * @throws {Error} made by `refusals`
 */
export function readSafetensorsHeader(json: Uint8Array, refusals: Refusals): {
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: Readonly<Record<string, string>>;
} {
  const { broken } = refusals;
  const header = parseHeader(json, broken);
  if (!isObject(header)) throw broken("its header is not a JSON object");
  const { __metadata__, ...described } = header;
  const metadata = __metadata__ ?? {};
  if (!isTexts(metadata)) throw broken("its __metadata__ is not an object of texts");
  const entries = Object.entries(described).map(([name, entry]) =>
    readEntry(name, entry, refusals)
  );
  // A tensor without values begins where it ends, and where the next one begins.
  return { entries: entries.sort((a, b) => a.begin - b.begin || a.end - b.end), metadata };
}

function parseHeader(json: Uint8Array, broken: Refusals["broken"]): unknown {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return parseJson(decoder.decode(json), BOUNDS);
  } catch (error) {
    throw broken(`its header is not a JSON object: ${(error as Error).message}`);
  }
}

function readEntry(name: string, entry: unknown, { broken, unread }: Refusals): SafetensorsEntry {
  const shown = JSON.stringify(name);
  const { dtype, shape, data_offsets: offsets } = isObject(entry) ? entry : {};
  if (typeof dtype !== "string") throw broken(`${shown} has no type (dtype)`);
  if (!isDtype(dtype)) {
    throw unread(
      `${shown} has the type ${
        JSON.stringify(dtype)
      }; wanted "F32", or "F16", "BF16" or "F64", which ` +
        `are converted to it`,
    );
  }
  if (!isSizes(shape)) throw broken(`${shown} has no shape of whole numbers`);
  if (!isSizes(offsets) || offsets.length !== 2) {
    throw broken(`${shown} has no data_offsets, two whole numbers`);
  }
  const size = SIZES[dtype] * shape.reduce((product, length) => product * length, 1);
  const [begin, end] = offsets;
  if (end - begin !== size) {
    throw broken(
      `${shown} of shape [${shape}] takes ${size} bytes, its offsets give ${end - begin}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((text) => typeof text === "string");
}

/** Whole numbers from 0 on, and none of them -0. */
function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) &&
    value.every((n) => Number.isSafeInteger(n) && n >= 0 && !Object.is(n, -0));
}
