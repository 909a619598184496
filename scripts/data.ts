/**
 * Your own pictures, before anything is trained on them: a folder of PNG, JPEG or WebP files becomes gray
 * images of one size, which every task reads.
 *
 *     deno task data photos
 *     deno task data photos --size 64 --out out/photos
 *     deno task data mnist
 *
 * Prints what was found, by label, and what was done to it; writes MNIST's four IDX files, and a contact
 * sheet of what a model will see. From the eigenvalues of the pixels it recommends a weight of the KL term,
 * and tells the loss to expect. Of IDX files, it only looks and recommends. Left out on purpose: zip files,
 * moving pictures, and colors.
 */
import { runCommand } from "../lib/cli/command.ts";
import { data } from "../lib/cli/data/data.ts";
import { DATA_FLAGS } from "../lib/cli/data/data_flags.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "data",
    description:
      "Make images to train on of a folder of pictures, look at them, and recommend a weight to begin with.",
    flags: DATA_FLAGS,
    examples: [
      ["data photos", "the pictures in the folder photos, its folders being their labels"],
      ["data photos --size 64 --out out/photos", "larger images"],
      ["data mnist", "what MNIST looks like, and a weight for it"],
    ],
    run: data,
  });
  Deno.exit(status);
}
