import { type Signal, signal } from "../../lib/deps/preact_signals.ts";
import { siteSource } from "../site_source.ts";
import type { ExerciseState } from "./exercise_state.ts";

/** Milliseconds between two requests for the state, and after a request that was not answered. */
const PAUSE = 1000, LONG_PAUSE = 3000;

/** The latest state of the exercise; absent until one has been read. */
export const exercise: Signal<ExerciseState | undefined> = signal();

/** Whether the server answered the last request. */
export const answered: Signal<boolean> = signal(true);

/** The text that was read last: a state that has not changed is not shown again. */
let read = "";

/**
 * Reads the state of the exercise once a second, as long as the page is visible.
 *
 * @returns a function that stops it
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
