/**
 * Exercise 2, sampling: 100 random codes, decoded.
 *
 *     deno task sample
 *     deno task sample --prior normal
 *
 * The lab draws its codes uniformly from [0, 1)^d, one corner of the space; the prior that the KL term
 * pulls the codes to is N(0, I).
 */
import { runCommand } from "../lib/cli/command.ts";
import { backend, model, oneOf, out, seed } from "../lib/cli/flags.ts";
import { GRID_SCALE, writePicture } from "../lib/cli/pictures.ts";
import { trainedModel } from "../lib/cli/trained_model.ts";
import { imageGrid, RunFolder, tf, TorchRandom, useBackend } from "../mod.ts";

const COUNT = 100;

if (import.meta.main) {
  const status = await runCommand({
    name: "sample",
    description: "Decode 100 random codes with a trained model.",
    flags: {
      prior: oneOf("where codes are drawn from: [0, 1)^d as in the lab, or N(0, I)", "uniform", [
        "uniform",
        "normal",
      ]),
      seed,
      model,
      backend,
      out: out("sample"),
    },
    examples: [
      ["sample", "the lab's figure"],
      ["sample --prior normal --seed 5", "other codes, from the prior"],
      ["sample --model out/collapse/model.safetensors", "samples of a collapsed model"],
    ],
    async run({ prior, seed, model, backend, out }, terminal) {
      const used = await useBackend(backend, { threads: 1 }); // a tenth of a second of work
      terminal.note(`backend: ${used}`);
      const vae = await trainedModel(model, terminal);
      const folder = await RunFolder.open(out);
      const d = vae.latentSize;
      const random = new TorchRandom(seed);
      const codes = prior === "uniform" ? random.uniform(COUNT * d) : random.normal(COUNT * d);
      const images = tf.tidy(() => vae.reconstruct(tf.tensor2d(codes, [COUNT, d])));
      const canvas = await imageGrid(await images.data() as Float32Array, { scale: GRID_SCALE });
      await writePicture(folder, "samples.png", canvas);
      terminal.say(`${COUNT} codes, ${prior}, seed ${seed}: ${out}/samples.png`);
    },
  });
  Deno.exit(status);
}
