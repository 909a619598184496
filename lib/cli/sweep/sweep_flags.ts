import { AXES, type Axis, type Shared } from "../../experiment/sweep/grid.ts";
import { PRESET_NAMES, PRESET_TEXTS } from "../../experiment/sweep/presets.ts";
import { TRAIN_OPTIONS, type TrainTaskOptions } from "../../experiment/train_options.ts";
import { folders, listOf, oneOf, onOff, type Option, type OptionsOf } from "../../run/option.ts";
import { force, out } from "../../run/run_options.ts";
import { jobs, threadsPerJob } from "../jobs.ts";

/** The axes: each of these options of `train` with several values. */
const axes = {
  ...Object.fromEntries(
    AXES.map((axis) => [axis, listOf<unknown>(ofPreset(TRAIN_OPTIONS[axis]))]),
  ) as { readonly [A in Axis]: Option<readonly TrainTaskOptions[A][] | undefined> },
  seed: {
    ...listOf(TRAIN_OPTIONS.seed),
    description:
      "the seeds of the runs, each from -2^63 to 2^64 - 1; 0-9 is a range (default: the preset's, else 0)",
  },
};

/** An option of `train` whose default a preset may replace. */
function ofPreset(option: Option): Option {
  const description = option.default === undefined
    ? option.description.replace("(default: ", "(default: the preset's, else ")
    : `${option.description} (default: the preset's, else ${option.default})`;
  return { ...option, description, default: undefined };
}

/** Options of `train` that the sweep sets itself. */
const OWN = ["out", "resume", "force", "eigenvalues"];

/** Every other option of `train`; what is not given is the preset's, else train's default. */
const shared = Object.fromEntries(
  Object.entries<Option>(TRAIN_OPTIONS)
    .filter(([name]) => !([...AXES, ...OWN] as string[]).includes(name))
    .map(([name, option]) => [name, ofPreset(option)]),
) as { readonly [S in keyof Shared]-?: Option<TrainTaskOptions[S] | undefined> };

/** The flags of `deno task sweep`. */
export const SWEEP_FLAGS = {
  preset: oneOf(
    `the runs to train: ${
      Object.entries(PRESET_TEXTS).map((entry) => entry.join(", ")).join("; ")
    } ` +
      "(default: all, but if a flag with a list of values is given, the runs that it spans)",
    undefined,
    PRESET_NAMES,
  ),
  ...axes,
  ...shared,
  threads: threadsPerJob,
  jobs,
  list: onOff("print a command for each run that is not done yet, without training any"),
  slurm: onOff(
    "print the script of a Slurm job array for the runs that are not done yet, without training any",
    "list",
  ),
  estimate: folders(
    "the folders of finished runs, or of tables of them, to measure what 10,000 such runs take, without training any",
  ),
  collect: folders(
    "the folders of finished runs to make the table and the figures of, without training any",
  ),
  out: out("sweep"),
  force,
};

/** The values of {@linkcode SWEEP_FLAGS}. */
export type SweepOptions = OptionsOf<typeof SWEEP_FLAGS>;
