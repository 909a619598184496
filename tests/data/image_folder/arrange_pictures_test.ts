/** What the folders of a folder mean. */
import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { arrangePictures } from "../../../lib/data/image_folder/arrange_pictures.ts";
import type { FolderTree } from "../../../lib/data/image_folder/folder_tree.ts";
import { UserError } from "../../../lib/user_error.ts";

/** A folder: each key is a file, or a folder with what it holds. */
interface Drawn {
  readonly [name: string]: Drawn | null;
}

function tree(content: Drawn, name = "root", path = name): FolderTree {
  const entries = Object.entries(content);
  return {
    ...{ name, path },
    files: entries.filter(([, inside]) => inside === null)
      .map(([file]) => ({ path: `${path}/${file}`, size: 1, changed: 0 })),
    folders: entries.flatMap(([folder, inside]) =>
      inside ? [tree(inside, folder, `${path}/${folder}`)] : []
    ),
  };
}

/** `a.png 0 test`: the file's name, its label, and its split, as far as there are any. */
function arranged(content: Drawn): string[] {
  return arrangePictures(tree(content)).pictures.map(({ path, label, split }) =>
    [path.split("/").at(-1), label, split].filter((part) => part !== undefined).join(" ")
  );
}

const one = { "1.png": null };

it("arrangePictures() takes folders for labels, however deep their files lie", () => {
  const content = { cat: { "a.png": null, indoors: { "b.png": null } }, dog: { "c.png": null } };
  assertEquals(arranged(content), ["a.png 0", "b.png 0", "c.png 1"]);
  const { labelNames, leftOut, cautions } = arrangePictures(tree(content));
  assertEquals([labelNames, leftOut, cautions], [["cat", "dog"], [], []]);
});

it("arrangePictures() gives the pictures of one folder no labels", () => {
  assertEquals(arranged({ "a.png": null, "b.png": null }), ["a.png", "b.png"]);
  assertEquals(arranged({ photos: { "a.png": null } }), ["a.png"]); // as an archive unpacks them
  assertEquals(arranged({ photos: { cat: one, dog: one } }), ["1.png 0", "1.png 1"]);
});

it("arrangePictures() takes numbers for labels, and else counts the names in natural order", () => {
  const { pictures, labelNames } = arrangePictures(tree({ 3: one, 7: one, 10: one }));
  assertEquals([pictures.map(({ label }) => label), labelNames], [[3, 7, 10], undefined]);
  for (const names of [["3", "300"], ["03", "7"], ["3", "seven"]]) {
    const { pictures, labelNames } = arrangePictures(
      tree(Object.fromEntries(names.map((name) => [name, one]))),
    );
    assertEquals([pictures.map(({ label }) => label).sort(), labelNames], [[0, 1], names]);
  }
});

it("arrangePictures() takes train and test for the split, under their usual names", () => {
  for (const [train, test] of [["train", "test"], ["Training", "testing"], ["train", "val"]]) {
    assertEquals(arranged({ [train]: one, [test]: { "2.png": null } }), [
      "1.png train",
      "2.png test",
    ]);
  }
  const labelled = {
    train: { cat: one, dog: one },
    test: { dog: one, emu: one },
    valid: { emu: one },
  };
  assertEquals(arranged(labelled), [
    ...["1.png 0 train", "1.png 1 train", "1.png 1 test", "1.png 2 test", "1.png 2 test"],
  ]);
  assertEquals(arrangePictures(tree(labelled)).labelNames, ["cat", "dog", "emu"]);
  assertEquals(arranged({ train: one, other: one }).sort(), ["1.png 0", "1.png 1"]); // no test, no split
});

it("arrangePictures() leaves out what lies beside, and says so", () => {
  const labels = arrangePictures(tree({ "stray.png": null, cat: one, dog: one }));
  assertEquals([labels.pictures.length, labels.leftOut], [2, [
    { path: "root/stray.png", why: "lies beside the labels' folders" },
  ]]);
  const split = arrangePictures(tree({ "stray.png": null, train: one, test: one, more: one }));
  assertEquals([split.pictures.length, split.leftOut.map(({ path }) => path)], [2, [
    "root/stray.png",
    "root/more/1.png",
  ]]);
  const half = arrangePictures(tree({ train: { cat: one, dog: one }, test: one }));
  assertEquals(half.pictures.map(({ label }) => label), [undefined, undefined, undefined]);
  assertEquals(half.cautions.length, 1);
});

it("arrangePictures() keeps names that a file of labels can hold, and 256 of them", () => {
  const names = ["a\nb", "x".repeat(200)];
  const { labelNames } = arrangePictures(
    tree(Object.fromEntries(names.map((name) => [name, one]))),
  );
  assertEquals(labelNames, ["a\\u000ab", "x".repeat(80)]);
  const many = Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`n${i}`, one]));
  assertThrows(() => arrangePictures(tree(many)), UserError, "root has 257 folders with pictures");
});
