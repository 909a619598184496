import { onOff, type OptionsOf, path, seedOption, wholeNumber } from "../../run/option.ts";
import { STEPS } from "../../exercise/steps.ts";

/** The flags of `deno task check`. */
export const CHECK_FLAGS = {
  step: {
    ...wholeNumber("the step to check (default: all that are open)", undefined, 1, STEPS.length),
    value: "STEP",
    positional: "optional",
  },
  exercise: path("FOLDER", "the folder of the exercise", "exercise"),
  hint: onOff("show the stronger hint"),
  watch: onOff("show what is found whenever a file is saved, and a page that draws your functions"),
  port: wholeNumber(
    "the port of the page of `watch` (default: any that is free)",
    undefined,
    1,
    65535,
  ),
  seed: seedOption("the seed of the inputs that are drawn for the functions", 0),
} as const;

/** The values of {@linkcode CHECK_FLAGS}. */
export type CheckOptions = OptionsOf<typeof CHECK_FLAGS>;
