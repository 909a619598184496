/**
 * Exercise 2, sampling: 100 random codes, decoded.
 *
 *     deno task sample
 *     deno task sample --prior normal
 *     deno task sample --prior fitted
 *     deno task sample --compare
 *
 * The lab draws its codes uniformly from [0, 1)^d, one corner of the space; the prior that the KL term
 * pulls the codes to is N(0, I); what the decoder was trained on are the codes of the training images, to
 * which `deno task prior` fits a prior.
 * `--compare` lets a small classifier count what comes out of each.
 */
import { runCommand } from "../lib/cli/command.ts";
import { cautionOtherImages } from "../lib/cli/caution_other_images.ts";
import { sampleLines } from "../lib/cli/sample_lines.ts";
import { flagName } from "../lib/cli/flags.ts";
import { openOutput } from "../lib/cli/open_output.ts";
import { trainedClassifier } from "../lib/cli/trained_classifier.ts";
import { fittedPrior } from "../lib/cli/fitted_prior.ts";
import { placedModel } from "../lib/cli/trained_model.ts";
import {
  checkComparable,
  comparedImages,
  compareSamples,
  drawSampleComparison,
  PRIORS,
  SAMPLE_COUNT,
  sampleCodes,
  writePicture,
} from "../lib/experiment/mod.ts";
import { GRID_SCALE } from "../lib/figure/mod.ts";
import { decodeCodes } from "../lib/measure/mod.ts";
import { mixtureCodes } from "../lib/prior/mod.ts";
import {
  backend,
  data,
  force,
  model,
  oneOf,
  onOff,
  out,
  path,
  seed,
  wholeNumber,
} from "../lib/run/mod.ts";
import { imageGrid, TorchRandom, useBackend } from "../mod.ts";

const CODES = 10_000;

if (import.meta.main) {
  const status = await runCommand({
    name: "sample",
    description:
      "Decode 100 random codes with a trained model, or compare three ways to draw them.",
    flags: {
      prior: oneOf(
        "the distribution of the codes: uniform in [0, 1)^d as in the lab, normal, N(0, I), or fitted by the script prior",
        "uniform",
        [...PRIORS, "fitted"],
      ),
      fitted: path(
        "FILE",
        "the fitted prior that --prior fitted draws from, or its URL (default: prior.safetensors beside the model, else in out/prior)",
        undefined,
      ),
      seed,
      model,
      backend,
      out: out("sample"),
      force,
      compare: onOff(
        "draw codes in three ways (uniform, normal, the encoder's own), and count the digits that they decode to",
        "prior",
      ),
      codes: wholeNumber(
        `the number of codes of each kind that --compare draws (default: ${CODES})`,
        undefined,
        SAMPLE_COUNT,
      ),
      images: wholeNumber(
        "the number of training images that --compare encodes, the first ones of the file (default: all)",
        undefined,
        SAMPLE_COUNT,
      ),
      data: {
        ...data,
        description: data.description.replace("the images", "the images that --compare encodes"),
      },
      classifier: path(
        "FILE",
        "the classifier that --compare counts digits with, made by the script classifier (default: the one that ships)",
        undefined,
      ),
    },
    examples: [
      ["sample", "the lab's figure"],
      ["sample --prior normal --seed 5", "other codes, from the prior"],
      ["sample --prior fitted", "from the prior that was fitted to the model's codes"],
      ["sample --model out/collapse/model.safetensors", "samples of a collapsed model"],
      ["sample --compare", "why the lab's codes show so few digits: a table and compare.png"],
    ],
    objection({ compare, codes, images, classifier, data, prior, fitted }) {
      if (fitted !== undefined && prior !== "fitted") {
        return `${flagName("fitted")} belongs to --prior fitted.`;
      }
      const given = { codes, images, classifier, data: data === "mnist" ? undefined : data };
      const name = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
      return name && !compare ? `${flagName(name)} belongs to --compare.` : undefined;
    },
    async run(options, terminal) {
      const { prior, seed, model, backend, out, force, compare } = options;
      // First: what cannot be compared is told before anything is written.
      const compared = compare ? await comparedImages(options, terminal.caution) : undefined;
      // Without --compare it is a tenth of a second of work.
      const threads = compare ? undefined : 1;
      const used = await useBackend(backend, { threads, tell: terminal.caution });
      terminal.note(`backend: ${used}`);
      const placed = await placedModel(model, terminal);
      const { vae } = placed;
      const mixture = prior === "fitted"
        ? await fittedPrior(placed, options.fitted, terminal)
        : undefined;
      const input = compared && {
        ...{ vae, training: compared.training, test: compared.test },
        classifier: compared.counting
          ? await trainedClassifier(options.classifier, terminal)
          : undefined,
      };
      if (input) {
        checkComparable(input);
        await cautionOtherImages(model, input.training, terminal);
      }
      const files = [compare ? "compare.png" : "samples.png"];
      using folder = await openOutput({ task: "sample", out, force }, files);
      if (input) {
        const { codes = CODES } = options;
        terminal.note(`encoding ${input.training.count} images`);
        const comparison = await compareSamples({ ...input, count: codes, seed });
        const sizes = { images: input.training.count, test: input.test.count };
        for (const line of sampleLines(comparison, { count: codes, seed, ...sizes })) {
          terminal.say(line);
        }
        await writePicture(folder, "compare.png", await drawSampleComparison(comparison));
        return terminal.say(`\n${out}/compare.png`);
      }
      const codes = prior === "fitted"
        ? mixtureCodes(mixture!, SAMPLE_COUNT, new TorchRandom(seed))
        : sampleCodes(prior, vae.latentSize, seed);
      const canvas = await imageGrid(await decodeCodes(vae, codes), {
        ...{ scale: GRID_SCALE, image: vae.image },
      });
      await writePicture(folder, "samples.png", canvas);
      terminal.say(`${SAMPLE_COUNT} codes, ${prior}, seed ${seed}: ${out}/samples.png`);
    },
  });
  Deno.exit(status);
}
