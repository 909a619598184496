import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type Scalar, type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { type Activation, dense } from "../../lib/model/dense.ts";
import { onEachBackend } from "../each_backend.ts";

const FUNCTIONS: Record<Activation, (z: number) => number> = {
  identity: (z) => z,
  leakyRelu: (z) => z > 0 ? z : 0.01 * z,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
};
const X = [[1, -2, 0.5], [0, 3, -1]];
const WEIGHT = [[0.4, -0.3, 1], [0.2, 0.7, -0.6]];
const BIAS = [0.1, -0.2];

/** f(x W^T + b) in plain numbers. */
function expected(activation: Activation, x = X, weight = WEIGHT, bias = BIAS): number[][] {
  return x.map((row) =>
    weight.map((w, o) =>
      FUNCTIONS[activation](w.reduce((sum, value, i) => sum + value * row[i], bias[o]))
    )
  );
}

function parameters() {
  return { "layer.weight": tf.tensor2d(WEIGHT), "layer.bias": tf.tensor1d(BIAS) };
}

onEachBackend("dense() is f(x W^T + b), and its gradients are the differences", async () => {
  for (const activation of ["identity", "leakyRelu", "sigmoid", "tanh"] as const) {
    const own = parameters();
    const x = tf.tensor2d(X);
    const y = dense(x, own, "layer", activation);
    const wanted = expected(activation).flat();
    (await y.data()).forEach((value, i) => assertAlmostEquals(value, wanted[i], 1e-6));

    // Each entry of y with a weight of its own, so that no two gradients look alike.
    const dy = [[1, -2], [3, 0.5]];
    const total = (rows: number[][]) => rows.flat().reduce((s, v, i) => s + v * dy.flat()[i], 0);
    const gradients = tf.grads((...[x, weight, bias]) => {
      const named = { "layer.weight": weight, "layer.bias": bias };
      return tf.sum(tf.mul(dense(x as Tensor2D, named, "layer", activation), dy)) as Scalar;
    })([x, own["layer.weight"], own["layer.bias"]]);
    const h = 1e-6;
    const nudged = (matrix: number[][], at: number, by: number) =>
      matrix.map((row, r) => row.map((v, c) => r * row.length + c === at ? v + by : v));
    const difference = (f: (by: number) => number[][]) => (total(f(h)) - total(f(-h))) / (2 * h);
    const differences = [
      X.flat().map((_, i) => difference((by) => expected(activation, nudged(X, i, by)))),
      WEIGHT.flat().map((_, i) =>
        difference((by) => expected(activation, X, nudged(WEIGHT, i, by)))
      ),
      BIAS.map((_, i) =>
        difference((by) => expected(activation, X, WEIGHT, nudged([BIAS], i, by)[0]))
      ),
    ];
    for (const [k, gradient] of gradients.entries()) {
      (await gradient.data()).forEach((value, i) =>
        assertAlmostEquals(value, differences[k][i], 1e-4)
      );
    }
    tf.dispose([x, y, own, gradients]);
  }
});

onEachBackend(
  "dense() leaves its result alone behind, and LeakyReLU has PyTorch's gradient at 0",
  async () => {
    const own = parameters();
    const zero = tf.zeros([1, 3]) as Tensor2D;
    const silent = { "layer.weight": own["layer.weight"], "layer.bias": tf.zeros([2]) };
    const before = tf.memory().numTensors;
    dense(zero, own, "layer", "leakyRelu").dispose();
    assertEquals(tf.memory().numTensors, before);
    const slope = tf.grad((bias) =>
      tf.sum(dense(zero, { ...silent, "layer.bias": bias }, "layer", "leakyRelu"))
    )(silent["layer.bias"]);
    (await slope.data()).forEach((value) => assertAlmostEquals(value, 0.01, 1e-8));
    tf.dispose([own, zero, silent["layer.bias"], slope]);
  },
);
