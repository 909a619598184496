/**
 * The lab as an exercise: a folder with a text and a file to fill in for each step, one step at a time.
 *
 *     deno task exercise
 *     deno task exercise --step 5
 *     deno task exercise --solutions --out solutions
 *
 * `deno task check` says whether a step is right, and what is wrong with it; the next step comes when it
 * passes. What a student wrote is never replaced. Left out on purpose: anything solved, but for teachers, who
 * ask for it.
 */
import { runCommand } from "../lib/cli/command.ts";
import { exercise } from "../lib/cli/exercise/exercise.ts";
import { EXERCISE_FLAGS } from "../lib/cli/exercise/exercise_flags.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "exercise",
    description:
      "Begin the lab as an exercise: ten steps to fill in, each with a text; the script check says whether they are right.",
    flags: EXERCISE_FLAGS,
    examples: [
      ["exercise", "the first step, in the folder exercise"],
      ["exercise --step 5", "the fifth step too, to do it alone"],
      [
        "exercise --solutions --out solutions",
        "for teachers: all steps solved, and how to mark answers",
      ],
    ],
    objection: ({ solutions, out, step }) =>
      solutions && out === EXERCISE_FLAGS.out.default
        ? "`solutions` needs `out`: a folder that is not a student's."
        : solutions && step !== undefined
        ? "`solutions` cannot be combined with `step`."
        : undefined,
    run: exercise,
  });
  Deno.exit(status);
}
