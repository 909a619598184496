import { type Signal, signal } from "../../lib/deps/preact_signals.ts";
import { loadSite } from "../load_site.ts";

/** Whether the server watches an exercise. */
export const hasExercise: Signal<boolean> = signal(false);

/** Asks the server whether it watches an exercise. */
export async function lookForExercise(): Promise<void> {
  try {
    hasExercise.value = (await loadSite()).exercise ?? false;
  } catch { /* the tab that is shown says that the server does not answer */ }
}
