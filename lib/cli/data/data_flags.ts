import { INVERSIONS } from "../../data/image_folder/read_image_folder.ts";
import { MAX_PIXELS } from "../../math/image_shape.ts";
import {
  oneOf,
  type OptionsOf,
  path,
  realNumber,
  seedOption,
  wholeNumber,
} from "../../run/option.ts";
import { force, latentSize, out } from "../../run/run_options.ts";

/** The flags of `deno task data`. */
export const DATA_FLAGS = {
  source: {
    ...path(
      "mnist|FOLDER",
      "a folder of pictures (PNG, JPEG, WebP), whose folders are the labels; or, to be looked at only, a " +
        "folder of IDX files, or mnist",
      "",
    ),
    positional: true,
  },
  size: wholeNumber(
    "the rows and columns of the images that the pictures become",
    28,
    1,
    Math.sqrt(MAX_PIXELS),
  ),
  invert: oneOf(
    "what is inverted: everything (yes), nothing (no), or (auto) folders whose pictures are dark on a nearly " +
      "white ground, so that they become light on black as MNIST is",
    "auto",
    INVERSIONS,
  ),
  seed: seedOption("the seed that draws the order of the images, and which are test images", 0),
  testShare: realNumber(
    "the share of test images, where no folders train and test tell them (default: 1/7, as MNIST's)",
    undefined,
    { above: 0, max: 0.5 },
  ),
  latentSize,
  out: out("data"),
  force,
} as const;

/** The values of {@linkcode DATA_FLAGS}. */
export type DataOptions = OptionsOf<typeof DATA_FLAGS>;
