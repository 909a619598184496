import { compareSeeds } from "../../run/recorded_seed.ts";
import { checkList, checkObject, typeName } from "../../math/check_argument.ts";
import { oneLine, UserError } from "../../user_error.ts";
import { checkRun, checkShared } from "./check_shared.ts";
import { TRAIN_OPTIONS, type TrainTaskOptions } from "../train_options.ts";
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
 * @throws {TypeError} if the grids, their axes or `out` are none
 * @throws {UserError} if two runs would have the same folder; for an axis that there is none of, one without
 * a value, and options that are not allowed or do not go together
 */
export function sweepRuns(grids: readonly Grid[], out: string): SweepRun[] {
  if (typeof out !== "string") throw new TypeError(`out must be a path, got ${typeName(out)}`);
  const runs = checkList("grids", grids).flatMap((grid) => {
    const { name, axes, shared = {}, ...others } = checkObject("a grid", grid);
    for (const other of Object.keys(others)) {
      throw new UserError(`a grid has no ${oneLine(other)}; wanted name, axes and shared.`);
    }
    checkAxes(axes);
    checkShared(shared, Object.fromEntries(AXES.map((axis) => [axis, "axes"])));
    return combinations(axes).map((point) => {
      const own = name ? `${name}_seed-${point.seed}` : runName(point);
      const options = { ...shared, ...point };
      checkRun(own, options);
      return { name: own, folder: `${out}/${own}`, options };
    });
  });
  const names = runs.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new UserError(`two runs of this sweep would be called ${twice}.`);
  const seed = ({ options }: SweepRun) => options.seed ?? 0;
  return runs.sort((a, b) => compareSeeds(seed(a), seed(b))); // stable: else in the grids' order
}

function checkAxes(axes: Axes): void {
  for (const [name, values] of Object.entries(checkObject("axes", axes))) {
    if (!(AXES as readonly string[]).includes(name)) {
      throw new UserError(`there is no axis ${oneLine(name)}; wanted ${AXES.join(", ")}.`);
    }
    if (!Array.isArray(values) || values.length === 0) {
      const found = Array.isArray(values) ? "none" : typeName(values);
      throw new UserError(`the axis \`${name}\` must be an array of values; got ${found}.`);
    }
  }
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
