import { ExerciseFolder } from "../../exercise/exercise_folder.ts";
import { fileOf, type Step } from "../../exercise/step.ts";
import { STEPS } from "../../exercise/steps.ts";
import { SOLUTIONS, writeSolutions } from "../../exercise/write_solutions.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import { UserError } from "../../user_error.ts";
import { inClone, invocation } from "../invocation.ts";
import { shellWord } from "../shell_word.ts";
import type { Terminal } from "../terminal.ts";
import type { ExerciseOptions } from "./exercise_flags.ts";

/** `deno task exercise`: begins an exercise, opens a step of it, or writes the solutions. */
export async function exercise(options: ExerciseOptions, terminal: Terminal): Promise<void> {
  const { out, solutions, force } = options;
  if (!inClone) throw new UserError("deno task exercise needs a clone of the lab; run it there.");
  const flag = out === "exercise" ? "" : ` --exercise ${shellWord(out)}`;
  const one = options.step === undefined ? "" : ` ${options.step}`;
  const check = `${invocation("check")}${one}${flag}`;
  if (solutions) {
    const files = Object.keys(SOLUTIONS);
    using folder = await OutputFolder.open(out, { task: "exercise", files, force });
    await writeSolutions(folder);
    terminal.say(`${out}: the solutions of ${STEPS.length} steps, and marking_guide.md`);
    terminal.say(`All of them pass: ${check}`);
    return;
  }
  const folder = await ExerciseFolder.begin(out);
  const next = STEPS.find(({ number }) => number === options.step) ??
    STEPS.find((step) => !folder.hasPassed(step));
  for (const step of STEPS) {
    if (!isWanted(step, folder, next, options.all)) continue;
    for (const name of await folder.offer(step)) terminal.note(`written: ${out}/${name}`);
  }
  if (!next) {
    terminal.say(`All ${STEPS.length} steps are passed. The questions are in ${out}/answers.md.`);
    return;
  }
  terminal.say(`Step ${next.number} of ${STEPS.length}: ${next.title}`);
  terminal.say(`Read ${out}/${fileOf(next, ".md")}, fill in ${out}/${fileOf(next)}, and check it:`);
  terminal.say(`\n    ${check}\n`);
  terminal.say(`With --watch it is checked whenever you save, and drawn in a page.`);
}

function isWanted(
  step: Step,
  folder: ExerciseFolder,
  next: Step | undefined,
  all: boolean,
): boolean {
  return all || step === next || folder.hasPassed(step);
}
