/** A flag with a value: how it is shown, read, and what it is when it is not given. */
export interface Flag<T> {
  /** What the help calls its value: `N`, `FOLDER`. */
  readonly value: string;
  readonly description: string;
  /** `undefined` where the help tells the default in words. */
  readonly default: T;
  /** Whether it is a word by itself, without the flag's name: `deno task share collapse`. */
  readonly positional?: true;
  /** Whether it takes every word up to the next flag, not one alone. */
  readonly several?: true;
  /**
   * Turns the text into the value; `before` is what came before it, of a flag that takes several.
   * @throws {RangeError} whose message says what is allowed
   */
  parse(text: string, before?: T): T;
}

/** A flag without a value: it is given or not. */
export interface Switch {
  readonly value?: undefined;
  readonly description: string;
  readonly default: false;
  /** The flag, by its name in camelCase, that it does not go together with. */
  readonly conflict?: string;
}

/** The flags of a script by their names in camelCase: `batchSize` is `--batch-size`. */
export type Flags = Readonly<Record<string, Flag<unknown> | Switch>>;

/** The values of {@linkcode Flags}. */
export type Options<F extends Flags> = {
  readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : boolean;
};

/** The values of flags that are not given. */
export function defaultsOf<F extends Flags>(flags: F): Options<F> {
  const defaults = Object.entries(flags).map(([name, flag]) => [name, flag.default]);
  return Object.fromEntries(defaults) as Options<F>;
}

/** Fills in the defaults of flags that recorded options lack, since they are older than the flags. */
export function completeWith(
  flags: Flags,
): (recorded: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> {
  return (recorded) => ({ ...defaultsOf(flags), ...recorded });
}

/** Whether it is a word by itself, not a flag with a name. */
export function isArgument(flag: Flag<unknown> | Switch): flag is Flag<unknown> {
  return flag.value !== undefined && flag.positional === true;
}

/** How a flag is typed: `batchSize` is `--batch-size`. */
export function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A whole number from `min` to `max`. */
export function wholeNumber<T extends number | undefined>(
  description: string,
  initial: T,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): Flag<number | T> {
  const allowed = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`;
  return {
    value: "N",
    description,
    default: initial,
    parse(text) {
      const number = Number(text);
      if (/^\d+$/.test(text) && number >= min && number <= max) return number;
      throw new RangeError(`Allowed: a whole number ${allowed}.`);
    },
  };
}

/** A number within bounds; `above` excludes its own. */
export function realNumber<T extends number | undefined>(
  description: string,
  initial: T,
  { min = -Infinity, above = -Infinity, max = Infinity }: {
    min?: number;
    above?: number;
    max?: number;
  } = {},
): Flag<number | T> {
  const from = above > -Infinity ? ` above ${above}` : min > -Infinity ? ` from ${min}` : "";
  const to = max < Infinity ? ` to ${max}` : min > -Infinity ? " on" : "";
  return {
    value: "X",
    description,
    default: initial,
    parse(text) {
      const number = Number(text);
      const within = number >= min && number > above && number <= max;
      if (text.trim() && Number.isFinite(number) && within) return number;
      throw new RangeError(`Allowed: a number${from}${to}.`);
    },
  };
}

/** One of a few words. */
export function oneOf<const T extends string, I extends T | undefined = T>(
  description: string,
  initial: I,
  words: readonly T[],
): Flag<T | I> {
  return {
    value: words.join("|"),
    description,
    default: initial,
    parse(text) {
      const word = words.find((word) => word === text);
      if (word) return word;
      throw new RangeError(`Allowed: ${words.join(", ")}.`);
    },
  };
}

/** A file or a folder. */
export function path<T extends string | undefined>(
  value: string,
  description: string,
  initial: T,
): Flag<string | T> {
  return {
    value,
    description,
    default: initial,
    parse(text) {
      if (text) return text;
      throw new RangeError("Allowed: a path, not an empty text.");
    },
  };
}

/** One folder or more. */
export function folders(description: string): Flag<readonly string[] | undefined> {
  const { parse } = path("FOLDER", description, "");
  return {
    value: "FOLDER...",
    description,
    default: undefined,
    several: true,
    parse: (text, before = []) => [...before, parse(text)],
  };
}

/** Several values of another flag, separated by commas; whole numbers also as a range, `0-9` or `-3--1`. */
export function listOf<T>(flag: Flag<T>): Flag<readonly T[] | undefined> {
  const numbers = flag.value === "N";
  return {
    value: `${flag.value},...`,
    description: flag.description,
    default: undefined,
    parse(text) {
      const values = text.split(",").flatMap((part) => {
        const range = numbers && /^(-?\d{1,20})-(-?\d{1,20})$/.exec(part);
        if (!range) return [flag.parse(part)];
        const [first, last] = range.slice(1).map(BigInt);
        const count = last - first + 1n;
        if (count < 1n || count > 1000n) {
          throw new RangeError("Allowed: a range of up to 1000 numbers, such as 0-9.");
        }
        return Array.from({ length: Number(count) }, (_, i) => flag.parse(`${first + BigInt(i)}`));
      });
      if (new Set(values).size === values.length) return values;
      throw new RangeError("Allowed: each value once.");
    },
  };
}

/** A flag that is given or not. */
export function onOff(description: string, conflict?: string): Switch {
  return { description, default: false, conflict };
}
