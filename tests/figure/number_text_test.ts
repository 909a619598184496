import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { numberText } from "../../lib/figure/number_text.ts";

const cases: [value: number, text: string, options?: Parameters<typeof numberText>[1]][] = [
  [0, "0"],
  [1, "1"],
  [-0.5, "−0.5"],
  [1.23456, "1.235"],
  [123456, "123500"],
  [0.0001, "0.0001"],
  [2.1, "2.10", { digits: 3, keepZeros: true }],
  [0.0932, "0.0932", { digits: 3, keepZeros: true }],
  [0, "0", { digits: 3, keepZeros: true }],
  [1e6, "10⁶"],
  [1.81e11, "1.81 × 10¹¹"],
  [-2.5e-7, "−2.5 × 10⁻⁷"],
  [1.23456e-7, "1.235 × 10⁻⁷"],
  [1_000_040, "10⁶"],
  [1_000_500, "1.001 × 10⁶", { digits: 4 }],
  [Infinity, "Infinity"],
];

for (const [value, text, options] of cases) {
  it(`numberText(${value}) is ${text}`, () => assertEquals(numberText(value, options), text));
}
