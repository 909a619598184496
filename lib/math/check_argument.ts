/**
 * A whole number from `min` to `max`.
 *
 * @param name how the message calls it
 * @throws {RangeError} that says what was wanted and what was found
 */
export function checkWhole(
  name: string,
  value: number,
  { min = 0, max = Infinity }: { readonly min?: number; readonly max?: number } = {},
): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const allowed = max === Infinity ? `${min} on` : `${min} to ${max}`;
  throw new RangeError(`${name} must be a whole number from ${allowed}, got ${value}`);
}

/**
 * A finite number from `min` on, or above `above`, to `max`.
 *
 * @param name how the message calls it
 * @throws {RangeError} that says what was wanted and what was found
 */
export function checkFinite(
  name: string,
  value: number,
  { min = -Infinity, above = -Infinity, max = Infinity }: {
    readonly min?: number;
    readonly above?: number;
    readonly max?: number;
  } = {},
): number {
  if (Number.isFinite(value) && value >= min && value > above && value <= max) return value;
  const from = above > -Infinity ? ` above ${above}` : min > -Infinity ? ` from ${min}` : "";
  const to = max < Infinity ? ` to ${max}` : min > -Infinity ? " on" : "";
  throw new RangeError(`${name} must be a finite number${from}${to}, got ${value}`);
}

/**
 * One of a few words.
 *
 * @param name how the message calls it
 * @throws {RangeError} that names them and what was found
 */
export function checkWord<const T extends string>(
  name: string,
  value: string,
  words: readonly T[],
): T {
  const word = words.find((word) => word === value);
  if (word !== undefined) return word;
  throw new RangeError(`${name} must be ${words.join(" or ")}, got ${value}`);
}

/**
 * An object with fields, such as options.
 *
 * @param name how the message calls it
 * @throws {TypeError} that says what was found
 */
export function checkObject<T>(name: string, value: T): T {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`${name} must be an object, got ${typeName(value)}`);
}

/**
 * A list with one element or more.
 *
 * @param name how the message calls it
 * @throws {TypeError} if it is no array
 * @throws {RangeError} if it is empty
 */
export function checkList<T extends readonly unknown[]>(name: string, value: T): T {
  if (!Array.isArray(value)) {
    throw new TypeError(`${name} must be an array, got ${typeName(value)}`);
  }
  if (value.length === 0) throw new RangeError(`${name} must hold one or more, got none`);
  return value;
}

/**
 * Finite numbers, one or more, in an array or a typed array.
 *
 * @param name how the message calls them
 * @throws {TypeError} if it is no list
 * @throws {RangeError} if it is empty, or one is no finite number
 */
export function checkNumbers<T extends ArrayLike<number>>(name: string, values: T): T {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    throw new TypeError(`${name} must be an array of numbers, got ${typeName(values)}`);
  }
  if (values.length === 0) throw new RangeError(`${name} must hold one or more, got none`);
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new RangeError(`${name}[${i}] must be a finite number, got ${values[i]}`);
  }
  return values;
}

/**
 * A path as a text.
 *
 * @param name how the message calls it
 * @throws {TypeError} that says what was found
 */
export function checkPath(name: string, value: string): string {
  if (typeof value === "string" && value !== "") return value;
  const found = value === "" ? "an empty text" : typeName(value);
  throw new TypeError(`${name} must be a path, got ${found}`);
}

/** What a value is, for a message: `Int32Array`, `Array`, `none`. */
export function typeName(value: unknown): string {
  if (value === undefined || value === null) return "none";
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
