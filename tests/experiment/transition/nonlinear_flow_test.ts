/** The smallest loss of a one-unit VAE that bends: against linear theory, central differences, and made-up scores. */
import { assert, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import {
  hermiteQuadrature,
  NonlinearFlow,
} from "../../../lib/experiment/transition/nonlinear_flow.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { linearTransition } from "../../../lib/theory/linear_transition.ts";
import { linearVae } from "../../../lib/theory/linear_vae.ts";
import { assertClose } from "../../math/assert_close.ts";

const VARIANCE = 4;

/** Scores of mean 0 and variance {@linkcode VARIANCE}; skewed ones are squares of uniform numbers, of skewness 0.64, without long tails. */
function drawn(count: number, skewed: boolean): Float64Array {
  const random = new TorchRandom(2);
  const raw = skewed
    ? Float64Array.from(random.uniform(count), (value) => value ** 2)
    : Float64Array.from(random.normal(count));
  const mean = raw.reduce((sum, value) => sum + value, 0) / count;
  const variance = raw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return raw.map((value) => (value - mean) * Math.sqrt(VARIANCE / variance));
}

function near(scores: Float64Array, size: number, logVar = 0) {
  return {
    mu: scores.map((score) => size * score),
    logVar: new Float64Array(scores.length).fill(logVar),
  };
}

/** The end of a run of some rounds. */
function ended(scores: Float64Array, degree: number, ratio: number, size: number, rounds = 500) {
  const beta = 2 * VARIANCE * ratio;
  const flow = new NonlinearFlow(scores, 1, degree, near(scores, size, size > 0.1 ? -0.3 : 0));
  for (let i = 0; i < rounds; i++) flow.round(beta);
  return { kl: flow.kl(), gain: flow.loss(beta) - VARIANCE };
}

it("hermiteQuadrature() has the moments of the standard normal", () => {
  const { x, weights } = hermiteQuadrature(5);
  const moment = (power: number) =>
    x.reduce((sum, value, i) => sum + weights[i] * value ** power, 0);
  [1, 0, 1, 0, 3, 0, 15, 0, 105, 0].forEach((wanted, power) =>
    assertClose(moment(power), wanted, 1e-10)
  );
});

it("NonlinearFlow of degree 1 is the linear VAE of one unit, whatever the scores", () => {
  for (const skewed of [false, true]) {
    for (const ratio of [0.5, 0.9, 1.1]) {
      const { kl, gain } = ended(drawn(300, skewed), 1, ratio, 0.3);
      const beta = 2 * VARIANCE * ratio;
      assertClose(kl, linearTransition(VARIANCE, beta).kl, 1e-6);
      assertClose(gain, linearVae([VARIANCE], { beta, latentSize: 1 }).loss - VARIANCE, 1e-6);
    }
  }
});

it("NonlinearFlow ends where its loss has no slope, by central differences", () => {
  const scores = drawn(40, true), beta = 2 * VARIANCE * 0.7, h = 1e-4;
  const flow = new NonlinearFlow(scores, 1, 3, near(scores, 0.3, -0.4));
  for (let i = 0; i < 3000; i++) flow.round(beta);
  const { mu, logVar } = flow.state;
  const least = flow.loss(beta);
  for (const i of [0, 7, 39]) {
    for (const values of [mu, logVar]) {
      const [at] = [values[i]];
      const lossAt = (value: number) => {
        values[i] = value;
        const loss = flow.loss(beta);
        values[i] = at;
        return loss;
      };
      const slope = (lossAt(at + h) - lossAt(at - h)) / (2 * h);
      assertClose(slope, 0, 1e-7);
      assert(lossAt(at + 0.1) > least && lossAt(at - 0.1) > least, "a minimum");
    }
  }
  for (let k = 0; k < flow.decoder.length; k++) {
    const at = flow.decoder[k];
    for (const by of [-0.05, 0.05]) {
      flow.decoder[k] = at + by;
      assert(flow.loss(beta) > least, "a minimum by the decoder too");
    }
    flow.decoder[k] = at;
  }
});

it("skewed scores make the transition jump, their mirror images make it continuous again", () => {
  const scores = drawn(300, true);
  const active = ended(scores, 4, 1, 0.3);
  assert(active.kl > 0.01 && active.gain < -0.001, `${active.kl} ${active.gain}`);
  const collapsed = ended(scores, 4, 1.02, 0.005);
  assert(collapsed.kl < 1e-4, `${collapsed.kl}: the collapsed state is a minimum above 1 too`);
  const both = Float64Array.of(...scores, ...scores.map((score) => -score));
  const mirrored = ended(both, 4, 1, 0.3, 1500);
  assert(mirrored.kl < 0.003, `${mirrored.kl}`);
  const beyond = ended(both, 4, 1.02, 0.3, 1500);
  assert(beyond.kl < 1e-4 && Math.abs(beyond.gain) < 1e-5, `${beyond.kl}`);
});

it("NonlinearFlow wants a score for each posterior and component", () => {
  const scores = drawn(10, false);
  assertThrows(() => new NonlinearFlow(scores, 2, 1, near(scores, 1)), RangeError, "10 x 2 scores");
});
