import { allowedValues, isAllowed, type Option, repeatedValue } from "./option.ts";

/** A range of whole numbers has no more of them. */
const MAX_RANGE = 1000n;

/**
 * The value of an option in the text that was typed.
 *
 * @param before what came before it, of an option that takes several in a row
 * @throws {RangeError} whose message says what is allowed
 */
export function readValue(option: Option, text: string, before?: unknown): unknown {
  if (option.several === "in a row") {
    return [...before as unknown[] ?? [], readOne(option, text)];
  }
  if (option.several === undefined) return readOne(option, text);
  const values = text.split(",").flatMap((part) =>
    rangeOf(option, part) ?? [readOne(option, part)]
  );
  const repeated = repeatedValue(option, values);
  if (repeated) throw new RangeError(`Allowed: ${repeated}.`);
  return values;
}

function readOne(option: Option, text: string): unknown {
  const value = convert(option, text);
  if (isAllowed(option, value)) return value;
  throw new RangeError(`Allowed: ${allowedValues(option)}.`);
}

/** What the text may mean; what it may not, {@linkcode isAllowed} refuses. */
function convert({ kind }: Option, text: string): unknown {
  switch (kind) {
    case "whole number":
      return /^\d+$/.test(text) ? Number(text) : undefined;
    case "number":
      return text.trim() ? Number(text) : undefined;
    case "seed": {
      if (!/^-?\d{1,40}$/.test(text)) return undefined;
      const seed = BigInt(text);
      return Number.isSafeInteger(Number(seed)) ? Number(seed) : seed;
    }
    default:
      return text;
  }
}

/** The numbers of a range, `0-9` or `-3--1`; `undefined` if it is none. */
function rangeOf(option: Option, text: string): unknown[] | undefined {
  if (option.kind !== "seed" && option.kind !== "whole number") return undefined;
  const range = /^(-?\d{1,20})-(-?\d{1,20})$/.exec(text);
  if (!range) return undefined;
  const [first, last] = range.slice(1).map(BigInt);
  const count = last - first + 1n;
  if (count < 1n || count > MAX_RANGE) {
    throw new RangeError(`Allowed: a range of up to ${MAX_RANGE} numbers, such as 0-9.`);
  }
  return Array.from({ length: Number(count) }, (_, i) => readOne(option, `${first + BigInt(i)}`));
}
