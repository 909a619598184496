/**
 * The judge of `deno task sample --compare`: a small classifier of digits.
 *
 *     deno task classifier
 *
 * 784-128-64-10, trained by Adam on the training images and on blends of two of them, so that it is not
 * sure of a digit where there is none. Left out on purpose: convolutions, shifted images, and whatever
 * else the last percent takes.
 */
import { runCommand } from "../lib/cli/command.ts";
import { wholeNumber } from "../lib/cli/flags.ts";
import { restartLine } from "../lib/cli/interruption.ts";
import { backend, data, force, out, seed, threads } from "../lib/cli/lab_flags.ts";
import { stopOf } from "../lib/cli/stop.ts";
import {
  classifierLayers,
  classifierToBytes,
  classify,
  type DataSet,
  initialize,
  loadMnist,
  OutputFolder,
  RECOGNISED,
  recognisedDigits,
  TorchRandom,
  trainClassifier,
  useBackend,
} from "../mod.ts";

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

if (import.meta.main) {
  const status = await runCommand({
    name: "classifier",
    description: "Train the small classifier that counts digits for sample --compare.",
    flags: {
      seed,
      epochs: wholeNumber("the number of passes over the training images", 20, 1),
      images: wholeNumber(
        "the number of training images, the first ones of the file (default: all)",
        undefined,
        1,
      ),
      data,
      backend,
      threads,
      out: out("classifier"),
      force,
    },
    examples: [
      ["classifier", "a minute or so"],
      ["classifier --data fashion --out out/fashion-classifier", "a judge of other images"],
    ],
    interruptible: true,
    async run({ seed, epochs, images, data, backend, threads, out, force }, terminal, signal) {
      const files = ["model.safetensors"];
      using folder = await OutputFolder.open(out, { task: "classifier", files, force });
      terminal.note(`backend: ${await useBackend(backend, { threads })}`);
      const training = await loadMnist({ source: data, count: images });
      const test = await loadMnist({ source: data, split: "test" });
      const random = new TorchRandom(seed);
      const parameters = initialize(classifierLayers, random);
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

      const all = test.rows([...test.labels.keys()]);
      const seen = await classify(parameters, all);
      const right = seen.digits.filter((digit, i) => digit === test.labels[i]).length;
      const sure = percent(recognisedDigits(seen).share);
      const fooled = recognisedDigits(await classify(parameters, halfAndHalf(test, all)));
      terminal.say(`right on ${percent(right / test.count)} of the ${test.count} test images`);
      terminal.say(`sure of a digit (probability ${RECOGNISED} or more) on ${sure} of them,`);
      terminal.say(`and on ${percent(fooled.share)} of the blends of two different digits.`);
      terminal.say(`${out}/model.safetensors`);
    },
  });
  Deno.exit(status);
}

/** The mean of each image and the next, where these show different digits. */
function halfAndHalf({ labels, count }: DataSet, pixels: Float32Array): Float32Array {
  const different = Array.from({ length: count - 1 }, (_, i) => i)
    .filter((i) => labels[i] !== labels[i + 1]);
  const blends = new Float32Array(different.length * 784);
  for (const [n, image] of different.entries()) {
    for (let i = 0; i < 784; i++) {
      blends[n * 784 + i] = (pixels[image * 784 + i] + pixels[(image + 1) * 784 + i]) / 2;
    }
  }
  return blends;
}
