import { type Signal, signal } from "../lib/deps/preact_signals.ts";
import { anneal } from "../lib/experiment/anneal.ts";
import { collapse } from "../lib/experiment/collapse.ts";
import { naive } from "../lib/experiment/naive.ts";
import { trainTask } from "../lib/experiment/train_task.ts";
import { oneOf, type Option, realNumber, wholeNumber } from "../lib/run/option.ts";
import { seed } from "../lib/run/run_options.ts";
import type { TrainingTask } from "../lib/run/training_task.ts";
import { type Entry, entryOf, numbers } from "./entry.ts";
import { unitsEntry } from "./exercise_1/units_entry.ts";

/** The parts of the page. */
export const TABS = ["kl", "train", "explore", "exercise"] as const;
/** The name of a part. */
export type Tab = typeof TABS[number];

/** The tasks that the page trains, by their names. */
export const TRAINING_TASKS: Readonly<Record<TaskName, TrainingTask>> = {
  naive: naive as unknown as TrainingTask,
  collapse: collapse as unknown as TrainingTask,
  anneal: anneal as unknown as TrainingTask,
  train: trainTask as unknown as TrainingTask,
};
/** The name of such a task. */
export type TaskName = "naive" | "collapse" | "anneal" | "train";
const TASK_NAMES = ["naive", "collapse", "anneal", "train"] as const;

/** Options of a run that the page leaves out: they name files and folders, or another engine. */
const LEFT_OUT = ["backend", "data", "out", "resume", "force", "eigenvalues"];

/** An option that is given, or left to the task. */
function optional(option: Option): Entry<unknown> {
  return entryOf({ ...option, default: undefined });
}

/** The options of all training tasks. */
export const runEntries: Readonly<Record<string, Entry<unknown>>> = Object.fromEntries(
  Object.entries<Option>(trainTask.options)
    .filter(([name]) => !LEFT_OUT.includes(name))
    .map(([name, option]) => [name, optional(option)]),
);

/** Wider than any posterior, and narrow enough that float64 resolves sigma beside mu: as in scripts/kl.ts. */
const MEAN = { min: -1000, max: 1000 }, STD = { min: 0.001, max: 1000 };

/** What the address bar holds: which part of the page is seen, and for each part its own. */
export const state = {
  /** The part of the page. */
  tab: entryOf<Tab>(oneOf("the part of the page", "train", TABS)),
  /** Exercise 1: the options of `deno task kl`, and the step of the proof that is lit up. */
  kl: {
    mu: entryOf(realNumber("the mean of q", 1, MEAN)),
    sigma: entryOf(realNumber("the standard deviation of q", 0.5, STD)),
    priorMu: entryOf(realNumber("the mean of p", 0, MEAN)),
    priorSigma: entryOf(realNumber("the standard deviation of p", 1, STD)),
    /** The posterior of a few units, mean and standard deviation in turn, for the diagonal case. */
    units: unitsEntry([1, 0.5, 0, 1, -1.5, 0.8, 0.2, 0.9], { mean: MEAN, std: STD }),
    /** Whose integrand is seen: of KL(q || p) or of KL(p || q). */
    direction: entryOf(oneOf("the direction of the divergence", "qp", ["qp", "pq"])),
    seed: entryOf(seed),
    step: entryOf(wholeNumber("the step of the proof; 0 for none", 0, 0, 6)),
  },
  /** Exercise 2: a run, perhaps one beside it, and their options. */
  train: {
    task: entryOf<TaskName>(oneOf("the task", "collapse", TASK_NAMES)),
    beside: entryOf<TaskName | "none">(
      oneOf("the task beside it", "none", ["none", ...TASK_NAMES]),
    ),
    ...runEntries,
  } as RunEntries,
  /** Explore: a model, a code, and how it is looked at. */
  explore: {
    model: entryOf({ kind: "path", description: "the model", default: "" } as Option<string>),
    code: numbers(),
    horizontal: entryOf(wholeNumber("the unit on the horizontal axis", undefined, 0)),
    vertical: entryOf(wholeNumber("the unit on the vertical axis", undefined, 0)),
    axes: entryOf(oneOf("what the axes of the map are", "units", ["units", "principal"])),
    from: entryOf(wholeNumber("the number of the first image of a path", undefined, 0)),
    to: entryOf(wholeNumber("the number of its last image", undefined, 0)),
    source: entryOf(
      oneOf("where samples come from", "cube", ["cube", "prior", "fitted", "aggregate"]),
    ),
    shaded: entryOf(oneOf("whether the map is shaded", "yes", ["yes", "no"])),
    image: entryOf(wholeNumber("the number of the training image that is encoded", undefined, 0)),
    seed: entryOf(seed),
  },
  /** A student's exercise: the step that is looked at. */
  exercise: {
    step: entryOf(wholeNumber("the step that is looked at; 0 for the last one checked", 0, 0, 99)),
  },
} as const;

/** The entries of the training part; the options are there by their names. */
export type RunEntries = Readonly<Record<string, Entry<unknown>>> & {
  readonly task: Entry<TaskName>;
  readonly beside: Entry<TaskName | "none">;
};

/** How many training images there are, where a page in one file has the first ones alone: no run has more. */
export const firstImages: Signal<number | undefined> = signal();

/** What the page tells its reader in a line, such as what is wrong with an address; empty where it is nothing. */
export const notice: Signal<string> = signal("");

/** The options of a task that are given in the page, or by the page. */
export function givenOptions(task: TaskName): Record<string, unknown> {
  const known = TRAINING_TASKS[task].options as Readonly<Record<string, unknown>>;
  const byPage: Readonly<Record<string, unknown>> = { images: firstImages.value };
  const entries = Object.keys(runEntries)
    .map((name) => [name, runEntries[name].value.value ?? byPage[name]] as const)
    .filter(([name, value]) => name in known && value !== undefined);
  return Object.fromEntries(entries);
}
