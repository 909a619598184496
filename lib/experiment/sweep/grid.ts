import { compareSeeds } from "../../run/recorded_seed.ts";
import { UserError } from "../../user_error.ts";
import { TRAIN_OPTIONS, type TrainTaskOptions } from "../train_task.ts";
import { runName } from "./run_name.ts";

/** The options that a sweep may give several values. */
export const AXES = [
  "seed",
  "beta",
  "latentSize",
  "schedule",
  "head",
  "architecture",
  "likelihood",
  "decoder",
  "freeBits",
] as const satisfies (keyof TrainTaskOptions)[];

/** An option that may have several values. */
export type Axis = typeof AXES[number];

/** The values of the axes: a run for each combination. */
export type Axes = { readonly [A in Axis]?: readonly TrainTaskOptions[A][] };

/** What all runs of a grid share; what is absent is train's default. */
export type Shared = Partial<
  Omit<TrainTaskOptions, Axis | "out" | "resume" | "force" | "eigenvalues">
>;

/** Runs that belong together. */
export interface Grid {
  /** What the folders are called, in place of the axes' values. */
  readonly name?: string;
  /** The values of the axes. */
  readonly axes: Axes;
  /** What all its runs share. */
  readonly shared?: Shared;
}

/** A training run of a sweep. */
export interface SweepRun {
  /** Its folder's name. */
  readonly name: string;
  /** Its folder's path. */
  readonly folder: string;
  /** What is given of the options of `train`, but for the folder. */
  readonly options: Partial<TrainTaskOptions>;
}

/**
 * The runs of some grids: first all those with the first seed, then with the next one, so that what is
 * there early makes a complete picture.
 *
 * @param out the folder of their folders
 * @throws {UserError} if two runs would have the same folder
 */
export function sweepRuns(grids: readonly Grid[], out: string): SweepRun[] {
  const runs = grids.flatMap(({ name, axes, shared }) =>
    combinations(axes).map((point) => {
      const own = name ? `${name}_seed-${point.seed}` : runName(point);
      return { name: own, folder: `${out}/${own}`, options: { ...shared, ...point } };
    })
  );
  const names = runs.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new UserError(`two runs of this sweep would be called ${twice}.`);
  const seed = ({ options }: SweepRun) => options.seed ?? 0;
  return runs.sort((a, b) => compareSeeds(seed(a), seed(b))); // stable: else in the grids' order
}

/** Every combination of the axes' values. */
function combinations(axes: Axes): Partial<TrainTaskOptions>[] {
  return Object.entries(axes).reduce<Partial<TrainTaskOptions>[]>(
    (points, [name, values]) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{ seed: 0 }],
  );
}

/** How many epochs a run trains. */
export function epochsOf({ options }: SweepRun): number {
  return options.epochs ?? TRAIN_OPTIONS.epochs.default;
}
