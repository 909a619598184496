import { drawStep } from "../../exercise/drawings/draw_step.ts";
import type { Step } from "../../exercise/step.ts";
import { STEPS } from "../../exercise/steps.ts";
import { openSubmission } from "../../exercise/submission.ts";
import { UserError } from "../../user_error.ts";
import { type CheckedExercise, checkExercise } from "./check_exercise.ts";
import { serveExercisePage } from "./exercise_page.ts";
import { LiveExercise } from "./live_exercise.ts";
import { savedSteps } from "./saved_steps.ts";

/**
 * Checks steps now and whenever their files are saved, until the signal is aborted; and serves a page that draws
 * what the functions give.
 */
export async function watchExercise(
  steps: readonly Step[],
  checked: CheckedExercise,
  { port }: { readonly port?: number },
): Promise<never> {
  const { folder, terminal, signal } = checked;
  const passed = STEPS.filter((step) => folder.hasPassed(step)).map(({ number }) => number);
  const live = new LiveExercise({ folder: folder.path, steps: STEPS, passed });
  const address = await serveExercisePage({
    ...{ port, signal, tell: terminal.caution, state: () => live.state() },
  });
  terminal.note(`Your functions are drawn in ${address}`);
  terminal.note("Each step is checked when its file is saved, until Ctrl-C.\n");
  // Begun before the first check, so that what is saved during it is not missed.
  const saved = savedSteps(folder.path, signal);
  let next = steps;
  while (true) {
    await checkExercise(next, checked, (step) => {
      live.begin(step);
      return (report) => live.checked(report);
    });
    terminal.say();
    for (const step of next) await draw(step);
    next = await saved();
  }

  async function draw(step: Step): Promise<void> {
    await using submission = await openSubmission(folder.path);
    const drawings = await drawStep(submission, step, { signal }).catch((error) => {
      if (!(error instanceof UserError)) throw error;
      terminal.caution(`nothing is drawn: ${error.message}`); // MNIST or the model cannot be read
      return [];
    });
    live.drawn(step, drawings);
  }
}
