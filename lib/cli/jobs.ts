import { type Option, wholeNumber } from "../run/option.ts";
import { threads } from "../run/run_options.ts";

/** `--jobs`, of scripts that start several trainings. */
export const jobs = wholeNumber(
  "the number of trainings that run at the same time",
  1,
  1,
  64,
);

/** `--threads` beside it: two trainings on a thread each get more done than one after the other on two. */
export const threadsPerJob: Option<number | undefined> = {
  ...threads,
  description: threads.description.replace("(default:", "(default: 1 with --jobs above 1, else"),
};
