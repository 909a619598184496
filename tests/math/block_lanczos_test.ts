/** The largest eigenvalues without the matrix, against all of them. */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { blockLanczos } from "../../lib/math/block_lanczos.ts";
import { eigenvaluesOfSymmetric } from "../../lib/math/eigenvalues_of_symmetric.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";

/** What multiplies vectors with a matrix. */
function times(matrix: Float64Array, n: number) {
  return (vectors: Float64Array[]) =>
    vectors.map((vector) =>
      Float64Array.from({ length: n }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += matrix[i * n + j] * vector[j];
        return sum;
      })
    );
}

/** A symmetric matrix with these eigenvalues: its eigenvectors are a reflection's columns. */
function withEigenvalues(values: readonly number[]): Float64Array {
  const n = values.length;
  const v = new TorchRandom(1).normal(n);
  const square = v.reduce((sum, x) => sum + x * x, 0);
  const q = (i: number, j: number) => (i === j ? 1 : 0) - 2 * v[i] * v[j] / square;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += q(i, k) * values[k] * q(j, k);
      matrix[i * n + j] = matrix[j * n + i] = sum;
    }
  }
  return matrix;
}

it("blockLanczos() finds the largest of all eigenvalues", () => {
  const n = 200;
  const normal = new TorchRandom(0).normal(n * n);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) matrix[i * n + j] += normal[i * n + k] * normal[j * n + k];
    }
  }
  const all = eigenvaluesOfSymmetric(matrix);
  const largest = blockLanczos(times(matrix, n), { n, count: 12 });
  assertEquals(largest.length, 12);
  largest.forEach((value, i) => assertAlmostEquals(value / all[i], 1, 1e-9, `${i}`));
});

it("blockLanczos() finds an eigenvalue as often as it is there, up to four times", () => {
  const values = [9, 9, 9, 9, 5, 5, 1, ...new Array<number>(93).fill(0)];
  const largest = blockLanczos(times(withEigenvalues(values), 100), { n: 100, count: 7 });
  assertEquals(largest.length, 7);
  largest.forEach((value, i) => assertAlmostEquals(value, values[i], 1e-9));
});

it("blockLanczos() ends where there is no more to find, and for the smallest matrices", () => {
  const few = blockLanczos(times(withEigenvalues([3, 2, 0, 0, 0, 0, 0, 0]), 8), {
    ...{ n: 8, count: 8 },
  });
  assertAlmostEquals(few[0], 3, 1e-9);
  assertAlmostEquals(few[1], 2, 1e-9);
  few.slice(2).forEach((value) => assertAlmostEquals(value, 0, 1e-9));
  assertEquals([...blockLanczos(times(Float64Array.of(7), 1), { n: 1, count: 1 })], [7]);
  assertEquals([...blockLanczos(times(new Float64Array(25), 5), { n: 5, count: 2 })], [0, 0]);
});
