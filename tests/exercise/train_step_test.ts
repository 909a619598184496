import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { rowsOf } from "../../lib/exercise/steps/train_step/rows_of.ts";
import { isDrawn, noiseOf } from "../../lib/exercise/steps/train_step/noise_of.ts";
import type { SeenRun } from "../../lib/exercise/steps/train_step/seen_run.ts";
import { trainStepStep } from "../../lib/exercise/steps/train_step/step.ts";
import { train } from "../../lib/exercise/steps/train_step/training.ts";
import {
  LEARNING_RATE,
  PIXELS,
  runData,
} from "../../lib/exercise/steps/train_step/training_run.ts";
import { proveStep } from "./prove_step.ts";

const DRAW = "tf.tensor2d(random.normal(rows * latentSize), [rows, latentSize])";
const CLEAR = "    gradients.clear();\n", STEP = "    optimizer.step();\n";
const ADD = "    const value = gradients.add(() => loss(forward(x, eps), klWeight));\n";
const RETURN = "    return value.dataSync()[0];\n";

/** The solution with other lines between the noise and the end. */
const lines = (...replaced: string[]): [string, string][] => [
  [CLEAR + ADD + STEP + RETURN, replaced.join("\n")],
];

const head = `import { tf } from "@vae/lab/exercise";\n`;

proveStep(trainStepStep, {
  mistakes: {
    "train-gradients-not-cleared": [[CLEAR, ""]],
    "train-gradients-cleared-before-step": [[CLEAR, ""], [STEP, CLEAR + STEP]],
    "train-step-before-backward": [[STEP, ""], [CLEAR, STEP + CLEAR]],
    "train-step-forgotten": [[STEP, ""]],
    "train-backward-forgotten": [[
      "gradients.add(() => loss(forward(x, eps), klWeight))",
      "loss(forward(x, eps), klWeight)",
    ]],
    "train-forward-outside": [
      [CLEAR, CLEAR + "    const output = forward(x, eps);\n"],
      ["loss(forward(x, eps), klWeight)", "loss(output, klWeight)"],
    ],
    "train-two-steps": [[STEP, STEP + STEP]],
    "train-two-backwards": lines(
      "gradients.clear();",
      "const objective = () => loss(forward(x, eps), klWeight);",
      "gradients.add(objective);",
      "const value = gradients.add(objective).arraySync();",
      "optimizer.step();",
      "return value;",
    ),
    "train-noise-drawn-once": `${head}
let eps: any;
export function trainStep(given: any, x: any, random: any) {
  const rows = x.shape[0];
  eps ??= tf.tensor2d(random.normal(rows * given.latentSize), [rows, given.latentSize]);
  given.gradients.clear();
  const value = given.gradients.add(() => given.loss(given.forward(x, eps), given.klWeight));
  given.optimizer.step();
  const number = value.dataSync()[0];
  value.dispose();
  return number;
}`,
    "train-noise-zero": [[DRAW, "tf.zeros([rows, latentSize]) as Tensor2D"]],
    "train-noise-uniform": [[
      DRAW,
      "tf.tensor2d(random.uniform(rows * latentSize, -1, 1), [rows, latentSize])",
    ]],
    "train-noise-not-from-random": [[DRAW, "tf.randomNormal([rows, latentSize]) as Tensor2D"]],
    "train-noise-shared": [[DRAW, "tf.tensor2d(random.normal(latentSize), [1, latentSize])"]],
    "train-weight-ignored": [["eps), klWeight)", "eps), 1)"]],
    "train-without-kl": `${head}
export const trainStep = ({ latentSize, forward, gradients, optimizer }: any, x: any, random: any) =>
  tf.tidy(() => {
    const eps = tf.tensor(random.normal(x.shape[0] * latentSize), [x.shape[0], latentSize]);
    gradients.clear();
    const value = gradients.add(() => forward(x, eps).xHat.sub(x).square().sum(1).mean());
    optimizer.step();
    return value.dataSync()[0];
  });`,
    "train-loss-after-step": [
      [RETURN, "    return loss(forward(x, eps), klWeight).dataSync()[0];\n"],
    ],
    "train-returns-tensor": [["value.dataSync()[0]", "value as any"]],
    "train-tensors-left": [["return tf.tidy(() => {", ""], ["  });\n", ""]],
    "train-batch-disposed": [[RETURN, "    x.dispose();\n" + RETURN]],
  },
  equivalents: {
    "the gradients cleared at the end, and tensors disposed of by hand": `${head}
export function trainStep(given: any, x: any, random: any): number {
  const shape: [number, number] = [x.shape[0], given.latentSize];
  const eps = tf.tensor2d(random.normal(shape[0] * shape[1]), shape);
  const value = given.gradients.add(() => given.loss(given.forward(x, eps), given.klWeight));
  given.optimizer.step();
  given.gradients.clear();
  const [number] = value.dataSync();
  tf.dispose([eps, value]);
  return number;
}`,
    "noise drawn unit by unit, and negated": `${head}
export const trainStep = ({ latentSize: d, ...given }: any, x: any, random: any) =>
  tf.tidy(() => {
    const columns = Array.from({ length: d }, () => [...random.normal(x.shape[0])]);
    const eps = tf.transpose(tf.tensor2d(columns)).neg();
    given.gradients.clear();
    const value = given.gradients.add(() => {
      const output = given.forward(x, eps);
      return given.loss(output, given.klWeight);
    });
    given.optimizer.step();
    return value.arraySync();
  });`,
    "noise drawn while the loss is computed, and read without waiting": `${head}
export async function trainStep(given: any, x: any, random: any) {
  const { gradients: { clear, add }, optimizer: { step } } = given;
  clear();
  const value = add(() => {
    const rows = Array.from({ length: x.shape[0] }, () => tf.tensor1d(random.normal(given.latentSize)));
    return given.loss(given.forward(x, tf.stack(rows)), given.klWeight);
  });
  step();
  const [number] = await value.data();
  value.dispose();
  return number;
}`,
    "cleared twice, the value read before the step": lines(
      "gradients.clear();",
      "const value = gradients.add(() => loss(forward(x, eps), klWeight)).dataSync()[0];",
      "optimizer.step();",
      "gradients.clear();",
      "return value;",
    ),
    "a normal too many": [[
      DRAW,
      "tf.tensor2d(random.normal(1 + rows * latentSize).slice(1), [rows, latentSize])",
    ]],
  },
  others: {
    "nothing is done": `export const trainStep = () => 0;`,
    "the sizes of the noise are written down": [[DRAW, "tf.tensor2d(random.normal(10), [5, 2])"]],
    "noise of half the size": [[DRAW, DRAW + ".mul(0.5) as Tensor2D"]],
    "noise of the transposed shape": [[
      DRAW,
      "tf.tensor2d(random.normal(rows * latentSize), [latentSize, rows])",
    ]],
    "twice the loss is returned": [["value.dataSync()[0]", "2 * value.dataSync()[0]"]],
    "nothing is returned": [["return value.dataSync()[0]", "return undefined as any"]],
    "twice the weight": [["eps), klWeight)", "eps), 2 * klWeight)"]],
    "the optimizer steps in every other batch": [
      ["export function", "let batch = 0;\nexport function"],
      [STEP, "    if (batch++ % 2) optimizer.step();\n"],
    ],
    "a tensor left in the first step": `${head}
let kept: any;
export function trainStep(given: any, x: any, random: any) {
  return tf.tidy(() => {
    const shape: [number, number] = [x.shape[0], given.latentSize];
    const eps = tf.tensor2d(random.normal(shape[0] * shape[1]), shape);
    kept ??= tf.keep(eps.clone());
    given.gradients.clear();
    const value = given.gradients.add(() => given.loss(given.forward(x, eps), given.klWeight));
    given.optimizer.step();
    return value.dataSync()[0];
  });
}`,
  },
});

