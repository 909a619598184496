import { onOff, type OptionsOf, path, wholeNumber } from "../../run/option.ts";
import { force } from "../../run/run_options.ts";
import { STEPS } from "../../exercise/steps.ts";

/** The flags of `deno task exercise`. */
export const EXERCISE_FLAGS = {
  out: path(
    "FOLDER",
    "the folder of the exercise; what is in it already stays as it is",
    "exercise",
  ),
  step: wholeNumber(
    "the step to open, whatever is passed (default: the first that is not passed)",
    undefined,
    1,
    STEPS.length,
  ),
  all: onOff("show all steps at once, not one at a time"),
  solutions: onOff(
    "the solutions and the marking guide instead, for teachers, in the folder that `out` names",
    "all",
  ),
  force,
} as const;

/** The values of {@linkcode EXERCISE_FLAGS}. */
export type ExerciseOptions = OptionsOf<typeof EXERCISE_FLAGS>;
