import { onOff } from "../run/option.ts";
import type { Flags, Options } from "./flags.ts";

/** What a script shows and takes. */
export interface CommandLine<F extends Flags> {
  /** The task's name. */
  readonly name: string;
  /** What it shows, in one or two sentences. */
  readonly description: string;
  readonly flags: F;
  /** Command lines without `deno task`, each with what it does; they begin with the task's name. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** What is wrong with flags that do not go together: then the status is 2. */
  objection?(options: Options<F>): string | undefined;
}

/** The flags of a script, in the order of its help, with those that every script takes. */
export function allFlags<F extends Flags>(flags: F) {
  return {
    version: onOff("show the version"),
    quiet: onOff("print errors only"),
    ...flags,
    help: onOff("show this help"),
  };
}