const RUN = { seed: 7, rows: 5, latentSize: 2, klWeight: 0.4 };

it("train() moves the decoder's bias by the mean error of the batch, worked by hand", () => {
  const { parameters: [muWeight, muBias, , , weight, bias], batches } = runData(RUN);
  const images = rowsOf(batches[0], PIXELS);
  const noNoise = batches.map(() => new Array<number>(RUN.rows * RUN.latentSize).fill(0));
  const times = (row: readonly number[], matrix: readonly number[], bias: readonly number[]) =>
    bias.map((b, j) => row.reduce((sum, value, i) => sum + value * matrix[i * bias.length + j], b));
  const errors = images.map((x) =>
    times(times(x, muWeight, muBias), weight, bias).map((value, j) => value - x[j])
  );
  const moved = train(RUN, noNoise).parameters[0].slice(-PIXELS);
  for (const [j, value] of moved.entries()) {
    const gradient = errors.reduce((sum, error) => sum + 2 * error[j], 0) / RUN.rows;
    assertAlmostEquals(value, bias[j] - LEARNING_RATE * gradient, 1e-8);
  }
});

it("train() has the gradients of the KL term, worked by hand", () => {
  const noise = noiseOf(RUN);
  const { parameters: [muWeight, muBias, logVarWeight, logVarBias], batches } = runData(RUN);
  const images = rowsOf(batches[0], PIXELS);
  const moved = (klWeight: number) =>
    train(RUN, noise, { operations: ["clear", "add", "step"], klWeight }).parameters[0];
  const [without, with1] = [moved(0), moved(1)];
  const head = muWeight.length + muBias.length;
  for (let j = 0; j < RUN.latentSize; j++) {
    const mean = (
      of: (value: number) => number,
      weights: readonly number[],
      bias: readonly number[],
    ) =>
      images.reduce(
        (sum, x) =>
          sum + of(x.reduce((total, value, i) =>
            total + value * weights[i * RUN.latentSize + j], bias[j])),
        0,
      ) /
      RUN.rows;
    const toMu = mean((mu) => mu, muWeight, muBias);
    const toLogVar = mean((logVar) => (Math.exp(logVar) - 1) / 2, logVarWeight, logVarBias);
    const at = muWeight.length + j;
    assertAlmostEquals(without[at] - with1[at], LEARNING_RATE * toMu, 1e-8);
    assertAlmostEquals(without[head + at] - with1[head + at], LEARNING_RATE * toLogVar, 1e-8);
  }
});

it("isDrawn() accepts noise in any order and with any sign, and each draw once", () => {
  const noise = noiseOf(RUN);
  const drawn = (values: number[][]) => isDrawn({ run: RUN, noise: values } as unknown as SeenRun);
  assert(drawn(noise));
  assert(drawn(noise.map((values) => values.toReversed().map((value) => -value))));
  assert(!drawn([noise[0], noise[0], noise[1], noise[2]]));
  assert(!drawn(noise.map((values) => values.map((value) => value / 2))));
  assertEquals(noise.map(({ length }) => length), [10, 10, 10, 10]);
});
