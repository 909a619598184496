/** A unit's transition in closed form, against the optimum, the loss itself, and its gradient flow. */
import { assert, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { eigenvaluesOfSymmetric } from "../../lib/math/eigenvalues_of_symmetric.ts";
import { linearTransition } from "../../lib/theory/linear_transition.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import "../fixed_seed.ts";
import { between } from "../math/arbitraries.ts";
import { assertClose, assertSameDigits } from "../math/assert_close.ts";

const eigenvalues = between(0.01, 20), ratios = between(0.05, 3);

/** The loss of one unit: decoded with weight w, encoded with weight a, log-variance v. */
function loss([w, a, v]: readonly number[], l: number, beta: number): number {
  return l * (1 - w * a) ** 2 + w ** 2 * Math.exp(v) +
    beta / 2 * (a ** 2 * l + Math.exp(v) - 1 - v);
}

function gradient(at: readonly number[], l: number, beta: number): number[] {
  const h = 1e-6;
  return at.map((_, i) => {
    const moved = (by: number) => loss(at.map((x, k) => k === i ? x + by : x), l, beta);
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

it("linearTransition() has the KL divergence of the optimal linear VAE", () => {
  fc.assert(fc.property(eigenvalues, ratios, (l, ratio) => {
    const beta = 2 * l * ratio;
    assertClose(
      linearTransition(l, beta).kl,
      linearVae([l], { beta, latentSize: 1 }).kl,
      1e-12,
    );
  }));
});

it("linearTransition(): the KL divergence is the derivative of the smallest loss by beta", () => {
  for (const [l, ratio] of [[5, 0.3], [5, 0.99], [0.4, 0.8], [2, 1.01], [2, 1.5]]) {
    const beta = 2 * l * ratio, h = 1e-5;
    const least = (beta: number) => linearVae([l], { beta, latentSize: 1 }).loss;
    const slope = (least(beta + h) - least(beta - h)) / (2 * h);
    assertClose(linearTransition(l, beta).kl, slope, 1e-7);
  }
});

it("linearTransition() is continuous at the critical weight, where its slope jumps", () => {
  const at = (ratio: number) => linearTransition(3, 6 * ratio);
  for (const ratio of [0.2, 0.9, 0.999, 1.001, 1.7]) {
    const h = 1e-6;
    assertClose(at(ratio).slope, (at(ratio + h).kl - at(ratio - h).kl) / (2 * h), 1e-6);
  }
  assertClose(at(1 - 1e-9).kl, 0, 1e-9);
  assertClose(at(1 - 1e-9).slope, -0.5, 1e-8);
  assert(at(1).kl === 0 && at(1).slope === 0 && at(1).growthRate === 0);
});

it("linearTransition(): the growth rate is twice the Hessian's least eigenvalue, taken away", () => {
  fc.assert(fc.property(between(0.1, 8), between(0.3, 2), (l, ratio) => {
    const beta = 2 * l * ratio, h = 1e-4;
    const second = (i: number, j: number) => {
      const at = (x: number, y: number) => {
        const point = [0, 0, 0];
        point[i] += x;
        point[j] += y;
        return loss(point, l, beta);
      };
      return (at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h * h);
    };
    const hessian = [0, 1].flatMap((i) => [0, 1].map((j) => i === j ? second(i, i) : second(0, 1)));
    const values = eigenvaluesOfSymmetric(hessian);
    const least = values[values.length - 1];
    assertClose(linearTransition(l, beta).growthRate, -2 * least, 1e-4);
  }));
});

it("linearTransition(): at the critical weight the flow's KL divergence is criticalDecay / time", () => {
  for (const l of [0.5, 1, 4]) {
    const beta = 2 * l, step = 0.02;
    let point = [0.3 * l, 0.3, 0], time = 0;
    for (; time < 1500; time += step) {
      const slope = gradient(point, l, beta);
      point = point.map((x, i) => x - step * slope[i]);
    }
    const [, a, v] = point;
    const kl = (a ** 2 * l + Math.exp(v) - 1 - v) / 2;
    const { criticalDecay } = linearTransition(l, beta);
    assertSameDigits(kl * time, criticalDecay, 0.03);
  }
});

it("linearTransition() refuses what is no eigenvalue and no weight", () => {
  assertThrows(
    () => linearTransition(0, 1),
    RangeError,
    "eigenvalue must be a finite number above 0",
  );
  assertThrows(() => linearTransition(1, NaN), RangeError, "beta must be a finite number above 0");
});
