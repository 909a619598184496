import { onOff, type OptionsOf, path, textOption } from "../../run/option.ts";
import { backend, data, force, out, resume, seed, threads } from "../../run/run_options.ts";

/** The flags of `deno task lab`. */
export const LAB_FLAGS = {
  quick: onOff(
    "show in a minute what comes out, with fewer images and epochs, whose numbers are not the lab's",
  ),
  author: textOption("NAME", "the name that the report shows under its title (default: none)"),
  answers: path(
    "FILE",
    "the answers to show under the report's questions, in Markdown with TeX in dollar signs (default: none)",
    undefined,
  ),
  ...{ seed, data, backend, threads },
  out: out("lab"),
  resume: {
    ...resume("none may differ"),
    description:
      "resume the lab in `out`: the run that was stopped is continued from its checkpoint",
  },
  force: {
    ...force,
    description: "begin anew and replace the runs and the report in `out`, even unfinished ones",
    conflict: "resume",
  },
};

/** The values of {@linkcode LAB_FLAGS}. */
export type LabOptions = OptionsOf<typeof LAB_FLAGS>;
