import { pixelsOf } from "../../../lib/math/image_shape.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { aggregateCodes } from "../../../lib/measure/aggregate_codes.ts";
import { shareOutside } from "../../../lib/measure/aggregate_density.ts";
import { classify } from "../../../lib/measure/classify.ts";
import { decodeCodes } from "../../../lib/measure/decode_codes.ts";
import { recognisedDigits } from "../../../lib/measure/recognised_digits.ts";
import { classifierPixels } from "../../../lib/model/classifier.ts";
import { mixtureCodes } from "../../../lib/prior/gaussian_mixture.ts";
import { UserError } from "../../../lib/user_error.ts";
import { words } from "../../words.ts";
import type { Ask, JudgedSamples, SamplesAnswer, Source, SourceSamples } from "../protocol.ts";
import type { HeldModel } from "./held_model.ts";
import { siteClassifier } from "./training_images.ts";

/** Samples of each source: as many as the lab draws. */
const COUNT = 100;

/** Samples from the lab's cube, the prior, a fitted one and the aggregate posterior, each drawn by a fresh generator. */
export async function answerSamples(
  model: HeldModel,
  { seed }: Ask<"samples">,
): Promise<SamplesAnswer> {
  const { vae } = model;
  const d = vae.latentSize;
  const missing: string[] = [];
  const known = await wherePossible(missing, async () => ({
    encoded: await model.encoded(),
    density: await model.density(),
  }));
  const classifier = await wherePossible(missing, async () => {
    const parameters = await siteClassifier();
    if (!parameters) throw new UserError(words.explore.samples.noClassifier);
    if (classifierPixels(parameters) === pixelsOf(vae.image)) return parameters;
    throw new UserError(words.explore.samples.otherClassifier(classifierPixels(parameters)));
  });
  const random = () => new TorchRandom(seed);
  const codes: [Source, Float32Array][] = [
    ["cube", random().uniform(COUNT * d)],
    ["prior", random().normal(COUNT * d)],
  ];
  if (model.prior) codes.push(["fitted", mixtureCodes(model.prior, COUNT, random())]);
  if (known) codes.push(["aggregate", aggregateCodes(known.encoded, COUNT, random())]);
  const judge = async (images: Float32Array): Promise<JudgedSamples> => {
    const classified = await classify(classifier!, images);
    return { ...recognisedDigits(classified), ...classified };
  };
  const sources: SourceSamples[] = [];
  for (const [source, drawn] of codes) {
    const images = await decodeCodes(vae, drawn);
    const outside = known && await shareOutside(known.density, drawn, d);
    const judged = classifier && await judge(images);
    sources.push({ source, codes: drawn, images, outside, judged });
  }
  return { sources, missing };
}

/** Work that may lack what it needs, which is then noted. */
async function wherePossible<T>(
  missing: string[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    missing.push(error.message);
  }
}
