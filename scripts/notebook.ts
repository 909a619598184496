/**
 * The lab as a notebook, lab.ipynb, made of its text and its tested code.
 *
 *     deno task notebook
 *     deno task notebook --rerun
 *
 * The text is lib/report/lab_text.ts, which the report has too; the code is docs/notebook/lab.ts. The cells are
 * run without Jupyter, and what they print and show is kept in the notebook. docs/the_notebook.md says how to
 * open it.
 * Left out on purpose: any other notebook, and shorter runs, whose numbers would not be the lab's.
 */
import { runCommand } from "../lib/cli/command.ts";
import { notebook, NOTEBOOK_FLAGS } from "../lib/cli/notebook/notebook.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "notebook",
    description: "Make the lab's notebook, lab.ipynb, from its text and its code, with outputs.",
    flags: NOTEBOOK_FLAGS,
    examples: [
      ["notebook", "after a change of docs/notebook/lab.ts or of the lab's text"],
      ["notebook --rerun", "after a change of the library that changes numbers or figures"],
    ],
    interruptible: true,
    run: notebook,
  });
  Deno.exit(status);
}
