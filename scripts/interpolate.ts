/**
 * Exercise 2, interpolation: 20 codes on the line between two training images, decoded.
 *
 *     deno task interpolate
 *     deno task interpolate --from 0 --to 1
 *
 * Two images are drawn at random; another --seed draws another pair.
 */
import { runCommand } from "../lib/cli/command.ts";
import { cautionOtherImages } from "../lib/cli/caution_other_images.ts";
import { openOutput } from "../lib/cli/open_output.ts";
import { trainedModel } from "../lib/cli/trained_model.ts";
import { loadImages } from "../lib/data/mod.ts";
import { checkImage, decodeCodes } from "../lib/measure/mod.ts";
import {
  drawnEnds,
  imageName,
  INTERPOLATION_STEPS,
  interpolationCodes,
  writePicture,
} from "../lib/experiment/mod.ts";
import { GRID_SCALE } from "../lib/figure/mod.ts";
import { backend, data, force, model, out, seed, wholeNumber } from "../lib/run/mod.ts";
import { imageGrid, useBackend, UserError } from "../mod.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "interpolate",
    description: "Decode 20 codes on the line between two training images.",
    flags: {
      from: wholeNumber(
        "the number of the training image that the line begins at, from 0 on (default: drawn at random)",
        undefined,
        0,
      ),
      to: wholeNumber(
        "the number of the training image that the line ends at, from 0 on (default: drawn at random)",
        undefined,
        0,
      ),
      seed,
      model,
      data,
      backend,
      out: out("interpolate"),
      force,
    },
    examples: [
      ["interpolate", "a pair drawn by seed 0"],
      ["interpolate --seed 7", "another pair"],
      ["interpolate --from 0 --to 1", "from the first training image to the second"],
    ],
    async run({ from, to, seed, model, data, backend, out, force }, terminal) {
      // A tenth of a second of work.
      const used = await useBackend(backend, { threads: 1, tell: terminal.caution });
      terminal.note(`backend: ${used}`);
      const vae = await trainedModel(model, terminal);
      const images = await loadImages({ source: data }, terminal.caution);
      checkImage(vae, images);
      await cautionOtherImages(model, images, terminal);
      const files = ["interpolation.png"];
      using folder = await openOutput({ task: "interpolate", out, force }, files);
      const drawn = drawnEnds(images, seed);
      const ends = [from ?? drawn[0], to ?? drawn[1]] as const;
      for (const end of ends) {
        if (end >= images.count) {
          throw new UserError(
            `no image ${end}: --from and --to take a number from 0 to ${images.count - 1}.`,
          );
        }
      }
      const canvas = await imageGrid(
        await decodeCodes(vae, await interpolationCodes(vae, images, ends)),
        {
          columns: INTERPOLATION_STEPS,
          scale: GRID_SCALE,
          image: vae.image,
        },
      );
      await writePicture(folder, "interpolation.png", canvas);
      const [a, b] = ends.map((end) => imageName(images, end));
      terminal.say(`from ${a} to ${b} in ${INTERPOLATION_STEPS} steps: ${out}/interpolation.png`);
    },
  });
  Deno.exit(status);
}
