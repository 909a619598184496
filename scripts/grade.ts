/**
 * The exercise of a whole class, graded: points, named mistakes, and the written answers for a person to mark.
 *
 *     deno task grade submissions
 *     deno task grade submissions/* --out out/grade-2
 *
 * Each submission is the folder that a student handed in: 01_kl_univariate.ts and the files after it. Each step runs
 * in a process of its own, which may read a copy of the submission and do nothing else, for a limited time and with
 * limited memory; only the values that its functions give come back, and they are judged here. The results are
 * grades.csv, findings.csv and grades.html. Left out on purpose: points for the written answers, which a person gives.
 */
import { runCommand } from "../lib/cli/command.ts";
import { grade } from "../lib/cli/grade/grade.ts";
import { GRADE_FLAGS } from "../lib/cli/grade/grade_flags.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "grade",
    description:
      "Grade submissions of the exercise, each step in a process that may do nothing but compute, and write the " +
      "points and the named mistakes of a class.",
    flags: GRADE_FLAGS,
    examples: [
      ["grade submissions", "a folder that holds a folder for each student"],
      ["grade exercise", "one submission"],
      ["grade submissions --seed 7", "other inputs, of which no student can know"],
    ],
    interruptible: true,
    run: grade,
  });
  Deno.exit(status);
}
