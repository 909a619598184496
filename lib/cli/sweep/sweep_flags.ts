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
import { force, out } from "../lab_flags.ts";
import { seedsFlag } from "../seed_flag.ts";
import { TRAIN_FLAGS, type TypedOptions } from "../train_flags.ts";
import { AXES, type Axis, type Shared } from "./grid.ts";
import { PRESET_NAMES } from "./presets.ts";

/** The axes: each of these flags of `deno task train` with several values. */
const axes = {
  ...Object.fromEntries(AXES.map((axis) => [axis, listOf<unknown>(TRAIN_FLAGS[axis])])) as {
    readonly [A in Axis]: Flag<readonly TypedOptions[A][] | undefined>;
  },
  seed: seedsFlag(
    TRAIN_FLAGS.seed,
    "the seeds of the runs, each from -2^63 to 2^64 - 1; 0-9 is a range",
  ),
};

/** Flags of `deno task train` that the sweep sets itself. */
const OWN = ["out", "resume", "force"];

/** Every other flag of `deno task train`; what is not given is the preset's, else train's default. */
const shared = Object.fromEntries(
  Object.entries<Flag<unknown> | Switch>(TRAIN_FLAGS)
    .filter(([name]) => !([...AXES, ...OWN] as string[]).includes(name))
    .map(([name, flag]) => {
      if (flag.default === undefined) return [name, flag];
      const description = `${flag.description} (default: the preset's, or ${flag.default})`;
      return [name, { ...flag, description, default: undefined }];
    }),
) as { readonly [S in keyof Shared]-?: Flag<TypedOptions[S] | undefined> };

/** The flags of `deno task sweep`. */
export const SWEEP_FLAGS = {
  preset: oneOf(
    "lab: its three runs, ten seeds each; phase: constant weights from 0.1 to 12, both heads " +
      "(default: all, unless an axis is given)",
    undefined,
    PRESET_NAMES,
  ),
  ...axes,
  ...shared,
  jobs: wholeNumber("trainings at a time", 1, 1, 64),
  list: onOff("print a command for each run that is not done, and start none"),
  collect: folders(
    "make the table and the figures of what lies in these folders, and train nothing",
  ),
  out: out("sweep"),
  force,
};

/** The values of {@linkcode SWEEP_FLAGS}. */
export type SweepOptions = Options<typeof SWEEP_FLAGS>;
