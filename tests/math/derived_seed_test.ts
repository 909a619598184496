import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { derivedSeed } from "../../lib/math/derived_seed.ts";
import { lowBits, type Seed } from "../../lib/math/seed.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import "../fixed_seed.ts";

const words = ["binarised training images", "binarised test images", "measured images"];

/** The same hash by whole numbers of any size, with remainders in place of 32-bit operations. */
function byBigInts(seed: Seed, purpose: string): number {
  const limit = 2n ** 32n;
  let hash = 2166136261n;
  for (const byte of new TextEncoder().encode(purpose)) {
    hash = (hash ^ BigInt(byte)) * 16777619n % limit;
  }
  hash ^= BigInt.asUintN(32, BigInt(seed));
  hash = (hash ^ hash / 2n ** 16n) * 2246822507n % limit;
  hash = (hash ^ hash / 2n ** 13n) * 3266489909n % limit;
  return Number(hash ^ hash / 2n ** 16n);
}

it("derivedSeed() is FNV-1a and MurmurHash3's finaliser, of the seed's low 32 bits", () => {
  // FNV-1a of "foobar" is 0xbf9cf968 (Noll's test vectors): with that seed the finaliser is given 0.
  assertEquals(derivedSeed(0xbf9cf968, "foobar"), 0);
  const seeds = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n });
  fc.assert(fc.property(seeds, fc.string({ unit: "grapheme" }), (seed, purpose) => {
    assertEquals(derivedSeed(seed, purpose), byBigInts(seed, purpose));
    assertEquals(derivedSeed(lowBits(seed), purpose), derivedSeed(seed, purpose));
  }));
});

it("derivedSeed() gives neighbouring seeds and other purposes streams that are no neighbours", () => {
  const near = 1000;
  const found = words.flatMap((word) =>
    Array.from({ length: near }, (_, seed) => derivedSeed(seed, word))
  );
  assertEquals(new Set(found).size, found.length);
  assert(found.every((seed) => seed >= 2 * near), "none is a seed that somebody would choose");
  const sorted = found.toSorted((a, b) => a - b);
  // 3,000 of 2^32: the closest pair is some 500 apart in the mean, and never next to each other.
  assert(sorted.slice(1).every((seed, i) => seed - sorted[i] > 1));
  for (const word of words) {
    const flipped = Array.from({ length: near }, (_, seed) => {
      let bits = derivedSeed(seed, word) ^ derivedSeed(seed + 1, word), count = 0;
      for (; bits; bits &= bits - 1) count++;
      return count;
    });
    const mean = flipped.reduce((a, b) => a + b, 0) / near;
    assert(Math.abs(mean - 16) < 0.5, `${mean} of 32 bits differ`);
  }
});

it("derivedSeed()'s stream is not correlated with the seed's own, nor with the next one's", () => {
  const n = 20_000;
  const of = (seed: Seed) => new TorchRandom(seed).uniform(n);
  for (const seed of [0, 1, 2, -1]) {
    const derived = of(derivedSeed(seed, words[0]));
    const others = { own: seed, next: lowBits(seed) + 1, test: derivedSeed(seed, words[1]) };
    for (const [name, other] of Object.entries(others)) {
      const values = of(other % 2 ** 32);
      const covariance = derived.reduce((sum, u, i) => sum + (u - 0.5) * (values[i] - 0.5), 0) / n;
      assert(Math.abs(12 * covariance) < 4.5 / Math.sqrt(n), `${seed}, ${name}: ${covariance}`);
    }
  }
});

it("derivedSeed() refuses what is no seed", () => {
  assertThrows(() => derivedSeed(0.5, "noise"), RangeError, "seed must be a whole number");
});
