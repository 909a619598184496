import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { tf } from "../../lib/deps/tfjs.ts";
import { ADAM, adamUpdate } from "../../lib/math/adam_update.ts";
import { adamMoments, adamState, adamStep, disposeAdam } from "../../lib/train/adam.ts";
import { onEachBackend } from "../each_backend.ts";

await tf.setBackend("cpu");

it("adamUpdate() is algorithm 1, worked by hand for two steps", () => {
  const values = new Float32Array([1]);
  const moments = { first: new Float32Array(1), second: new Float32Array(1) };
  adamUpdate(values, new Float32Array([0.5]), moments, 1, { ...ADAM, learningRate: 0.1 });
  // m = 0.05, v = 0.00025; corrected 0.5 and 0.25; step 0.1 * 0.5 / (0.5 + 1e-8)
  assertAlmostEquals(moments.first[0], 0.05, 1e-8);
  assertAlmostEquals(moments.second[0], 0.00025, 1e-10);
  assertAlmostEquals(values[0], 0.9, 1e-7);
  adamUpdate(values, new Float32Array([-1]), moments, 2, { ...ADAM, learningRate: 0.1 });
  // m = 0.045 - 0.1 = -0.055, v = 0.00024975 + 0.001 = 0.00124975;
  // corrected by 0.19 and 0.001999: -0.289474 and 0.625188, whose root is 0.790688
  assertAlmostEquals(moments.first[0], -0.055, 1e-8);
  assertAlmostEquals(moments.second[0], 0.00124975, 1e-9);
  assertAlmostEquals(values[0], 0.9 + 0.1 * 0.289474 / 0.790688, 1e-6);
});

it("adamUpdate() divides by PyTorch's epsilon, 1e-8", () => {
  const values = new Float32Array(1);
  const moments = { first: new Float32Array(1), second: new Float32Array(1) };
  adamUpdate(values, new Float32Array([1e-8]), moments, 1, { ...ADAM, learningRate: 1 });
  assertAlmostEquals(values[0], -0.5, 1e-3); // 1e-8 / (1e-8 + 1e-8)
});

it("adamUpdate() leaves a parameter without gradient where it is", () => {
  const values = new Float32Array([3, -2]);
  const moments = { first: new Float32Array(2), second: new Float32Array(2) };
  adamUpdate(values, new Float32Array(2), moments, 1);
  assertEquals([...values], [3, -2]);
});

async function assertSteps() {
  const parameters = { a: tf.variable(tf.tensor1d([1, 2])), b: tf.variable(tf.tensor2d([[3]])) };
  const gradients = { a: tf.tensor1d([1, -1]), b: tf.tensor2d([[0]]) };
  const state = adamState(parameters);
  const before = tf.memory().numTensors;
  for (let step = 1; step <= 2; step++) {
    await adamStep(parameters, gradients, state, { learningRate: 0.5 });
    assertEquals(state.step, step);
    // A gradient that stays the same moves by the learning rate, whatever its size.
    [...await parameters.a.data()].forEach((value, i) =>
      assertAlmostEquals(value, [1 - 0.5 * step, 2 + 0.5 * step][i], 1e-6)
    );
  }
  assertEquals([...await parameters.b.data()], [3]);
  const moments = await adamMoments(state);
  assertAlmostEquals(moments.a.first[0], 0.19, 1e-7);
  assertAlmostEquals(moments.a.second[1], 0.001999, 3e-8); // TensorFlow's is off by 1.3e-5 of it
  disposeAdam(state);
  tf.dispose([Object.values(parameters), Object.values(gradients)]);
  assertEquals(tf.memory().numTensors <= before, true);
}

it("adamStep() steps every parameter by its own gradient, and leaks no tensor", assertSteps);

onEachBackend("adamStep() does the same", assertSteps);
