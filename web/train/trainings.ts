import { signal } from "../../lib/deps/preact_signals.ts";
import { givenOptions, state, type TaskName } from "../state.ts";
import { type KeptRun, keptRuns, newRunId } from "./kept_runs.ts";
import type { PageRun } from "./prepare_page_run.ts";
import { startTraining, type Training } from "./training.ts";

/** The runs that are seen, one or two. */
export const trainings = signal<readonly Training[]>([]);

/** The runs that this browser keeps. */
export const kept = signal<readonly KeptRun[]>([]);

/** Looks again which runs the browser keeps. */
export async function lookForKept(): Promise<void> {
  kept.value = await keptRuns().catch(() => []); // a private window has none
}

/** Begins what is chosen in the page; earlier runs end. */
export function startChosen(): void {
  const { task, beside } = state.train;
  const second = beside.value.value;
  show([task.value.value, ...second === "none" ? [] : [second]].map((name) => newRun(name)));
}

/** Shows these runs in place of those before. */
export function show(wanted: readonly PageRun[]): void {
  for (const training of trainings.value) training.leave(); // what it has done since its last epoch is kept
  trainings.value = wanted.map(startTraining);
}

// A run that is left loses what it has done since its last epoch: the browser asks first.
addEventListener("beforeunload", (event) => {
  const live = ["preparing", "running", "measuring"];
  if (trainings.value.some(({ status }) => live.includes(status.value))) event.preventDefault();
});

/** A run of a task with the options that are given in the page. */
function newRun(task: TaskName): PageRun {
  const given = givenOptions(task);
  return { task, given, id: newRunId(task, given.seed ?? 0) };
}
