import { parseArgs } from "../deps/std_cli.ts";
import { oneLine, UserError } from "../user_error.ts";
import { type Flag, flagName, type Flags, isArgument, type Options } from "./flags.ts";
import { nearestFlag } from "./nearest_flag.ts";
import { readValue } from "../run/read_value.ts";

/**
 * The values that a command line gives the flags. A flag that is given twice has its last value, so that
 * a line can be extended at its end; every value is checked all the same.
 *
 * @throws {UserError} that says what was given, and what is allowed
 */
export function readFlags<F extends Flags>(flags: F, args: readonly string[]): Options<F> {
  const entries = Object.entries(flags);
  const named: Named = new Map(
    entries.filter(([, flag]) => !isArgument(flag)).map(([key, flag]) => [flagName(key), flag]),
  );
  const names = [...named.keys()].map(bare);
  const isSwitch = (name: string) => named.get(`--${name}`)!.value === undefined;
  const valued = names.filter((name) => !isSwitch(name));
  const words: string[] = [];
  const given = parseArgs(oneWordEach(args, named), {
    boolean: names.filter(isSwitch),
    string: valued,
    collect: valued,
    "--": true,
    unknown(arg, name) {
      if (name !== undefined) throw unknownFlag(arg, named);
      words.push(arg);
      return false;
    },
  });
  words.push(...given["--"]);
  const values: Record<string, unknown> = {};
  for (const [key, flag] of entries) {
    const value = flag.value === undefined
      ? given[bare(flagName(key))]
      : flag.positional
      ? argument(flag, words)
      : lastValue(flagName(key), flag, given[bare(flagName(key))] as readonly string[]);
    if (value !== undefined) values[key] = value;
  }
  if (words.length > 0) throw unexpected(words[0], flags);
  for (const [key, flag] of entries) {
    if (flag.value !== undefined || !flag.conflict || !values[key]) continue;
    const other = given[bare(flagName(flag.conflict))];
    if (other === true || Array.isArray(other) && other.length > 0) {
      throw new UserError(`${flagName(key)} cannot be combined with ${flagName(flag.conflict)}.`);
    }
  }
  return values as Options<F>;
}

/** The flags by what is typed: `--batch-size`. */
type Named = ReadonlyMap<string, Flag>;

function bare(name: string): string {
  return name.slice("--".length);
}

/**
 * Writes each flag and its value as one word, `--seed=-3`. In two words, parseArgs would take `-3` for a
 * flag of its own, and `false` after a switch for the switch's value. The value of an unknown flag is
 * left out: parseArgs would read `--no-quiet=1` as `--quiet=1`.
 */
function oneWordEach(args: readonly string[], named: Named): string[] {
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (word === "--") return [...words, ...args.slice(i)];
    const name = /^--[^=]+/.exec(word)?.[0] ?? word;
    const flag = named.get(name);
    if (!flag) {
      words.push(name);
    } else if (flag.value === undefined) {
      if (word !== name) throw new UserError(`${name} takes no value; found '${oneLine(word)}'.`);
      words.push(`${name}=true`);
    } else if (word !== name) {
      words.push(word);
    } else {
      const first = i + 1;
      while (isValue(args[i + 1]) && (flag.several === "in a row" || i < first)) {
        words.push(`${name}=${args[++i]}`);
      }
      if (i < first) throw missingValue(name, flag, args[first]);
    }
  }
  return words;
}

/** Whether a word after a flag is its value. One that begins with two dashes is typed as `--out=--x`. */
function isValue(word: string | undefined): word is string {
  return word !== undefined && !word.startsWith("--") && word !== "-h";
}

/** Takes the words of an argument without a name from the front. */
function argument(flag: Flag, words: string[]): unknown {
  const name = `<${flag.value}>`;
  const own = words.splice(0, flag.several === "in a row" ? words.length : 1);
  if (own.length > 0 || flag.positional === "optional") return lastValue(name, flag, own);
  throw new UserError(`missing argument ${name}: ${flag.description}.`);
}

function lastValue(name: string, flag: Flag, texts: readonly string[]): unknown {
  let value: unknown;
  for (const text of texts) {
    try {
      value = readValue(flag, text, value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UserError(`invalid value '${oneLine(text)}' for ${name}. ${error.message}`);
    }
  }
  return texts.length > 0 ? value : flag.default;
}

function missingValue(name: string, { value }: Flag, found?: string): UserError {
  const instead = found === undefined ? "" : ` Found '${oneLine(found)}'.`;
  return new UserError(`${name} needs a value: ${name} <${value}>.${instead}`);
}

function unknownFlag(typed: string, named: Named): UserError {
  const nearest = nearestFlag(typed, [...named.keys()]);
  const hint = nearest ? ` Did you mean ${nearest}?` : "";
  return new UserError(`unknown flag '${oneLine(typed)}'.${hint}`);
}

function unexpected(word: string, flags: Flags): UserError {
  const allowed = Object.values(flags).filter(isArgument).map(({ value }) => `one ${value} and `);
  const meant = Object.keys(flags).map(flagName).find((name) => bare(name) === word);
  return new UserError(
    `unexpected argument '${oneLine(word)}'. Allowed: ${allowed.join("") || "only "}flags.` +
      (meant ? ` Did you mean ${meant}?` : ""),
  );
}
