import { ExerciseFolder } from "../../exercise/exercise_folder.ts";
import { fileOf, type Step } from "../../exercise/step.ts";
import { STEPS } from "../../exercise/steps.ts";
import { UserError } from "../../user_error.ts";
import { inClone, invocation } from "../invocation.ts";
import { shellWord } from "../shell_word.ts";
import { STATUS, Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { checkExercise } from "./check_exercise.ts";
import type { CheckOptions } from "./check_flags.ts";
import { fetchPackages } from "./fetch_packages.ts";
import { watchExercise } from "./watch_exercise.ts";

/**
 * `deno task check`: says of each step that is open, or of one, whether it is right, and what is wrong with it.
 * @throws {Stop} with the status of a failure, and no words of its own, if a step does not pass
 */
export async function check(
  options: CheckOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!inClone) throw new UserError("deno task check needs a clone of the lab; run it there.");
  const folder = await openExercise(options.exercise);
  const steps = await openSteps(folder, options.step);
  const checked = { folder, options, terminal, signal };
  await fetchPackages(signal);
  if (options.watch) return await watchExercise(steps, checked, options);
  if (!await checkExercise(steps, checked)) {
    throw new Stop("a step does not pass", STATUS.failed, { message: "" });
  }
}

async function openExercise(path: string): Promise<ExerciseFolder> {
  const isThere = await Deno.stat(path).then(() => true, () => false);
  if (isThere) return await ExerciseFolder.open(path);
  throw new UserError(
    `there is no exercise in ${path}. Begin it with: ${
      exerciseCommand(path)
    }; or name its folder with \`exercise\`.`,
  );
}

/** The steps that are to be checked: the one that was asked for, or all whose files are there. */
async function openSteps(folder: ExerciseFolder, chosen?: number): Promise<readonly Step[]> {
  const { path } = folder;
  const areOpen = await Promise.all(STEPS.map((step) => folder.isOpen(step)));
  const open = STEPS.filter((_, i) => areOpen[i]);
  if (chosen === undefined) {
    if (open.length > 0) return open;
    throw new UserError(
      `${path} holds none of the exercise's files; the first is ${
        fileOf(STEPS[0])
      }. Write it with: ${exerciseCommand(path)}`,
    );
  }
  const step = STEPS[chosen - 1];
  if (open.includes(step)) return [step];
  throw new UserError(
    `${path} holds no ${fileOf(step)}. Write it with: ${
      exerciseCommand(path, ` --step ${chosen}`)
    }`,
  );
}

/** A command line that writes what is missing in this folder. */
function exerciseCommand(path: string, rest = ""): string {
  const out = path === "exercise" ? "" : ` --out ${shellWord(path)}`;
  return `${invocation("exercise")}${rest}${out}`;
}
