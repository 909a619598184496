import { useBackend } from "../../backend/use_backend.ts";
import { drawSampleComparison, type SampleComparison } from "../../experiment/compare_samples.ts";
import { comparedImages } from "../../experiment/compared_images.ts";
import {
  checkRepairable,
  PRIOR_METHODS,
  repairPrior,
  type RepairResults,
} from "../../experiment/prior/repair_prior.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { modelToBytes } from "../../run/model_file.ts";
import { listOf, oneOf, type OptionsOf, path, wholeNumber } from "../../run/option.ts";
import { PRIOR_FILE, priorToBytes } from "../../run/prior_file.ts";
import { recordedSeed } from "../../run/recorded_seed.ts";
import { backend, data, force, images, model, out, seed, threads } from "../../run/run_options.ts";
import { cautionOtherImages } from "../caution_other_images.ts";
import { openOutput } from "../open_output.ts";
import { restartLine } from "../resume_line.ts";
import { sampleTable } from "../sample_lines.ts";
import { stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { trainedClassifier } from "../trained_classifier.ts";
import { trainedModel } from "../trained_model.ts";
import { gainLines, predictionLines, triedLines } from "./prior_lines.ts";

const COMPONENTS = [1, 10, 50, 100];

/** The flags of `deno task prior`. */
export const PRIOR_FLAGS = {
  components: {
    ...listOf(wholeNumber("", 1, 1, 1000)),
    description:
      "the numbers of components of the Gaussian mixtures to try, up to the first that held-out codes lose by " +
      `(default: ${COMPONENTS.join()})`,
  },
  pseudoInputs: wholeNumber("the number of pseudo-inputs of the VampPrior", 500, 1, 5000),
  fitCodes: wholeNumber("the number of codes that each Gaussian mixture is fitted to", 40_000, 100),
  vampSteps: wholeNumber("the number of Adam's steps that pseudo-inputs take", 500, 1),
  stageSteps: wholeNumber("the number of Adam's steps that the second-stage VAE takes", 6000, 1),
  draws: wholeNumber(
    "the number of training images, and of test images, whose codes measure the gains",
    5000,
    2,
  ),
  codes: wholeNumber(
    "the number of codes of each kind that are decoded, to count digits on",
    10_000,
    100,
  ),
  save: oneOf(
    "the prior that is saved beside the model: the Gaussian mixture, or the VampPrior",
    "mixture",
    ["mixture", "vamp"],
  ),
  ...{ seed, model, data, images },
  classifier: path(
    "FILE",
    "the classifier that counts digits, made by the script classifier (default: the one that ships)",
    undefined,
  ),
  ...{ backend, threads, out: out("prior"), force },
};

const FILES = ["prior.json", "prior.png", PRIOR_FILE, "model.safetensors"];

/**
 * `deno task prior`: predicts what a better prior gains, fits three, tells what each gains, and saves one of
 * them with the model.
 */
export async function prior(
  options: OptionsOf<typeof PRIOR_FLAGS>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { seed, out, force, save, components = COMPONENTS, ...sizes } = options;
  const { say, note } = terminal;
  const { training, test, counting } = await comparedImages(
    { ...options, task: "prior" },
    terminal.caution,
  );
  const used = await useBackend(options.backend, {
    ...{ threads: options.threads, tell: terminal.caution },
  });
  note(`backend: ${used}`);
  const vae = await trainedModel(options.model, terminal);
  const classifier = counting ? await trainedClassifier(options.classifier, terminal) : undefined;
  const input = { ...sizes, vae, training, test, classifier, seed, components, signal };
  checkRepairable(input);
  await cautionOtherImages(options.model, training, terminal);
  using folder = await openOutput({ task: "prior", out, force }, FILES);
  try {
    note(`encoding ${training.count} training images, ${test.count} test images`);
    for await (const event of repairPrior(input)) {
      if (event.kind === "prediction") {
        for (const line of predictionLines(event.prediction)) say(line);
        say();
        note("fitting Gaussian mixtures");
      } else if (event.kind === "tried") {
        const { components, covariance, seconds } = event.tried;
        note(`  ${components} ${covariance}: ${seconds.toFixed(1)} s`);
      } else if (event.kind === "repaired") {
        const { title, seconds, method } = event.repaired;
        note(`${title}: ${seconds.toFixed(1)} s`);
        const next = PRIOR_METHODS[PRIOR_METHODS.indexOf(method) + 1];
        note(
          next ? `fitting the ${next === "vamp" ? "VampPrior" : "second-stage VAE"}` : "decoding",
        );
      } else {
        const { results } = event;
        for (const line of triedLines(results.tried)) say(line);
        say();
        for (const line of gainLines(results)) say(line);
        say();
        const counts = { count: sizes.codes, seed, test: test.count };
        for (const line of sampleTable(results.comparison, counts)) say(line);
        const { mixture, title } = results.repaired.find(({ method }) => method === save)!;
        await folder.write("model.safetensors", await modelToBytes(vae));
        await folder.write(PRIOR_FILE, await priorToBytes(vae, mixture!, title));
        await folder.write(
          "prior.json",
          jsonText(results, { seed: recordedSeed(seed), backend: used }),
        );
        await writePicture(folder, "prior.png", await drawSampleComparison(results.comparison));
        say();
        say(`${out}/${PRIOR_FILE}: the ${title}; sample from it with --prior fitted`);
        say(`${out}/model.safetensors, prior.json, prior.png`);
      }
    }
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const stop = stopOf(signal);
    throw stop.told(
      `${stop.what}. Nothing was written. Start again with: ${restartLine("prior", out)}`,
    );
  }
}

/** The numbers as `prior.json` has them. */
function jsonText(
  { prediction, tried, repaired, comparison }: RepairResults,
  options: Readonly<Record<string, unknown>>,
): string {
  const record = {
    ...options,
    prediction,
    tried,
    repaired: repaired.map(({ mixture: _, ...numbers }) => numbers),
    samples: samplesRecord(comparison),
  };
  return JSON.stringify(record, null, 2) + "\n";
}

function samplesRecord({ kinds }: SampleComparison) {
  return kinds.map(({ from, fitted, found, outside }) => ({
    ...{ from: fitted?.name ?? from, outside },
    ...found && { recognised: found.share, effectiveDigits: found.effectiveDigits },
  }));
}
