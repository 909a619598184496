import { TRAIN_FLAGS, type TypedOptions } from "../train_flags.ts";

/** What `deno task train` takes where nothing is typed. */
export function defaultOptions(): TypedOptions {
  const defaults = Object.entries(TRAIN_FLAGS).map(([name, flag]) => [name, flag.default]);
  return Object.fromEntries(defaults) as TypedOptions;
}
