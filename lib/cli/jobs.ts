import { type Option, wholeNumber } from "../run/option.ts";
import { threads } from "../run/run_options.ts";

const MOST = 64;

/** `--jobs`, of scripts that start several trainings; as many as the process may use cores, if nothing is said. */
export const jobs = wholeNumber(
  "the number of trainings that run at the same time",
  Math.min(navigator.hardwareConcurrency ?? 1, MOST),
  1,
  MOST,
);

/** `--threads` beside it: two trainings on a thread each get more done than one after the other on two. */
export const threadsPerJob: Option<number | undefined> = {
  ...threads,
  description: threads.description.replace("(default:", "(default: 1 with --jobs above 1, else"),
};
