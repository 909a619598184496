/**
 * Whether the exercise's steps are right; and where one is not, which mistake it is.
 *
 *     deno task check
 *     deno task check 3 --hint
 *     deno task check --watch
 *
 * A step's functions are run with inputs that are drawn anew for each text of the file, in a process that may
 * read the folder and do nothing else. What they give is compared with the right values (integrals, central
 * differences, closed forms, PyTorch's numbers), and with those of known mistakes. The status is 0 if all that was
 * checked passes, else 1. Left out on purpose: the solution.
 */
import { check } from "../lib/cli/check/check.ts";
import { CHECK_FLAGS } from "../lib/cli/check/check_flags.ts";
import { runCommand } from "../lib/cli/command.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "check",
    description:
      "Check the exercise's steps by what their functions give, and name the mistake where one is wrong.",
    flags: CHECK_FLAGS,
    examples: [
      ["check", "all steps that are open, in the folder exercise"],
      ["check 3 --hint", "the third step alone, with the stronger hint"],
      ["check --watch", "again whenever a file is saved, and drawn in a page"],
    ],
    interruptible: true,
    run: check,
  });
  Deno.exit(status);
}
