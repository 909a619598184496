import { LIMITS } from "../../exercise/limits.ts";
import { folders, type OptionsOf, realNumber, wholeNumber } from "../../run/option.ts";
import { force, out } from "../../run/run_options.ts";
import { jobs } from "../jobs.ts";

/** The flags of `deno task grade`. */
export const GRADE_FLAGS = {
  submissions: {
    ...folders("the folders of submissions, or the folders that hold a folder for each student"),
    positional: true,
  },
  seed: wholeNumber(
    "the number that changes the inputs which are drawn for the functions; grades that are compared need the same one",
    0,
    0,
  ),
  seconds: realNumber(
    "the seconds of computing that a step may take; by the clock, three times as many",
    LIMITS.seconds,
    { min: 1, max: 600 },
  ),
  jobs: {
    ...jobs,
    description: "the number of submissions that are checked at the same time",
  },
  out: out("grade"),
  force,
} as const;

/** The values of {@linkcode GRADE_FLAGS}. */
export type GradeFlags = OptionsOf<typeof GRADE_FLAGS>;
