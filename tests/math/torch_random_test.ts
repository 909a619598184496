/** TorchRandom against values that PyTorch drew (fixtures/reference/torch-random.json). */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import reference from "../../fixtures/reference/torch-random.json" with { type: "json" };

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  assertEquals(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) assertAlmostEquals(actual[i], expected[i], tolerance);
}

for (const expected of reference.cases) {
  const { seed } = expected;
  const fresh = () => new TorchRandom(seed);

  it(`TorchRandom(${seed}).uniform() is torch.rand's to the bit`, () => {
    assertEquals([...fresh().uniform(8)], expected.uniform_8);
  });
  it(`TorchRandom(${seed}).uniform(from, to) is tensor.uniform_'s to the bit`, () => {
    assertEquals([...fresh().uniform(8, -1 / 28, 1 / 28)], expected.uniform_pm_1_28);
  });
  it(`TorchRandom(${seed}).normal() is torch.randn's to 2e-6`, () => {
    assertClose(fresh().normal(16), expected.normal_16, 2e-6);
    assertClose(fresh().normal(20), expected.normal_20, 2e-6);
    const many = fresh().normal(1024);
    assertClose(
      [...many.slice(0, 4), ...many.slice(-4)],
      expected.normal_1024_first_last_4,
      2e-6,
    );
    assertAlmostEquals(many.reduce((a, b) => a + b, 0), expected.normal_1024_sum, 1024 * 2e-6);
  });
  it(`TorchRandom(${seed}).permutation() is torch.randperm's`, () => {
    assertEquals([...fresh().permutation(10)], expected.randperm_10);
    const many = fresh().permutation(60000);
    assertEquals([...many.slice(0, 8), ...many.slice(-8)], expected.randperm_60000_first_last_8);
  });
  it(`TorchRandom(${seed}).integer() is torch.randint's`, () => {
    const random = fresh();
    assertEquals(expected.randint_60000.map(() => random.integer(60000)), expected.randint_60000);
  });
  it(`TorchRandom(${seed}).int64() is a full-range random_()'s`, () => {
    const random = fresh();
    const drawn = expected.random_int64.map(() => String(random.int64()));
    assertEquals(drawn, expected.random_int64.map(String));
  });
}

it("TorchRandom.fromState() goes on where state() was taken", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.integer({ min: 0, max: 1500 }),
      (seed, before) => {
        const random = new TorchRandom(seed);
        random.uniform(before);
        const resumed = TorchRandom.fromState(JSON.parse(JSON.stringify(random.state())));
        assertEquals(resumed.uniform(40), random.uniform(40));
      },
    ),
    { numRuns: 20, seed: 1 },
  );
});

it("TorchRandom.permutation() holds each number once", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(), (n, seed) => {
      const sorted = new TorchRandom(seed).permutation(n).sort();
      assertEquals([...sorted], Array.from({ length: n }, (_, i) => i));
    }),
    { seed: 1 },
  );
});

it("TorchRandom.normal() has mean 0, variance 1, and keeps n values below 16", () => {
  const n = 100_000;
  const values = new TorchRandom(7).normal(n);
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const variance = values.reduce((a, b) => a + b * b, 0) / n - mean ** 2;
  assertAlmostEquals(mean, 0, 5 / Math.sqrt(n));
  assertAlmostEquals(variance, 1, 5 * Math.sqrt(2 / n));
  assertEquals(new TorchRandom(7).normal(5), new TorchRandom(7).normal(16).slice(0, 5));
});

it("TorchRandom() refuses what is not a 32-bit seed", () => {
  for (const seed of [-1, 2 ** 32, 0.5, NaN]) {
    assertThrows(() => new TorchRandom(seed), RangeError, `got ${seed}`);
  }
  assertThrows(() => new TorchRandom(0).integer(0), RangeError, "got 0");
  assertThrows(() => new TorchRandom(0).uniform(-1), RangeError, "got -1");
});
