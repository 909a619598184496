/**
 * The page: train, collapse and explore, live in the browser. Everything is computed in the page itself.
 *
 *     deno task explore
 *     deno task explore --open
 *     deno task explore --build site
 *     deno task explore --build page.html
 *
 * Bundles `web/`, and serves it to this machine alone until Ctrl-C, with MNIST, the model and the
 * classifier that ship, and the runs in `out`. `--build` writes it as static files for any web server instead, or
 * as one file that a browser opens from the disk, with the first 10,000 training images.
 * Left out on purpose: other machines as visitors, https, and anything that the page could write.
 */
import { runCommand } from "../lib/cli/command.ts";
import { explore } from "../lib/cli/explore/explore.ts";
import { EXPLORE_FLAGS, exploreObjection } from "../lib/cli/explore/explore_flags.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "explore",
    description: "Serve the page on which a model is trained, collapses and is explored, live.",
    flags: EXPLORE_FLAGS,
    examples: [
      ["explore --open", "in the browser, until Ctrl-C"],
      ["explore --data fashion", "with the images of the folder fashion"],
      ["explore --build site", "the page as static files in the folder site"],
      ["explore --build page.html", "the page as one file, which takes no server"],
    ],
    objection: exploreObjection,
    interruptible: true,
    run: explore,
  });
  Deno.exit(status);
}
