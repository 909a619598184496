import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { readIdx, writeIdx } from "../../lib/data/mod.ts";

it("writeIdx() writes the header of MNIST's files", () => {
  const images = writeIdx({ shape: [1, 2, 3], values: new Uint8Array([9, 8, 7, 6, 5, 4]) });
  const header = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3];
  assertEquals([...images], [...header, 9, 8, 7, 6, 5, 4]);
});

it("readIdx() reads what writeIdx() wrote", () => {
  for (const shape of [[0], [5], [300], [2, 3], [4, 28, 28], [2, 1, 3, 2], [70_000, 1]]) {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Uint8Array.from({ length: size }, (_, i) => i * 7);
    assertEquals(readIdx(writeIdx({ shape, values }), "a file", shape.length), { shape, values });
  }
});

it("writeIdx() copies the values, of a view as well", () => {
  const values = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  const bytes = writeIdx({ shape: [2], values });
  values.fill(0);
  assertEquals([...bytes], [0, 0, 8, 1, 0, 0, 0, 2, 2, 3]);
});

it("writeIdx() refuses shapes that the format does not have, or the values have not", () => {
  const refuse = (shape: readonly number[], length: number, message: string) =>
    assertThrows(() => writeIdx({ shape, values: new Uint8Array(length) }), RangeError, message);
  refuse([2, 3], 5, "wanted 2 x 3 = 6 values for an IDX file, got 5");
  refuse([], 1, "the dimensions of an IDX file must be a whole number from 1 to 255, got 0");
  refuse([2 ** 32, 0], 0, "must be a whole number from 0 to 4294967295, got 4294967296");
  refuse([1.5, 2], 3, "got 1.5");
  refuse([-1, -1], 1, "got -1");
});
