import { defaultsOf } from "../flags.ts";
import { TRAIN_FLAGS, type TypedOptions } from "../train_flags.ts";

/** What `deno task train` takes where nothing is typed. */
export function defaultOptions(): TypedOptions {
  return defaultsOf(TRAIN_FLAGS);
}
