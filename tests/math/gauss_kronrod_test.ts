/** One Gauss-Kronrod panel: the degrees that its two rules are exact for, and its error estimate. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { gaussKronrod } from "../../lib/math/gauss_kronrod.ts";
import { assertSameDigits } from "./assert_close.ts";

it("gaussKronrod() is exact for polynomials up to degree 22, and not for degree 24", () => {
  for (let degree = 0; degree <= 22; degree++) {
    assertSameDigits(gaussKronrod((x) => x ** degree, 0, 1).value, 1 / (degree + 1));
    const even = degree % 2 === 0 ? 2 / (degree + 1) : 0;
    assertAlmostEquals(gaussKronrod((x) => x ** degree, -1, 1).value, even, 1e-15);
  }
  // On [-1, 1]; on [0, 1] what is missing is below rounding.
  assert(Math.abs(gaussKronrod((x) => x ** 24, -1, 1).value - 2 / 25) > 1e-9);
});

it("gaussKronrod() knows no error but rounding up to degree 13, the Gauss rule's own", () => {
  for (let degree = 0; degree <= 13; degree++) {
    const { error, magnitude } = gaussKronrod((x) => x ** degree, 0, 1);
    assertEquals(error, 50 * Number.EPSILON * magnitude);
  }
  assert(gaussKronrod((x) => x ** 14, -1, 1).error > 1e-6);
});

it("gaussKronrod() estimates an error above the true one", () => {
  const { value, error } = gaussKronrod(Math.sqrt, 0, 1);
  assert(Math.abs(value - 2 / 3) < error && error < 0.05);
});

it("gaussKronrod() takes for its error how far a jump strays from its mean", () => {
  // Of an indicator on [-1, 1], of integral v: v (1 - v/2) above the mean, (2 - v) v/2 below it.
  for (const edge of [-0.6, -0.1, 0.1, 0.3, 0.7]) {
    for (const height of [1, -1]) {
      const { value, error, magnitude } = gaussKronrod((x) => x > edge ? height : 0, -1, 1);
      const v = Math.abs(value);
      assertAlmostEquals(error, v * (2 - v), 1e-14);
      assertAlmostEquals(magnitude, v, 1e-14);
    }
  }
});

it("gaussKronrod() of a smooth function scales the distance of its rules as QUADPACK does", () => {
  const { error, value } = gaussKronrod((x) => x ** 14, -1, 1);
  const factorial = (n: number): number => n === 0 ? 1 : n * factorial(n - 1);
  // What the 7-point Gauss rule misses of x^14, and the integral of |x^14 - 1/15|, the mean.
  const distance = 2 ** 15 * factorial(7) ** 4 / (15 * factorial(14) ** 2);
  const root = (1 / 15) ** (1 / 14);
  const spread = 4 * (root / 15 - root ** 15 / 15);
  assertAlmostEquals(value, 2 / 15, 1e-15);
  assertSameDigits(error, spread * (200 * distance / spread) ** 1.5, 0.05);
});

it("gaussKronrod() from right to left changes the sign alone", () => {
  const forth = gaussKronrod(Math.exp, 0, 1);
  const back = gaussKronrod(Math.exp, 1, 0);
  assertAlmostEquals(back.value, -forth.value, 1e-15);
  assert(back.error > 0 && back.magnitude > 0);
});

it("gaussKronrod() refuses an integrand that is not finite, and says where", () => {
  const message = "the integrand must be finite, got Infinity at 0";
  assertThrows(() => gaussKronrod((x) => 1 / Math.abs(x), -1, 1), RangeError, message);
});
