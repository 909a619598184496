/** Data sets with labels, with names of labels, and without either. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { checkLabels } from "../../lib/data/check_labels.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { exchangeAxes } from "../../lib/data/exchange_axes.ts";
import { labelCount } from "../../lib/data/label_count.ts";
import { labelList } from "../../lib/data/label_list.ts";
import { labelText } from "../../lib/data/label_text.ts";
import { whitenOnes } from "../../lib/data/whiten_ones.ts";
import { UserError } from "../../lib/user_error.ts";

const shape = { height: 2, width: 3 };
const pixels = Uint8Array.from({ length: 18 }, (_, i) => i);

it("a data set needs no labels", () => {
  const data = new DataSet("x", undefined, pixels, shape);
  assertEquals([data.count, data.labels, data.labelNames], [3, undefined, undefined]);
  assertEquals(data.rows([2])[0], Math.fround(12 / 255));
  const first = data.first(2);
  assertEquals([first.count, first.labels, first.pixels.length], [2, undefined, 12]);
  assertEquals([labelCount(data), labelList(data), labelText(data, 0)], [0, [], undefined]);
  const named = new DataSet("x", undefined, pixels, { ...shape, labelNames: ["a"] });
  assertEquals(named.labelNames, undefined);
});

it("a data set without labels wants complete images, one or more", () => {
  assertThrows(
    () => new DataSet("x", undefined, pixels.subarray(1), shape),
    RangeError,
    "wanted 6 pixels for each image, got 17 in all",
  );
  assertThrows(() => new DataSet("x", undefined, new Uint8Array(), shape), RangeError, "got none");
  const odd = [1, 2] as unknown as Uint8Array;
  assertThrows(
    () => new DataSet("x", undefined, odd, shape),
    TypeError,
    "pixels must be a Uint8Array",
  );
});

it("labels have names, or are their own", () => {
  const labels = Uint8Array.of(2, 0, 1);
  const plain = new DataSet("x", labels, pixels, shape);
  assertEquals([labelCount(plain), labelList(plain)], [3, ["0", "1", "2"]]);
  assertEquals([0, 1, 2].map((image) => labelText(plain, image)), ["a 2", "a 0", "a 1"]);
  const names = ["cat", "dog", "a\u001bb\u202e", "unseen"];
  const named = new DataSet("x", labels, pixels, { ...shape, labelNames: names });
  // What a terminal would obey is written out.
  assertEquals(labelList(named), ["cat", "dog", "a\\u001bb\\u202e", "unseen"]);
  assertEquals([labelCount(named), labelText(named, 1)], [4, "cat"]);
  assertEquals(named.first(1).labelNames, named.labelNames);
});

it("names of labels are refused if they are too few, or no texts", () => {
  const of = (labelNames: unknown) => () =>
    new DataSet("x", Uint8Array.of(0, 1, 2), pixels, {
      ...shape,
      labelNames: labelNames as string[],
    });
  assertThrows(of(["a", "b"]), RangeError, "wanted names for the labels 0 to 2, got 2");
  assertThrows(of(["a", "b", 3]), TypeError, "labelNames must be an array of texts, got Array");
  assertThrows(of("abc"), TypeError, "labelNames must be an array of texts, got String");
});

it("checkLabels() says what needs labels, and where they come from", () => {
  checkLabels(new DataSet("x", new Uint8Array(3), pixels, shape), "a classifier");
  const bare = new DataSet("some\nwhere", undefined, pixels, shape);
  const { message } = assertThrows(() => checkLabels(bare, "a classifier"), UserError);
  assert(
    message.startsWith("a classifier needs images with labels, and those of some\\u000awhere"),
  );
  assert(message.includes("train-labels-idx1-ubyte"));
});

it("exchangeAxes() turns each image, and gives it back when it is called again", () => {
  const stored = Uint8Array.of(1, 4, 2, 5, 3, 6, 10, 40, 20, 50, 30, 60);
  const turned = stored.slice();
  exchangeAxes(turned, { height: 2, width: 3 });
  assertEquals([...turned], [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]);
  exchangeAxes(turned, { height: 3, width: 2 });
  assertEquals(turned, stored);
});

it("whitenOnes() makes ones white where all pixels are 0 or 1, and leaves others alone", () => {
  const whitened = (...values: number[]) => {
    const pixels = Uint8Array.from(values);
    return [whitenOnes(pixels), ...pixels];
  };
  assertEquals(whitened(0, 1, 1), [true, 0, 255, 255]);
  for (const values of [[0, 1, 2], [1, 1], [0, 0], [0, 255], [0, 16]]) {
    assertEquals(whitened(...values), [false, ...values]);
  }
});
