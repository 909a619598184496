import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { cholesky } from "../../lib/math/cholesky.ts";
import { invertTriangle } from "../../lib/math/invert_triangle.ts";
import "../fixed_seed.ts";

/** A b of square matrices, row by row. */
const product = (a: ArrayLike<number>, b: ArrayLike<number>, d: number) =>
  Float64Array.from({ length: d * d }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += a[Math.floor(at / d) * d + k] * b[k * d + at % d];
    return sum;
  });
const transposed = (a: ArrayLike<number>, d: number) =>
  Float64Array.from({ length: d * d }, (_, at) => a[(at % d) * d + Math.floor(at / d)]);

/** A lower triangle with a diagonal from 0.5 on. */
const anyTriangle = fc.integer({ min: 1, max: 6 }).chain((d) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: d * d, maxLength: d * d })
    .map((values) => ({
      d,
      triangle: Float64Array.from(values, (value, at) => {
        const [row, column] = [Math.floor(at / d), at % d];
        return column > row ? 0 : column < row ? value : 0.5 + Math.abs(value);
      }),
    }))
);

it("cholesky() gives back the triangle that a matrix is the square of, and reads no more than its half", () => {
  fc.assert(fc.property(anyTriangle, ({ d, triangle }) => {
    const matrix = product(triangle, transposed(triangle, d), d);
    for (let at = 0; at < d * d; at++) if (at % d > Math.floor(at / d)) matrix[at] = NaN;
    const factor = cholesky(matrix, d);
    assert(!("pivot" in factor));
    factor.forEach((value, at) => assertAlmostEquals(value, triangle[at], 1e-8));
  }));
});

it("cholesky() of [[4, 2], [2, 5]] is [[2, 0], [1, 2]]; where there is none, it names the pivot", () => {
  assertEquals(cholesky([4, 2, 2, 5], 2), Float64Array.of(2, 0, 1, 2));
  assertEquals(cholesky([1, 2, 2, 1], 2), { pivot: 1, value: -3 });
  assertEquals(cholesky([0], 1), { pivot: 0, value: 0 });
  for (const value of [NaN, Infinity]) assertEquals(cholesky([value], 1), { pivot: 0, value });
});

it("invertTriangle() gives the inverse: its product with the triangle is the identity", () => {
  fc.assert(fc.property(anyTriangle, ({ d, triangle }) => {
    const inverse = invertTriangle(triangle, d);
    const scale = 1 + Math.max(...inverse.map(Math.abs));
    product(inverse, triangle, d).forEach((value, at) =>
      assertAlmostEquals(value, Math.floor(at / d) === at % d ? 1 : 0, 1e-13 * scale)
    );
  }));
});
