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

/** What a value is, for a message: `Int32Array`, `Array`, `none`. */
export function typeName(value: unknown): string {
  if (value === undefined || value === null) return "none";
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
