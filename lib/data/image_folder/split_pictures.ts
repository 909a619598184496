import { TorchRandom } from "../../math/torch_random.ts";
import type { Seed } from "../../math/seed.ts";
import type { Split } from "../idx_names.ts";

/** What a split looks at, of one picture. */
export interface Splittable {
  readonly label?: number;
  /** Where the folder tells it. */
  readonly split?: Split;
  /** What tells pictures apart: the same for copies. */
  readonly key: string;
}

/** How pictures are split. */
export interface SplitOptions {
  readonly seed: Seed;
  /** Of the pictures that are no copies, from 0 to 1. */
  readonly testShare: number;
}

/** The pictures of both sides, by their indices, in the order that the seed draws. */
export interface PictureSplit {
  readonly train: number[];
  readonly test: number[];
  /** Test pictures that were copies of training pictures, and became training pictures. */
  readonly moved: number;
}

/**
 * Splits pictures into training and test images, none of which stands on both sides: copies stay together.
 * Where the folder tells the sides, copies of training pictures go to the training side. Else each label
 * gives its share of test pictures (rounded so that the sum is right), but not its only one; at least one
 * picture in all is a test picture, if there are two.
 *
 * The seed draws twice as `torch.randperm` does: the pictures in the order in which they become test
 * pictures, until there are enough; and the order of the pictures on both sides.
 */
export function splitPictures(
  pictures: readonly Splittable[],
  { seed, testShare }: SplitOptions,
): PictureSplit {
  const random = new TorchRandom(seed);
  const drawn = [...random.permutation(pictures.length)];
  // Another order than that, in which the training images would begin with the labels that give no more.
  const order = [...random.permutation(pictures.length)];
  const told = pictures.some(({ split }) => split !== undefined);
  const sides = told ? toldSides(pictures) : drawnSides(pictures, drawn, testShare);
  const on = (wanted: Split) => order.filter((i) => sides.get(pictures[i].key) === wanted);
  const moved = told
    ? pictures.filter(({ key, split }) => split === "test" && sides.get(key) === "train").length
    : 0;
  return { train: on("train"), test: on("test"), moved };
}

function toldSides(pictures: readonly Splittable[]): Map<string, Split> {
  const sides = new Map<string, Split>();
  for (const { key, split = "train" } of pictures) {
    if (split === "train" || !sides.has(key)) sides.set(key, split);
  }
  return sides;
}

function drawnSides(
  pictures: readonly Splittable[],
  drawn: readonly number[],
  testShare: number,
): Map<string, Split> {
  const labels = new Map<string, number>(); // of each picture, the first of its copies'
  for (const { key, label = 0 } of pictures) if (!labels.has(key)) labels.set(key, label);
  const left = testCounts(labels.values(), testShare);
  // Where each label has one picture, there is nothing to be fair about.
  if (left.values().every((count) => count === 0)) {
    labels.forEach((_, key) => labels.set(key, 0));
    left.clear();
    testCounts(labels.values(), testShare).forEach((count, label) => left.set(label, count));
  }
  const sides = new Map<string, Split>();
  for (const { key } of drawn.map((i) => pictures[i])) {
    if (sides.has(key)) continue;
    const label = labels.get(key)!;
    const wanted = left.get(label)!;
    sides.set(key, wanted > 0 ? "test" : "train");
    left.set(label, wanted - 1);
  }
  return sides;
}

/**
 * Test pictures of each label: by largest remainders, at least one in all, and at most all but one of a
 * label.
 */
function testCounts(labels: Iterable<number>, share: number): Map<number, number> {
  const counts = new Map<number, number>();
  let total = 0;
  for (const label of labels) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    total++;
  }
  const entries = [...counts].sort(([a], [b]) => a - b)
    .map(([label, count]) => ({ label, most: count - 1, exact: count * share }))
    .map((entry) => ({ ...entry, given: Math.min(entry.most, Math.floor(entry.exact)) }));
  let left = Math.max(1, Math.round(total * share)) -
    entries.reduce((sum, { given }) => sum + given, 0);
  const byRemainder = entries.toSorted((a, b) => (b.exact - b.given) - (a.exact - a.given));
  for (const entry of byRemainder) {
    if (left <= 0) break;
    if (entry.given >= entry.most) continue;
    entry.given++;
    left--;
  }
  return new Map(entries.map(({ label, given }) => [label, given]));
}
