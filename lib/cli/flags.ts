import { kebabCase, type Option, type OptionsOf } from "../run/option.ts";

/** An option on the command line. */
export interface Flag<T = unknown> extends Option<T> {
  /** Whether it is a word by itself, without the flag's name: `deno task share collapse`. */
  readonly positional?: true | "optional";
}

/** The flags of a script by their names in camelCase: `batchSize` is `--batch-size`. */
export type Flags = Readonly<Record<string, Flag>>;

/** The values of {@linkcode Flags}. */
export type Options<F extends Flags> = OptionsOf<F>;

/** Whether it is a word by itself, not a flag with a name. */
export function isArgument(flag: Flag): boolean {
  return flag.value !== undefined && flag.positional !== undefined;
}

/** How a flag is typed: `batchSize` is `--batch-size`. */
export function flagName(name: string): string {
  return `--${kebabCase(name)}`;
}

/** A message of the library, which names options in backquotes, in the command line's terms. */
export function namingFlags(message: string, flags: Flags): string {
  return message.replace(
    /`(\w+)`/g,
    (quoted, name) => Object.hasOwn(flags, name) ? flagName(name) : quoted,
  );
}
