import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import {
  effectiveBeta,
  type Reduction,
  type WrittenLoss,
} from "../../lib/theory/effective_beta.ts";
import "../fixed_seed.ts";
import { between } from "../math/arbitraries.ts";
import { assertClose } from "../math/assert_close.ts";

const reductions = fc.constantFrom<Reduction>("sum", "mean");
const losses: fc.Arbitrary<WrittenLoss> = fc.record({
  reconstruction: reductions,
  kl: reductions,
  weight: between(0, 1000),
  pixels: fc.integer({ min: 1, max: 800 }),
  latentSize: fc.integer({ min: 1, max: 64 }),
});

/** A program's loss of one image, from the errors of its pixels and the divergences of its units. */
function program(written: WrittenLoss, errors: readonly number[], kls: readonly number[]): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const reduce = (values: readonly number[], reduction: Reduction) =>
    reduction === "sum" ? sum(values) : sum(values) / values.length;
  return reduce(errors, written.reconstruction) + written.weight * reduce(kls, written.kl);
}

it("effectiveBeta() makes every loss a multiple of sum + beta sum", () => {
  fc.assert(fc.property(losses, fc.nat(1000), (written, seed) => {
    const drawn = (n: number, at: number) =>
      Array.from({ length: n }, (_, i) => Math.abs(Math.sin(seed + at + i)));
    const [errors, kls] = [drawn(written.pixels, 1), drawn(written.latentSize, 5)];
    const asSums = { ...written, reconstruction: "sum", kl: "sum" } as const;
    const sums = program({ ...asSums, weight: effectiveBeta(written) }, errors, kls);
    const factor = written.reconstruction === "mean" ? written.pixels : 1;
    assertClose(factor * program(written, errors, kls), sums, 1e-12);
  }));
});

it("effectiveBeta() is the weight where both terms are sums, and proportional to it", () => {
  fc.assert(fc.property(losses, (written) => {
    const sums = { ...written, reconstruction: "sum", kl: "sum" } as const;
    assertEquals(effectiveBeta(sums), written.weight);
    const one = effectiveBeta({ ...written, weight: 1 });
    assertClose(effectiveBeta(written), written.weight * one, 1e-12);
  }));
});

it("effectiveBeta() of a mean squared error and a summed KL term is 784 on MNIST", () => {
  const sizes = { weight: 1, pixels: 784, latentSize: 8 };
  assertEquals(effectiveBeta({ reconstruction: "mean", kl: "sum", ...sizes }), 784);
  assertEquals(effectiveBeta({ reconstruction: "mean", kl: "mean", ...sizes }), 98);
  assertEquals(effectiveBeta({ reconstruction: "sum", kl: "mean", ...sizes }), 1 / 8);
});

it("effectiveBeta() refuses a weight or a size that is none", () => {
  const good = { reconstruction: "sum", kl: "sum", weight: 1, pixels: 784, latentSize: 8 } as const;
  for (
    const [wrong, message] of [
      [{ weight: -1 }, "weight must be a finite number from 0 on, got -1"],
      [{ weight: NaN }, "got NaN"],
      [{ pixels: 0 }, "pixels must be a whole number from 1 on, got 0"],
      [{ latentSize: 1.5 }, "latentSize must be a whole number from 1 on, got 1.5"],
    ] as const
  ) {
    assertThrows(() => effectiveBeta({ ...good, ...wrong }), RangeError, message);
  }
});
