import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { fusedMultiplyAdd } from "../../lib/math/fused_multiply_add.ts";

it("fusedMultiplyAdd() rounds once where rounding twice would go wrong", () => {
  // The product is 2^-24 - 2^-54: a double forgets the 2^-54 beside 1 and sees a tie of two float32.
  const [a, b] = [2 ** -24 * (1 + 2 ** -15), 1 - 2 ** -15];
  const c = 1 + 2 ** -23;
  assertEquals(Math.fround(a * b + c), 1 + 2 ** -22);
  assertEquals(fusedMultiplyAdd(a, b, c), 1 + 2 ** -23);
});

it("fusedMultiplyAdd() breaks a tie by what a double forgets, from either side, of either operand", () => {
  const tie = [24929 * 2 ** -12, 673 * 2 ** -12] as const; // their product is 1 + 2^-24
  const above = [13325 * 2 ** -24, 80581 * 2 ** -30] as const; // 2^-24 + 2^-54
  const up = 1 + 2 ** -23;
  const cases: [a: number, b: number, c: number, wanted: number][] = [
    [...above, 1, up],
    [...tie, 0, 1],
    [...tie, 2 ** -60, up],
    [...tie, -(2 ** -60), 1],
  ];
  for (const [a, b, c, wanted] of cases) {
    assertEquals(fusedMultiplyAdd(a, b, c), wanted);
    assertEquals(fusedMultiplyAdd(-a, b, -c), -wanted);
  }
});

it("fusedMultiplyAdd() is the float32 nearest to the exact value", () => {
  const float32 = fc.integer({ min: -(2 ** 24), max: 2 ** 24 });
  fc.assert(
    fc.property(
      float32,
      float32,
      float32,
      fc.integer({ min: 0, max: 40 }),
      (a, b, c, shift) => {
        const actual = fusedMultiplyAdd(a / 2 ** 24, b / 2 ** 24, c / 2 ** shift);
        const scale = 2n ** 100n;
        const exact = BigInt(a) * BigInt(b) * (scale >> 48n) + BigInt(c) * (scale >> BigInt(shift));
        const error = (x: number) => {
          const bits = BigInt(Math.round(x * 2 ** 64)) * (scale >> 64n);
          return bits > exact ? bits - exact : exact - bits;
        };
        const view = new DataView(new ArrayBuffer(4));
        view.setFloat32(0, actual);
        const here = view.getInt32(0);
        for (const step of [-1, 1]) {
          view.setInt32(0, here + step);
          const neighbour = view.getFloat32(0);
          if (Number.isFinite(neighbour) && Math.abs(actual) > 2 ** -30) {
            assertEquals(error(actual) <= error(neighbour), true);
          }
        }
      },
    ),
    { numRuns: 3000, seed: 1 },
  );
});
