import { type Signal, signal } from "../../lib/deps/preact_signals.ts";
import { siteSource } from "../site_source.ts";
import type { ExerciseState } from "./exercise_state.ts";

/** Milliseconds between two looks at the exercise, and after one that was not answered. */
const PAUSE = 1000, LONG_PAUSE = 3000;

/** The exercise as it was seen last; absent before that. */
export const exercise: Signal<ExerciseState | undefined> = signal();

/** Whether the server answered when it was asked last. */
export const answered: Signal<boolean> = signal(true);

/** What was read last: a state that is the same is not shown again. */
let read = "";

/**
 * Looks at the exercise once a second, as long as the page is seen.
 *
 * @returns ends it
 */
export function followExercise(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [busy, ended] = [false, false];
  async function look(): Promise<void> {
    clearTimeout(timer);
    if (busy || ended || document.hidden) return;
    busy = true;
    answered.value = await readExercise();
    busy = false;
    if (!ended) timer = setTimeout(look, answered.value ? PAUSE : LONG_PAUSE);
  }
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

/** Reads the exercise's state. @returns whether the server answered */
async function readExercise(): Promise<boolean> {
  try {
    const text = await (await siteSource().read("exercise.json")).text();
    if (text !== read) exercise.value = JSON.parse(text);
    read = text;
    return true;
  } catch {
    return false;
  }
}
