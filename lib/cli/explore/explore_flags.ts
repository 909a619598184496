import { onOff, type OptionsOf, path, wholeNumber } from "../../run/option.ts";
import { data, images, model } from "../../run/run_options.ts";

/** Training images in one file, if nothing is said: of MNIST, 2.1 MB. */
export const CARRIED = 10_000;

/** The flags of `deno task explore`. */
export const EXPLORE_FLAGS = {
  open: onOff("show the page in this machine's browser as soon as it is served", "build"),
  port: wholeNumber(
    "the port that the page is served at (default: one that is free)",
    undefined,
    1,
    65_535,
  ),
  build: path(
    "PATH",
    "the folder that the page is written to as static files, or the file, ending in .html, that holds all of it",
    undefined,
  ),
  images: {
    ...images,
    description: `the number of training images that a page in one file holds (default: ${
      CARRIED.toLocaleString("en")
    })`,
  },
  force: onOff("replace files in `build` that are not of an earlier build"),
  data,
  runs: path("FOLDER", "the folder in which the runs lie that the page offers", "out"),
  model,
};

/** The values of {@linkcode EXPLORE_FLAGS}. */
export type ExploreOptions = OptionsOf<typeof EXPLORE_FLAGS>;

/** What is wrong with flags that do not go together. */
export function exploreObjection(
  { build, port, runs, force, images }: ExploreOptions,
): string | undefined {
  if (images !== undefined && !isOneFile(build)) {
    return "`images` is for `build` with a file that ends in .html: other pages have all images.";
  }
  if (build === undefined) {
    return force ? "`force` is for `build` alone: what is served is written nowhere." : undefined;
  }
  if (port !== undefined) return "`port` cannot be combined with `build`, which serves nothing.";
  if (runs !== EXPLORE_FLAGS.runs.default) {
    return "`runs` cannot be combined with `build`, which takes no runs along.";
  }
}

/** Whether `build` names a file that is to hold the page. */
export function isOneFile(build: string | undefined): build is string {
  return build !== undefined && /\.html$/i.test(build);
}
