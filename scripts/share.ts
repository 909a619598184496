/**
 * One of the lab's scripts as a single file: for a gist, a mail, or any web server.
 *
 *     deno task share collapse
 *
 * The file holds the lab's own code and its licence; Deno fetches the packages, by their exact
 * versions, when it is first run. `deno.lock` goes with it, for those who want every byte checked.
 * Left out on purpose: MNIST (a package too) and the trained model, which are larger than a script.
 */
import { runCommand } from "../lib/cli/command.ts";
import { share, sharedScript } from "../lib/cli/share.ts";
import { force, out } from "../lib/run/mod.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "share",
    description: "Write one of the lab's scripts as a single file that runs anywhere by itself.",
    flags: { script: sharedScript, out: out("share"), force },
    examples: [
      ["share collapse", "out/share/collapse.js, and the line that runs it"],
      ["share sample --out /tmp/mail", "somewhere else"],
    ],
    interruptible: true,
    run: share,
  });
  Deno.exit(status);
}
