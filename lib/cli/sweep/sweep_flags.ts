import {
  type Flag,
  folders,
  listOf,
  oneOf,
  onOff,
  type Options,
  type Switch,
  wholeNumber,
} from "../flags.ts";
import { force, out, perJob } from "../lab_flags.ts";
import { seedsFlag } from "../seed_flag.ts";
import { TRAIN_FLAGS, type TypedOptions } from "../train_flags.ts";
import { AXES, type Axis, type Shared } from "./grid.ts";
import { PRESET_NAMES, PRESET_TEXTS } from "./presets.ts";

/** The axes: each of these flags of `deno task train` with several values. */
const axes = {
  ...Object.fromEntries(
    AXES.map((axis) => [axis, listOf<unknown>(ofPreset(TRAIN_FLAGS[axis]))]),
  ) as {
    readonly [A in Axis]: Flag<readonly TypedOptions[A][] | undefined>;
  },
  seed: seedsFlag(
    TRAIN_FLAGS.seed,
    "the seeds of the runs, each from -2^63 to 2^64 - 1; 0-9 is a range (default: the preset's, else 0)",
  ),
};

/** A flag of `deno task train` whose default a preset may replace. */
function ofPreset<F extends Flag<unknown> | Switch>(flag: F): F {
  const description = flag.default === undefined
    ? flag.description.replace("(default: ", "(default: the preset's, else ")
    : `${flag.description} (default: the preset's, else ${flag.default})`;
  return { ...flag, description, default: undefined };
}

/** Flags of `deno task train` that the sweep sets itself. */
const OWN = ["out", "resume", "force"];

/** Every other flag of `deno task train`; what is not given is the preset's, else train's default. */
const shared = Object.fromEntries(
  Object.entries<Flag<unknown> | Switch>(TRAIN_FLAGS)
    .filter(([name]) => !([...AXES, ...OWN] as string[]).includes(name))
    .map(([name, flag]) => [name, ofPreset(flag)]),
) as { readonly [S in keyof Shared]-?: Flag<TypedOptions[S] | undefined> };

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
  threads: { ...TRAIN_FLAGS.threads, description: perJob(TRAIN_FLAGS.threads.description) },
  jobs: wholeNumber("the number of trainings that run at the same time", 1, 1, 64),
  list: onOff("print a command for each run that is not done yet, without training any"),
  collect: folders(
    "the folders of finished runs to make the table and the figures of, without training any",
  ),
  out: out("sweep"),
  force,
};

/** The values of {@linkcode SWEEP_FLAGS}. */
export type SweepOptions = Options<typeof SWEEP_FLAGS>;
