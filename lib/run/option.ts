import { lowBits, type Seed, SEED_RANGE } from "../math/seed.ts";
import { checkObject, typeName } from "../math/check_argument.ts";
import { oneLine, UserError } from "../user_error.ts";

/**
 * An option of a task: plain data, from which the command line derives its flag and its help, and by which
 * the library checks what it is given.
 */
export interface Option<T = unknown> {
  /** What its value is. */
  readonly kind: "whole number" | "number" | "seed" | "word" | "path" | "text" | "switch";
  /** What the help calls its value: `N`, `FOLDER`; absent for a switch, which is given or not. */
  readonly value?: string;
  /** A fragment that can be read alone, in terms of the command line. */
  readonly description: string;
  /** `undefined` where the description tells the default. */
  readonly default: T;
  /** The smallest number that is allowed. */
  readonly min?: number;
  /** A bound that numbers must exceed. */
  readonly above?: number;
  /** The largest number that is allowed. */
  readonly max?: number;
  /** The words that are allowed. */
  readonly words?: readonly string[];
  /** Whether it takes several values, each once: `0,1,2` or a range, or one after the other. */
  readonly several?: "with commas" | "in a row";
  /** The option, by its name, that it cannot be combined with; of a switch. */
  readonly conflict?: string;
  /**
   * What it shapes: the `model` and its numbers, if nothing is said; which `images` there are; or `nothing`
   * of a result but its rounding, such as the folder or the number of threads.
   */
  readonly shapes?: "model" | "images" | "nothing";
}

/** The options of a task by their names in camelCase. */
export type OptionTable = Readonly<Record<string, Option>>;

/** The values of an {@linkcode OptionTable}. */
export type OptionsOf<O extends OptionTable> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** The table of options that have these values. */
export type TableOf<V> = { readonly [K in keyof V]: Option<V[K]> };

/** A whole number from `min` to `max`. */
export function wholeNumber<T extends number | undefined>(
  description: string,
  initial: T,
  min: number,
  max?: number,
): Option<number | T> {
  return { kind: "whole number", value: "N", description, default: initial, min, max };
}

/** A number within bounds; `above` excludes its own. */
export function realNumber<T extends number | undefined>(
  description: string,
  initial: T,
  bounds: Pick<Option, "min" | "above" | "max"> = {},
): Option<number | T> {
  return { kind: "number", value: "X", description, default: initial, ...bounds };
}

/** One of a few words. */
export function oneOf<const T extends string, I extends T | undefined = T>(
  description: string,
  initial: I,
  words: readonly T[],
): Option<T | I> {
  return { kind: "word", value: words.join("|"), description, default: initial, words };
}

/** A seed in PyTorch's range: a number, or a bigint where a number would be rounded. */
export function seedOption(description: string, initial: Seed): Option<Seed> {
  return { kind: "seed", value: "N", description, default: initial };
}

/** A file or a folder. */
export function path<T extends string | undefined>(
  value: string,
  description: string,
  initial: T,
): Option<string | T> {
  return { kind: "path", value, description, default: initial };
}

/** Words of the user's own. */
export function textOption(value: string, description: string): Option<string | undefined> {
  return { kind: "text", value, description, default: undefined };
}

/** One folder or more. */
export function folders(description: string): Option<readonly string[] | undefined> {
  const value = "FOLDER...";
  return { kind: "path", value, description, default: undefined, several: "in a row" };
}

/** Several values of another option, each once; seeds and whole numbers also as a range, `0-9` or `-3--1`. */
export function listOf<T>(option: Option<T>): Option<readonly T[] | undefined> {
  return { ...option, value: `${option.value},...`, default: undefined, several: "with commas" };
}

/** An option that is given or not. */
export function onOff(description: string, conflict?: string): Option<boolean> {
  return { kind: "switch", description, default: false, conflict };
}

/** The values of options that are not given. */
export function defaultsOf<V extends object>(table: TableOf<V>): V {
  const defaults = Object.entries<Option>(table).map(([name, option]) => [name, option.default]);
  return Object.fromEntries(defaults) as V;
}

/** The names of a table's options that shape the model and its numbers. */
export function modelOptions(table: OptionTable): string[] {
  return Object.entries(table)
    .filter(([, { shapes = "model" }]) => shapes === "model").map(([name]) => name);
}

