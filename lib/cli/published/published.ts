import { learningCurve } from "../../experiment/published/learning_curve.ts";
import { FEW_SAMPLES, measureBound } from "../../experiment/published/measure_bound.ts";
import {
  type Protocol,
  PROTOCOL_NAMES,
  PROTOCOLS,
  PUBLISHED_SAMPLES,
} from "../../experiment/published/protocols.ts";
import { finishRun } from "../../experiment/finish_run.ts";
import { trainTask } from "../../experiment/train_task.ts";
import { derivedSeed } from "../../math/derived_seed.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { oneOf, type OptionsOf, wholeNumber } from "../../run/option.ts";
import {
  backend,
  data,
  images,
  out,
  resume,
  runOptions,
  seed,
  threads,
} from "../../run/run_options.ts";
import { optionsOf } from "../../run/training_task.ts";
import { startRun, trainRun } from "../train_run.ts";
import type { Terminal } from "../terminal.ts";
import { publishedLines } from "./published_lines.ts";

const { force } = runOptions("published", 1, "rows");

/** The flags of `deno task published`. */
export const PUBLISHED_FLAGS = {
  protocol: oneOf("the published number to train for", "vae", PROTOCOL_NAMES),
  seed,
  epochs: wholeNumber(
    "the number of passes over the training images; the published runs take 3280",
    40,
    1,
  ),
  batchSize: wholeNumber("the number of images in a batch", 20, 1),
  images,
  samples: wholeNumber(
    "the number of codes drawn for each image in the final bound, as the published one has",
    PUBLISHED_SAMPLES,
    FEW_SAMPLES,
    100_000,
  ),
  testImages: wholeNumber(
    "the number of test images that are measured, the first ones (default: all)",
    undefined,
    2,
  ),
  sampledImages: wholeNumber(
    `the number of test images, drawn at random, that get as many codes as \`samples\` says; all get ${FEW_SAMPLES}`,
    1000,
    2,
  ),
  ...{ data, backend, threads },
  out: out("published"),
  resume: resume("only `epochs` may differ, and not be below the epochs that have begun"),
  force,
};

/** `deno task published`: trains, measures, and says what the published number is beside ours. */
export async function published(
  given: OptionsOf<typeof PUBLISHED_FLAGS>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { protocol: name, samples, testImages, sampledImages, ...run } = given;
  const protocol: Protocol = PROTOCOLS[name];
  const options = optionsOf(trainTask, { ...protocol.options, ...run });
  const session = await startRun(trainTask, options, terminal, signal, "published");
  const curve = learningCurve(session, testImages);
  const { observe } = curve;
  await trainRun(session, terminal, signal, { command: "published", observe });
  await finishRun(session);
  const { vae } = session;
  const test = session.test!.first(testImages ?? Infinity);
  terminal.note(
    `measuring: ${samples} codes for each of ${Math.min(sampledImages, test.count)} test images, ` +
      `${FEW_SAMPLES} for each of ${test.count}`,
  );
  const begun = performance.now();
  const measured = await measureBound(vae, test, {
    ...{ samples, drawn: sampledImages, signal },
    random: new TorchRandom(derivedSeed(options.seed, "measured images")),
  });
  const lines = publishedLines({
    ...{ protocol, curve: curve.points(), measured },
    epochs: session.epochs.length,
    images: session.data.count,
    batchSize: options.batchSize,
    learningRate: options.learningRate,
    trained: session.epochs.reduce((sum, { seconds }) => sum + seconds, 0),
    measuring: (performance.now() - begun) / 1000,
    backend: session.backend,
  });
  for (const line of lines) terminal.say(line);
  terminal.note(`results in ${options.out}: run.json, model.safetensors, figures`);
}
