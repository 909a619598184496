/**
 * The small classifier that counts digits for `deno task sample --compare`.
 *
 *     deno task classifier
 *
 * 784-128-64-10, trained by Adam on the training images, on blends of two of them, and on pictures
 * without a digit (grays, noise, blobs, stripes, means of many images), so that it is not sure of a
 * digit where there is none. Left out on purpose: convolutions, shifted images, and whatever else
 * the last percent of accuracy takes.
 */
import { classifierLines } from "../lib/cli/classifier_lines.ts";
import { runCommand } from "../lib/cli/command.ts";
import { restartLine } from "../lib/cli/resume_line.ts";
import { openOutput } from "../lib/cli/open_output.ts";
import { stopOf } from "../lib/cli/stop.ts";
import { loadImages } from "../lib/data/mod.ts";
import { checkClassifier, trainClassifier } from "../lib/experiment/mod.ts";
import { classifierLayers, initialize } from "../lib/model/mod.ts";
import {
  backend,
  classifierToBytes,
  data,
  force,
  images,
  out,
  seed,
  threads,
  wholeNumber,
} from "../lib/run/mod.ts";
import { TorchRandom, useBackend } from "../mod.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "classifier",
    description: "Train the small classifier that counts digits for sample --compare.",
    flags: {
      seed,
      epochs: wholeNumber("the number of passes over the training images", 20, 1),
      images,
      data,
      backend,
      threads,
      out: out("classifier"),
      force,
    },
    examples: [
      ["classifier", "two to three minutes"],
      ["classifier --data fashion --out out/fashion-classifier", "a classifier of other images"],
    ],
    interruptible: true,
    async run(
      { seed, epochs, images: count, data, backend, threads, out, force },
      terminal,
      signal,
    ) {
      const training = await loadImages({ source: data, count }, terminal.caution);
      const tested = await loadImages({ source: data, split: "test" }, terminal.caution);
      const { test, classes } = checkClassifier(training, tested);
      const files = ["model.safetensors"];
      using folder = await openOutput({ task: "classifier", out, force }, files);
      const used = await useBackend(backend, { threads, tell: terminal.caution });
      terminal.note(`backend: ${used}`);
      const random = new TorchRandom(seed);
      const parameters = initialize(classifierLayers(training.size, classes), random);
      let done = 0;
      try {
        const options = { epochs, random, signal };
        for await (const event of trainClassifier(parameters, training, options)) {
          const loss = event.loss.toFixed(4);
          terminal.say(`epoch ${event.epoch} of ${epochs}: cross-entropy ${loss} nats`);
          done = event.epoch;
        }
      } catch (error) {
        if (!signal.aborted || error !== signal.reason) throw error;
        const stop = stopOf(signal);
        throw stop.told(
          `${stop.what} after ${done} of ${epochs} epochs. Nothing was written: a classifier keeps no ` +
            `checkpoint. Start again with: ${restartLine("classifier", out)}`,
        );
      }
      await folder.write("model.safetensors", await classifierToBytes(parameters));

      for (const line of await classifierLines(parameters, test, seed)) terminal.say(line);
      terminal.say(`${out}/model.safetensors`);
    },
  });
  Deno.exit(status);
}
