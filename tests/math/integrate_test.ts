/** Adaptive quadrature on integrals that are known. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { integrate } from "../../lib/math/integrate.ts";
import "../fixed_seed.ts";
import { between } from "./arbitraries.ts";
import { assertClose } from "./assert_close.ts";

const known: [name: string, f: (x: number) => number, from: number, to: number, value: number][] = [
  ["exp(-x^2) on [-20, 20]", (x) => Math.exp(-x * x), -20, 20, Math.sqrt(Math.PI)],
  ["1 / (1 + x^2) on [-1000, 1000]", (x) => 1 / (1 + x * x), -1000, 1000, 2 * Math.atan(1000)],
  ["|x - 1/3| on [0, 1]", (x) => Math.abs(x - 1 / 3), 0, 1, 5 / 18],
  ["sqrt(x) on [0, 1]", Math.sqrt, 0, 1, 2 / 3],
  ["log(x) on [0, 1]", Math.log, 0, 1, -1],
  ["cos(100 x) on [0, 1]", (x) => Math.cos(100 * x), 0, 1, Math.sin(100) / 100],
  ["sin on a whole period", Math.sin, 0, 2 * Math.PI, 0],
];

for (const [name, f, from, to, value] of known) {
  it(`integrate() finds ${name} within its own error estimate`, () => {
    const found = integrate(f, from, to);
    assertClose(found.value, value, 1e-11);
    assert(Math.abs(found.value - value) <= found.error);
    assert(found.error <= 1e-11);
  });
}

it("integrate() is linear in the ends: [a, b] and [b, c] make [a, c]", () => {
  fc.assert(fc.property(between(-3, 3), between(-3, 3), between(-3, 3), (a, b, c) => {
    const sum = integrate(Math.exp, a, b).value + integrate(Math.exp, b, c).value;
    assertClose(sum, integrate(Math.exp, a, c).value, 1e-12);
  }));
});

it("integrate() stops at the tolerance it is given", () => {
  const f = (x: number) => Math.abs(x - 1 / 3);
  const rough = integrate(f, 0, 1, { absolute: 1e-3 });
  const fine = integrate(f, 0, 1, { absolute: 1e-9, relative: 0 });
  assert(rough.error <= 1e-3 && rough.evaluations < fine.evaluations);
  assert(fine.error <= 1e-9);
});

it("integrate() stops at a fraction of the integral of |f|, whatever the units of f", () => {
  const at = (scale: number) =>
    integrate((x) => scale * (x - 1 / 3) ** 3 * Math.sign(x), -1, 1, {
      absolute: 0,
      relative: 1e-3,
    });
  const { evaluations, error } = at(1);
  assert(evaluations < 15 + 20 * 30 && error > 0);
  for (const scale of [2 ** -40, 2 ** 40]) {
    assertEquals(at(scale).evaluations, evaluations);
    assertEquals(at(scale).error, scale * error);
  }
});

it("integrate() halves the interval: a kink in the middle costs one split", () => {
  assertEquals(integrate((x) => Math.abs(x - 1 / 2), 0, 1).evaluations, 45);
});

it("integrate() gives up at 500 intervals unless told", () => {
  const { evaluations } = integrate(Math.sqrt, 0, 1, { absolute: 0, relative: 0 });
  assertEquals(evaluations, 15 + 499 * 30);
});

it("integrate() gives up at maxIntervals and says so in its error", () => {
  const f = (x: number) => Math.abs(x - 1 / 3) ** -0.9;
  const { error, evaluations } = integrate(f, 0, 1, { maxIntervals: 10 });
  assertEquals(evaluations, 15 + 9 * 30);
  assert(error > 0.01);
});

it("integrate() refuses infinite ends and an integrand that is not finite", () => {
  const ends = "an integral needs finite ends, got 0 and Infinity";
  assertThrows(() => integrate(Math.exp, 0, Infinity), RangeError, ends);
  assertThrows(() => integrate(() => NaN, 0, 1), RangeError, "must be finite, got NaN at 0.5");
});