/** A name as folders and command lines write it: `batchSize` is `batch-size`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What an option allows, in words that follow `Allowed: `. */
export function allowedValues({ kind, words = [], min, above, max }: Option): string {
  const from = above !== undefined ? ` above ${above}` : min !== undefined ? ` from ${min}` : "";
  const to = max !== undefined ? ` to ${max}` : min !== undefined ? " on" : "";
  switch (kind) {
    case "word":
      return words.join(", ");
    case "seed":
      return `a whole number from -2^63 (${SEED_RANGE.min}) to 2^64 - 1 (${SEED_RANGE.max})`;
    case "path":
      return "a path, not an empty text";
    case "text":
      return "a text, not an empty one";
    case "switch":
      return "true or false";
    default:
      return `a ${kind}${from}${to}`;
  }
}

/** Whether an option allows one value; of several, each is asked for. */
export function isAllowed({ kind, words, min, above, max }: Option, value: unknown): boolean {
  switch (kind) {
    case "word":
      return words!.some((word) => word === value);
    case "path":
    case "text":
      return typeof value === "string" && value !== "";
    case "switch":
      return typeof value === "boolean";
    case "seed":
      return typeof value === "bigint"
        ? value >= SEED_RANGE.min && value <= SEED_RANGE.max
        : Number.isSafeInteger(value);
    default: {
      if (!(kind === "number" ? Number.isFinite(value) : Number.isSafeInteger(value))) return false;
      const number = value as number;
      return number >= (min ?? -Infinity) && number > (above ?? -Infinity) &&
        number <= (max ?? Infinity);
    }
  }
}

/**
 * What is wrong with several values of one option: two that are the same, as two seeds are whose low 32 bits
 * agree, since PyTorch's generator keeps no more of them.
 */
export function repeatedValue({ kind }: Option, values: readonly unknown[]): string | undefined {
  const first = new Map<unknown, unknown>();
  for (const value of values) {
    const key = kind === "seed" ? lowBits(value as Seed) : value;
    const twin = first.get(key);
    if (first.has(key)) {
      return kind === "seed" && twin !== value
        ? "seeds of different low 32 bits, which are all that PyTorch's generator keeps; " +
          `${twin} and ${value} draw the same numbers`
        : "each value once";
    }
    first.set(key, value);
  }
}

/**
 * All options of a task: those that are given, and the defaults of the others.
 *
 * @throws {TypeError} if `given` is no object
 * @throws {UserError} for an unknown name, and a value that is not allowed
 */
export function fillIn<V extends object>(
  table: TableOf<V>,
  given: Readonly<Record<string, unknown>>,
): V {
  checkObject("options", given);
  const options: OptionTable = { ...table };
  const filled = { ...defaultsOf(table) } as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) {
      throw new UserError(
        `there is no option ${oneLine(name)}; wanted ${Object.keys(options).join(", ")}.`,
      );
    }
    const values = option.several ? Array.isArray(value) ? value : [] : [value];
    if (values.length === 0 || !values.every((each) => isAllowed(option, each))) {
      throw new UserError(`\`${name}\` must be ${wantedOf(option)}; got ${foundText(value)}.`);
    }
    const repeated = repeatedValue(option, values);
    if (repeated) throw new UserError(`\`${name}\` takes ${repeated}.`);
    filled[name] = value;
  }
  for (const [name, { conflict }] of Object.entries(options)) {
    if (!conflict || !filled[name] || filled[conflict] === options[conflict].default) continue;
    throw new UserError(`\`${name}\` cannot be combined with \`${conflict}\`.`);
  }
  return filled as V;
}

/** What an option of the library wants. */
function wantedOf(option: Option): string {
  const { kind, several } = option;
  if (several) return `a list of one value or more, each of them ${allowedValues(option)}`;
  return kind === "word" ? `one of ${allowedValues(option)}` : allowedValues(option);
}

/** A value as its caller wrote it: texts in quotation marks, since "3" is no number. */
function foundText(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(foundElement).join(", ")}]` : foundElement(value);
}

function foundElement(value: unknown): string {
  if (typeof value === "string") return oneLine(JSON.stringify(value));
  const isPlain = value === null || !["object", "function"].includes(typeof value);
  return isPlain ? String(value) : typeName(value);
}
