/** TorchRandom against values that PyTorch drew (fixtures/reference/torch-random.json and others). */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { nextSeed, type Seed } from "../../lib/math/seed.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import small from "../../fixtures/reference/torch-small-normals.json" with { type: "json" };
import reference from "../../fixtures/reference/torch-random.json" with { type: "json" };
import { type Step, torchDraws } from "./torch_draws.ts";

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

for (const { seed, steps, values } of small.cases) {
  const among = steps.every(([name]) => name === "normal") ? "each other" : "other draws";
  it(`TorchRandom(${seed}).normal() below 16 is torch.randn's bit for bit, among ${among}`, () => {
    const drawn = torchDraws(BigInt(seed), steps as unknown as Step[]);
    steps.forEach(([name, n], i) => {
      if (name === "normal" && Number(n) >= 16) {
        assertClose(drawn[i] as number[], values[i] as number[], 2e-6);
      } else assertEquals(drawn[i], values[i], `step ${i}, ${name} ${n}`);
    });
  });
}

it("TorchRandom.normal() keeps a pair's second normal for later, whatever is drawn between", () => {
  const random = new TorchRandom(0);
  const pair = random.normal(2);
  const apart = new TorchRandom(0);
  assertEquals(apart.normal(1)[0], pair[0]);
  assertEquals(apart.state().spareNormal !== undefined, true);
  apart.uniform(3);
  apart.normal(16);
  assertEquals(apart.normal(1)[0], pair[1]);
  assertEquals(apart.state().spareNormal, undefined);
});

it("TorchRandom.fromState() takes the 625 numbers that were its state in lab 0.1.0", () => {
  const random = new TorchRandom(3);
  const { engine } = random.state();
  const earlier = TorchRandom.fromState(JSON.parse(JSON.stringify(engine)));
  assertEquals(earlier.normal(5), random.normal(5));
  random.setState(engine); // and forgets the spare normal
  assertEquals(random.state(), { engine });
});

it("TorchRandom.fromState() refuses what is no state", () => {
  const { engine } = new TorchRandom(0).state();
  for (const bad of [[1, 2, 3], { engine: [1, 2, 3] }, { engine: [624, ...engine.slice(1)] }]) {
    assertThrows(
      () => TorchRandom.fromState(bad),
      RangeError,
      "625 whole numbers, the first below",
    );
  }
  assertThrows(() => TorchRandom.fromState({ engine, spareNormal: NaN }), RangeError, "got NaN");
});

it("TorchRandom.fromState() goes on where state() was taken", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.integer({ min: 0, max: 1500 }),
      (seed, before) => {
        const random = new TorchRandom(seed);
        random.uniform(before);
        random.normal(before % 16);
        const resumed = TorchRandom.fromState(JSON.parse(JSON.stringify(random.state())));
        assertEquals(resumed.normal(5), random.normal(5));
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

for (const atOnce of [7, 100_002]) {
  it(`TorchRandom.normal() has mean 0 and variance 1, ${atOnce} at once`, () => {
    const n = 100_002;
    const random = new TorchRandom(7);
    const values = Array.from({ length: n / atOnce }, () => [...random.normal(atOnce)]).flat();
    const mean = values.reduce((a, b) => a + b, 0) / n;
    const variance = values.reduce((a, b) => a + b * b, 0) / n - mean ** 2;
    assertAlmostEquals(mean, 0, 5 / Math.sqrt(n));
    assertAlmostEquals(variance, 1, 5 * Math.sqrt(2 / n));
  });
}

it("TorchRandom() takes PyTorch's whole range of seeds, and keeps the low 32 bits", () => {
  const first = (seed: Seed) => new TorchRandom(seed).uint32();
  assertEquals(first(-1), first(4294967295));
  assertEquals(first(2n ** 64n - 1n), first(-1n));
  assertEquals(first(-(2n ** 63n)), first(0));
  assertEquals(first(2 ** 32 + 5), first(5n));
  assertEquals([nextSeed(0), nextSeed(-1), nextSeed(2n ** 64n - 1n)], [1, 0, 0]);
});

it("TorchRandom() refuses what is no seed", () => {
  for (const seed of [0.5, NaN, Infinity, 2n ** 64n, -(2n ** 63n) - 1n]) {
    assertThrows(() => new TorchRandom(seed), RangeError, `got ${seed}`);
  }
  for (const seed of [2 ** 53, -(2 ** 53), 2 ** 64]) {
    assertThrows(() => new TorchRandom(seed), RangeError, "must be a bigint");
  }
  assertThrows(() => new TorchRandom(0).integer(0), RangeError, "got 0");
  assertThrows(() => new TorchRandom(0).integer(2 ** 32 + 1), RangeError, "got 4294967297");
  assertEquals(new TorchRandom(0).integer(1), 0);
  assertEquals(new TorchRandom(0).integer(2 ** 32), new TorchRandom(0).uint32());
  assertThrows(() => new TorchRandom(0).uniform(-1), RangeError, "got -1");
});
