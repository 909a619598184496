import type { LabelledImages } from "../data/check_labels.ts";
import { labelWord } from "../data/label_word.ts";
import { nextSeed, type Seed } from "../math/seed.ts";
import { TorchRandom } from "../math/torch_random.ts";
import type { Parameters } from "../model/parameters.ts";
import { classify } from "../measure/classify.ts";
import { digitlessShares } from "../measure/digitless_shares.ts";
import { halfAndHalf } from "../measure/half_and_half.ts";
import { RECOGNISED, recognisedDigits } from "../measure/recognised_digits.ts";

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

/**
 * How far a classifier can be trusted: it is right on which share of the test images, and sure of a digit on which
 * share of them, of blends of two, and of pictures without one.
 *
 * @param test two images or more, two neighbours of which show different digits
 */
export async function classifierLines(
  parameters: Parameters,
  test: LabelledImages,
  seed: Seed,
): Promise<string[]> {
  const seen = await classify(parameters, test.rows([...test.labels.keys()]));
  const right = seen.digits.filter((digit, i) => digit === test.labels[i]).length;
  const blends = recognisedDigits(await classify(parameters, halfAndHalf(test)));
  const random = new TorchRandom(nextSeed(seed));
  const label = labelWord(test);
  const row = (pictures: string, share: number) =>
    `  ${pictures.padEnd(38)}${percent(share).padStart(9)}`;
  return [
    `right on ${percent(right / test.count)} of the ${test.count} test images`,
    `sure of a ${label} (probability ${RECOGNISED} or more) on this share of`,
    row("the test images", recognisedDigits(seen).share),
    row(`half-and-half blends of two ${label}s`, blends.share),
    `and, where there is no ${label}, of`,
    ...(await digitlessShares(parameters, test, { random }))
      .map(({ pictures, share }) => row(pictures, share)),
  ];
}
