/** The lines of Exercise 1: every step with its numbers, and the notebook's misprints named. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { diagonalLines } from "../../lib/cli/diagonal_lines.ts";
import { gaussianText, threeWays } from "../../lib/cli/proof_text.ts";
import { univariateLines } from "../../lib/cli/univariate_lines.ts";
import { diagonalProof } from "../../lib/math/diagonal_proof.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { univariateProof } from "../../lib/math/univariate_proof.ts";

const q = { mean: 1, std: 0.5 };
const p = { mean: 0, std: 2 };
const univariate = () => univariateLines(univariateProof({ q, p }, 1000, new TorchRandom(0)));
const diagonal = () => diagonalLines(diagonalProof(q, 1000, new TorchRandom(0)));

/** The decimals of the first line after `after` that has any and begins with `start`. */
function numbersOf(lines: readonly string[], after: string, start: string): number[] {
  const from = lines.findIndex((line) => line.startsWith(after));
  const line = lines.slice(from).find((line) => line.startsWith(start) && /\.\d/.test(line))!;
  return line.slice(start.length).match(/-?\d+\.\d+/g)!.map(Number);
}

it("univariateLines() shows each step by closed form, quadrature and Monte Carlo", () => {
  const steps = { "Step 1.": -0.725791353, "Step 2.": -1.768335714, "Step 3.": 1.042544361 };
  for (const [step, value] of Object.entries(steps)) {
    const row = `  ${gaussianText(q)}   ${gaussianText(p)}  `;
    const [closed, quadrature, estimate, standardError, off] = numbersOf(univariate(), step, row);
    assertEquals([closed, quadrature], [value, value]);
    assert(Math.abs(estimate - value) <= 5 * standardError && off <= 5);
  }
});

it("univariateLines() shows the pair swapped, since KL is not symmetric", () => {
  const row = `  ${gaussianText(p)}     ${gaussianText(q)}  `;
  assertEquals(numbersOf(univariate(), "Step 3.", row)[0], 8.113705639);
});

it("univariateLines() names the misprint of step 2 and what it would give", () => {
  const line = univariate().find((line) => line.includes("misprint"))!;
  assertStringIncludes(line, "divides by 2 sigma2^2 here. Yours would be -4.112085714");
  const twin = { q, p: { ...p, std: q.std } };
  const same = univariateLines(univariateProof(twin, 10, new TorchRandom(0))).join("\n");
  assertStringIncludes(same, "For your pair that is the same.");
});

it("univariateLines() reports an agreement to rounding", () => {
  const line = univariate().find((line) => line.includes("agree to"))!;
  assert(Number(line.match(/agree to (\S+);/)![1]) < 1e-12);
});

it("diagonalLines() shows that the densities factorise and the divergence is a sum", () => {
  for (const density of ["  log q(x)", "  log p(x)"]) {
    const [joint, sum] = numbersOf(diagonal(), "Step 1.", density);
    assertEquals(joint, sum);
  }
  const [sum] = numbersOf(diagonal(), "Step 2.", "  sum");
  const [closed, quadrature, estimate, standardError] = numbersOf(
    diagonal(),
    "Step 3.",
    "        ",
  );
  assertEquals([closed, quadrature], [sum, sum]);
  assert(Math.abs(estimate - closed) <= 5 * standardError);
});

it("diagonalLines() names both misprints", () => {
  const text = diagonal().join("\n");
  assertStringIncludes(text, "N(z_i | mu_i^2, sigma_i^2) for N(z_i | mu_i, sigma_i^2)");
  assertStringIncludes(text, '"the expression for p" where q is meant');
});

it("both proofs are the same from the same seed, and fit 110 columns", () => {
  assertEquals(univariate(), univariate());
  assertEquals(diagonal(), diagonal());
  for (const line of [...univariate(), ...diagonal()]) assert(line.length <= 110, line);
});

it("threeWays() keeps what the standard error leaves of the digits", () => {
  const line = (closed: number, estimate: number, standardError: number) =>
    threeWays({ closed, quadrature: closed, monteCarlo: { estimate, standardError } }).trim()
      .split(/ {2,}/);
  assertEquals(line(1, 1.0123, 0.0061), [
    "1.000000000",
    "1.000000000",
    "1.0123 +- 0.0061",
    "2.0 SE",
  ]);
  assertEquals(line(0, 0, 0)[2], "0.000000000 +- 0");
  assertEquals(line(5e11, 5.012e11, 2.2e9)[2], "5.012e+11 +- 2.2e+9");
  assertEquals(line(-7.8, -7.8 + 3e-13, 2e-15).slice(2), ["-7.800000000 +- 2e-15", "0.0 SE"]);
});
