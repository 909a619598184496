/** Training and test images: none in both, each label in both, and the same for a seed. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { splitPictures, type Splittable } from "../../../lib/data/image_folder/split_pictures.ts";

const seventh = { seed: 0, testShare: 1 / 7 };

/** Different pictures of these labels. */
function pictures(labels: readonly number[]): Splittable[] {
  return labels.map((label, i) => ({ label, key: `${i}` }));
}

/** How many of each label. */
function counts(all: readonly Splittable[], indices: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const i of indices) counts[`${all[i].label}`] = (counts[`${all[i].label}`] ?? 0) + 1;
  return counts;
}

it("splitPictures() gives each label its share, and loses no picture", () => {
  const all = pictures(Array.from({ length: 700 }, (_, i) => i < 70 ? 0 : i < 280 ? 1 : 2));
  const { train, test, moved } = splitPictures(all, seventh);
  assertEquals(counts(all, test), { 0: 10, 1: 30, 2: 60 });
  assertEquals(counts(all, train), { 0: 60, 1: 180, 2: 360 });
  assertEquals([...train, ...test].sort((a, b) => a - b), [...all.keys()]);
  assertEquals(moved, 0);
  // The first ones have all labels: they are shown, and trained on where few are asked for.
  for (const part of [train, test]) {
    assertEquals(Object.keys(counts(all, part.slice(0, 40))).length, 3);
  }
});

it("splitPictures() rounds so that the sum is right, and keeps a training picture of each label", () => {
  const all = pictures(Array.from({ length: 30 }, (_, i) => Math.floor(i / 3))); // 3 of each label
  const { test } = splitPictures(all, seventh);
  assertEquals(test.length, 4); // 30 / 7
  assert(Object.values(counts(all, test)).every((count) => count === 1));
  const lonely = pictures([...new Array<number>(20).fill(0), 1]);
  for (let seed = 0; seed < 10; seed++) {
    const { train } = splitPictures(lonely, { seed, testShare: 0.5 });
    assertEquals(counts(lonely, train)[1], 1);
  }
});

it("splitPictures() has a test picture, wherever there are two pictures", () => {
  for (const labels of [[0, 0], [0, 1], [0, 1, 2, 3]]) {
    const { train, test } = splitPictures(pictures(labels), seventh);
    assertEquals([train.length, test.length], [labels.length - 1, 1]);
  }
  const none = splitPictures([{ key: "a" }, { key: "b" }], seventh); // without labels
  assertEquals([none.train.length, none.test.length], [1, 1]);
  assertEquals(splitPictures([{ key: "a" }], seventh).test, []);
});

it("splitPictures() draws the same from the same seed, and other pictures from another", () => {
  const all = pictures(new Array<number>(100).fill(0));
  assertEquals(splitPictures(all, seventh), splitPictures(all, seventh));
  assertNotEquals(
    splitPictures(all, seventh).test,
    splitPictures(all, { ...seventh, seed: 1 }).test,
  );
});

it("splitPictures() keeps copies together, and counts them once", () => {
  const twice = Array.from({ length: 140 }, (_, i) => ({ label: i % 2, key: `${i % 70}` }));
  const { train, test } = splitPictures(twice, seventh);
  assertEquals(test.length, 20); // ten pictures, twice
  const keys = (part: readonly number[]) => new Set(part.map((i) => twice[i].key));
  assertEquals([...keys(train).intersection(keys(test))], []);
});

it("splitPictures() follows the folders, but moves copies of training pictures from the test side", () => {
  const told = [
    { key: "a", split: "test" },
    { key: "b", split: "test" },
    { key: "c", split: "train" },
    { key: "a", split: "train" },
    { key: "b", split: "test" },
  ] as const;
  const { train, test, moved } = splitPictures(told, seventh);
  assertEquals([train.sort(), test.sort(), moved], [[0, 2, 3], [1, 4], 1]);
});
