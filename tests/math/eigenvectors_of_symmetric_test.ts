import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { eigenvaluesOfSymmetric } from "../../lib/math/eigenvalues_of_symmetric.ts";
import { eigenvectorsOfSymmetric } from "../../lib/math/eigenvectors_of_symmetric.ts";
import "../fixed_seed.ts";

it("eigenvectorsOfSymmetric() of a diagonal matrix are the axes, the largest eigenvalue first", () => {
  const found = eigenvectorsOfSymmetric([2, 0, 0, 0, 3, 0, 0, 0, -1]);
  assertEquals(found.map(({ value }) => value), [3, 2, -1]);
  assertEquals(found.map(({ vector }) => [...vector].map(Math.abs)), [
    [0, 1, 0],
    [1, 0, 0],
    [0, 0, 1],
  ]);
  assertEquals(eigenvectorsOfSymmetric([]), []);
});

it("eigenvectorsOfSymmetric() gives orthonormal vectors that the matrix only stretches", () => {
  const square = fc.integer({ min: 1, max: 7 }).chain((n) =>
    fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n * n, maxLength: n * n })
  );
  fc.assert(fc.property(square, (values) => {
    const n = Math.sqrt(values.length);
    const matrix = values.map((value, at) => (value + values[at % n * n + Math.floor(at / n)]) / 2);
    const pairs = eigenvectorsOfSymmetric(matrix);
    assertEquals(pairs.map(({ value }) => value), [...eigenvaluesOfSymmetric(matrix)]);
    for (const [k, { value, vector }] of pairs.entries()) {
      for (let i = 0; i < n; i++) {
        const stretched = vector.reduce((sum, x, j) => sum + matrix[i * n + j] * x, 0);
        assertAlmostEquals(stretched, value * vector[i], 1e-10);
      }
      for (const [l, other] of pairs.entries()) {
        const product = vector.reduce((sum, x, i) => sum + x * other.vector[i], 0);
        assertAlmostEquals(product, k === l ? 1 : 0, 1e-10);
      }
      const largest = Math.max(...vector.map(Math.abs));
      assert(vector.some((x) => x === largest), `the largest of ${vector} is not positive`);
    }
  }));
});

it("eigenvectorsOfSymmetric() refuses what is not square, symmetric, finite", () => {
  assertThrows(() => eigenvectorsOfSymmetric([1, 2]), RangeError, "square matrix, got 2 numbers");
  assertThrows(() => eigenvectorsOfSymmetric([1, 2, 3, 4]), RangeError, "got 3 at [1, 0]");
  assertThrows(() => eigenvectorsOfSymmetric([Infinity]), RangeError, "got Infinity");
});
