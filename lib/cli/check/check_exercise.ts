import { checkStep, type StepReport } from "../../exercise/check_step.ts";
import type { ExerciseFolder } from "../../exercise/exercise_folder.ts";
import { fileOf, type Step } from "../../exercise/step.ts";
import { STEPS } from "../../exercise/steps.ts";
import { openSubmission } from "../../exercise/submission.ts";
import { invocation } from "../invocation.ts";
import { lineWidth } from "../line_width.ts";
import { shellWord } from "../shell_word.ts";
import type { Terminal } from "../terminal.ts";
import type { CheckOptions } from "./check_flags.ts";
import { reportLines } from "./report_lines.ts";
import { typeErrors } from "./type_errors.ts";

/** How an exercise is checked and told. */
export interface CheckedExercise {
  readonly folder: ExerciseFolder;
  readonly options: Pick<CheckOptions, "hint" | "seed">;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/**
 * Checks steps, tells what was found of each, remembers what passed, and opens the step after it.
 *
 * @param each called before a step is checked; what it returns is called with the report
 * @returns whether all of them passed
 */
export async function checkExercise(
  steps: readonly Step[],
  { folder, options: { hint, seed }, terminal, signal }: CheckedExercise,
  each?: (step: Step) => (report: StepReport) => void,
): Promise<boolean> {
  await using submission = await openSubmission(folder.path);
  let all = true;
  for (const step of steps) {
    const told = each?.(step);
    const report = await checkStep(submission, step, { seed, signal });
    told?.(report);
    const hintCommand = commandOf(folder, `${step.number} --hint`);
    const types = isUnnamed(report) ? await typeErrors(submission, step, signal) : [];
    for (const line of reportLines(report, { hint, hintCommand, types, width: lineWidth() })) {
      terminal.say(line);
    }
    all &&= report.passed;
    await folder.remember(step, report.passed);
    if (report.parts.some(({ finding }) => finding && !finding.isUnwritten)) terminal.say();
  }
  if (all) await offerNext(folder, steps.at(-1)!, terminal);
  return all;
}

/** Whether something is wrong that is no known mistake: then its types may say what. */
function isUnnamed({ parts }: StepReport): boolean {
  return parts.some(({ finding }) => finding && !finding.mistake && !finding.isUnwritten);
}

/** Opens the next step after this one that is not passed, or the first, where there is an exercise under way. */
async function offerNext(folder: ExerciseFolder, last: Step, { say }: Terminal): Promise<void> {
  if (!folder.isUnderWay) return;
  const left = STEPS.filter((step) => !folder.hasPassed(step));
  const next = left.find(({ number }) => number > last.number) ?? left[0];
  say();
  if (!next) {
    say(
      `All ${STEPS.length} steps are passed. What is left are the questions in ${folder.path}/answers.md.`,
    );
    return;
  }
  await folder.offer(next);
  say(`Next is step ${next.number}, ${next.title}:`);
  say(`read ${folder.path}/${fileOf(next, ".md")}, and fill in ${folder.path}/${fileOf(next)}.`);
}

/** A command line that checks this folder. */
export function commandOf({ path }: ExerciseFolder, rest: string): string {
  const folder = path === "exercise" ? "" : ` --exercise ${shellWord(path)}`;
  return `${invocation("check")} ${rest}${folder}`;
}
