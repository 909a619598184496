/** The proofs of exercise 1 in numbers. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { diagonalProof } from "../../lib/math/diagonal_proof.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { disagreement, errorsOff } from "../../lib/math/three_ways.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { univariateProof } from "../../lib/math/univariate_proof.ts";

const q = { mean: 1, std: 0.5 }, p = { mean: 0, std: 2 };

it("univariateProof() has the pair, the pair swapped, and others; each step is right", () => {
  const { pairs, misprinted, draws } = univariateProof({ q, p }, 2000, new TorchRandom(0));
  assertEquals(draws, 2000);
  assertEquals([pairs[0].q, pairs[0].p, pairs[1].q, pairs[1].p], [q, p, p, q]);
  for (const { q, p, logQ, logP, kl } of pairs) {
    assertEquals(kl.closed, klUnivariate(q, p));
    assert(Math.abs(logQ.closed - logP.closed - kl.closed) < 1e-12);
    assert(disagreement([logQ, logP, kl]) < 1e-9);
    assert([logQ, logP, kl].every((ways) => errorsOff(ways) < 5));
  }
  // -1/2 log(2 pi 4) - (0.25 + 1) / (2 * 0.25), the notebook's misprint
  assert(Math.abs(misprinted - (-Math.log(2 * Math.PI * 4) / 2 - 2.5)) < 1e-12);
});

it("diagonalProof() factorises, and its divergence is the sum over the units", () => {
  const { logQ, logP, units, kl, misprinted } = diagonalProof(q, 2000, new TorchRandom(0));
  assert(Math.abs(logQ.joint - logQ.sum) < 1e-12 && Math.abs(logP.joint - logP.sum) < 1e-12);
  assert(misprinted !== logQ.sum);
  assertEquals(units[0].q, q);
  const means = units.map(({ q }) => q.mean);
  assertEquals(kl.closed, klDiagonal(means, units.map(({ q }) => 2 * Math.log(q.std))));
  const sum = units.reduce((total, { closed }) => total + closed, 0);
  assert(Math.abs(sum - kl.closed) < 1e-12 && errorsOff(kl) < 5);
});
