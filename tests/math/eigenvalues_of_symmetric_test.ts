import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { eigenvaluesOfSymmetric } from "../../lib/math/eigenvalues_of_symmetric.ts";

it("eigenvaluesOfSymmetric() of a diagonal matrix are its entries, descending", () => {
  assertEquals([...eigenvaluesOfSymmetric([2, 0, 0, 0, 3, 0, 0, 0, -1])], [3, 2, -1]);
  assertEquals([...eigenvaluesOfSymmetric([7])], [7]);
  assertEquals([...eigenvaluesOfSymmetric([])], []);
});

it("eigenvaluesOfSymmetric() of the second difference are 2 - 2 cos(k pi / (n + 1))", () => {
  const n = 100;
  const matrix = Float64Array.from({ length: n * n }, (_, at) => {
    const distance = Math.abs(Math.floor(at / n) - at % n);
    return distance === 0 ? 2 : distance === 1 ? -1 : 0;
  });
  eigenvaluesOfSymmetric(matrix).forEach((value, i) =>
    assertAlmostEquals(value, 2 - 2 * Math.cos((n - i) * Math.PI / (n + 1)), 1e-13)
  );
});

it("eigenvaluesOfSymmetric() refuses what is not square, symmetric, finite", () => {
  for (
    const [matrix, message] of [
      [[1, 2], "square matrix, got 2 numbers"],
      [[1, 2, 3, 4], "got 3 at [1, 0] and 2 at [0, 1]"],
      [[NaN], "got NaN"],
    ] as const
  ) {
    assertThrows(() => eigenvaluesOfSymmetric(matrix), RangeError, message);
  }
});
