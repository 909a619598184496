import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import { rowsOf } from "../../lib/exercise/rows_of.ts";
import { noiseDefect } from "../../lib/exercise/steps/train_step/noise_defect.ts";
import { runEvidence } from "../../lib/exercise/steps/train_step/run_evidence.ts";
import type { SeenRun } from "../../lib/exercise/steps/train_step/seen_run.ts";
import { trainStepStep } from "../../lib/exercise/steps/train_step/step.ts";
import { train } from "../../lib/exercise/steps/train_step/training.ts";
import {
  LEARNING_RATE,
  PIXELS,
  runData,
  TRAINING_STEPS,
} from "../../lib/exercise/steps/train_step/training_run.ts";
import { checkStep } from "../../lib/exercise/check_step.ts";
import { fileOf } from "../../lib/exercise/step.ts";
import { openSubmission } from "../../lib/exercise/submission.ts";
import { itNeeds } from "../needs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
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
    "train-loss-of-another-pass": [[
      RETURN,
      `    return loss(forward(x, ${DRAW}), klWeight).dataSync()[0];\n`,
    ]],
    "train-noise-scaled": [[DRAW, DRAW + ".mul(0.5) as Tensor2D"]],
    "train-weight-twice": [["eps), klWeight)", "eps), klWeight).mul(klWeight)"]],
    "train-loss-times-rows": [["eps), klWeight)", "eps), klWeight).mul(x.shape[0])"]],
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
    "normal noise made of uniform numbers, by Box and Muller's method": [[
      DRAW,
      `tf.tensor2d(
      Array.from({ length: rows * latentSize / 2 }, () => {
        const [radius, angle] = random.uniform(2);
        const r = Math.sqrt(-2 * Math.log(1 - radius));
        return [r * Math.cos(2 * Math.PI * angle), r * Math.sin(2 * Math.PI * angle)];
      }).flat(),
      [rows, latentSize],
    )`,
    ]],
    "normal noise from a generator of tf that `random` seeds": [[
      DRAW,
      `tf.randomNormal([rows, latentSize], 0, 1, "float32", 1e6 * random.uniform(1)[0]) as Tensor2D`,
    ]],
    "the gradients of the two parts of a batch, one after the other": lines(
      "gradients.clear();",
      "let value = 0;",
      "const half = Math.ceil(rows / 2);",
      "for (const [first, size] of [[half, rows - half], [0, half]]) {",
      "  const part = (all: any) => all.slice([first, 0], [size, -1]);",
      "  const objective = () => loss(forward(part(x), part(eps)), klWeight).mul(size / rows);",
      "  value += gradients.add(objective as any).dataSync()[0];",
      "}",
      "optimizer.step();",
      "return value;",
    ),
    "the mean of the losses of single images": lines(
      "gradients.clear();",
      "const value = gradients.add(() => {",
      "  const noise = tf.split(eps, rows);",
      "  const losses = tf.split(x, rows).map((row, i) => loss(forward(row, noise[i]), klWeight));",
      "  return tf.mean(tf.stack(losses));",
      "});",
      "optimizer.step();",
      "return value.arraySync();",
    ),
    "a normal too many": [[
      DRAW,
      "tf.tensor2d(random.normal(1 + rows * latentSize).slice(1), [rows, latentSize])",
    ]],
  },
  others: {
    "nothing is done": `export const trainStep = () => 0;`,
    "the sizes of the noise are written down": [[DRAW, "tf.tensor2d(random.normal(10), [5, 2])"]],
    "a batch whose last image is left out": [
      ["forward(x, eps)", "forward(x.slice([0, 0], [rows - 1, -1]), eps.slice(0, rows - 1))"],
    ],
    "noise of tf's own generator, beside calls of random": [[
      DRAW,
      "(random.normal(1), tf.randomNormal([rows, latentSize]) as Tensor2D)",
    ]],
    "noise that is positive": [[DRAW, DRAW + ".abs() as Tensor2D"]],
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

/** [steps, n] standard normal numbers. */
function normals(steps: number, n: number): number[][] {
  const random = new TorchRandom(8);
  return Array.from({ length: steps }, () => [...random.normal(n)]);
}

/** A run with such noise, in which everything else is as it should be. */
function runWith(more: Partial<SeenRun>): SeenRun {
  const noise = normals(TRAINING_STEPS, RUN.rows * RUN.latentSize);
  const calls = noise.map(() => ({
    ...{ clear: 1, add: 1, forward: 1, forwardInAdd: 1, step: 1, normal: 1, uniform: 0 },
  }));
  const { losses, parameters } = train(RUN, noise);
  return {
    ...{ run: RUN, noise, noiseAgain: noise, draws: normals(1, 6000)[0], calls },
    ...{ losses, parameters, returnsNumbers: true, tensors: noise.map(() => 0) },
    ...more,
  };
}

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
  const noise = normals(TRAINING_STEPS, RUN.rows * RUN.latentSize);
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

it("noiseDefect() accepts normal noise with any sign and in any order", () => {
  assertEquals(noiseDefect(runWith({})), undefined);
  const { draws } = runWith({});
  const turned = draws.toReversed().map((value) => -value);
  assertEquals(noiseDefect(runWith({ draws: turned })), undefined);
});

it("noiseDefect() says what is wrong with noise that is not normal, not repeatable or NaN", () => {
  const { noise, calls, draws } = runWith({});
  const random = new TorchRandom(9);
  const wrong: Partial<SeenRun>[] = [
    { draws: draws.map((value) => value / 2) },
    { draws: draws.map((value) => value + 0.2) },
    { draws: [...random.uniform(6000, -Math.sqrt(3), Math.sqrt(3))] },
    { draws: draws.map((_, i) => draws[i % 1500]) },
    { draws: [] },
    { noiseAgain: noise.map((values) => values.toReversed()) },
    { calls: calls.map((counts) => ({ ...counts, normal: 0 })) },
    { noise: noise.with(1, noise[1].map(() => NaN)) },
  ];
  const told = wrong.map((more) => noiseDefect(runWith(more)));
  for (const evidence of told) assert(evidence && evidence.wanted !== evidence.found);
  assertMatch(told[0]!.at, /the variance of the noise/);
  assertMatch(told[1]!.at, /the mean of the noise/);
  assertMatch(told[5]!.at, /repeated with the same `random`/);
  assertMatch(told[6]!.at, /random\.normal/);
  assertMatch(told[7]!.at, /NaN or infinite/);
});

itNeeds(
  ["read", "write", "run"],
  "what no mistake explains is told with its evidence",
  async () => {
    const found = async (replaced: string, replacement: string) => {
      const text = trainStepStep.solution.replace(replaced, () => replacement);
      const folder = await Deno.makeTempDir();
      try {
        await Deno.writeTextFile(`${folder}/${fileOf(trainStepStep)}`, text);
        await using submission = await openSubmission(folder);
        return (await checkStep(submission, trainStepStep)).parts[0].finding!;
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    };
    const idle = await found("return tf.tidy", "return 0; tf.tidy");
    assertMatch(idle.message, /does not run for every batch/);
    const part = await found("forward(x, eps)", "forward(x.slice(0, 2), eps.slice(0, 2))");
    assertMatch(part.message, /^Some images of a batch never reach the model/);
    const positive = await found(DRAW, `${DRAW}.abs() as Tensor2D`);
    assertMatch(positive.message, /^The noise is wrong/);
    const half = await found(DRAW, `${DRAW}.mul(0.5) as Tensor2D`);
    assertEquals(half.mistake, "train-noise-scaled");
    assertAlmostEquals(Number(half.evidence!.found), 0.25, 0.05); // its variance
    const twice = await found("value.dataSync()[0]", "2 * value.dataSync()[0]");
    assertMatch(twice.message, /another value/);
    assertAlmostEquals(Number(twice.evidence!.found) / Number(twice.evidence!.wanted), 2, 1e-3);
  },
);

it("runEvidence() shows the first number that is off: a loss, a parameter or a count of tensors", () => {
  assertEquals(runEvidence(runWith({})), undefined);
  const { losses, parameters, tensors } = runWith({});
  const loss = runEvidence(runWith({ losses: losses.with(2, 5), tensors: tensors.with(0, 1) }));
  assertMatch(loss!.at, /^step 3 of the losses/);
  assertEquals(loss!.found, "5");
  const last = parameters.at(-1)!;
  const parameter = runEvidence(runWith({ parameters: parameters.with(-1, last.with(4, NaN)) }));
  assertMatch(parameter!.at, /^number 5 of 46 at the end/);
  assertEquals(parameter!.found, "NaN");
  const tensor = runEvidence(runWith({ tensors: tensors.with(1, 3) }));
  assertEquals([tensor!.wanted, tensor!.found], ["0", "3"]);
  assertMatch(tensor!.at, /step 2$/);
});

for (
  const [how, lines] of [
    ["tf.memory", "const at = e.memory; e.memory = () => ({ ...at.call(e), numTensors: 7 });"],
    [
      "the count that tf keeps",
      'Object.defineProperty(e.state, "numTensors", { get: () => 7, set() {} });',
    ],
    [
      "what is called for a new tensor",
      "try { e.trackTensor = () => {}; } catch { /* it cannot */ }",
    ],
  ]
) {
  itNeeds(
    ["read", "write", "run"],
    `tensors are counted although a file changes ${how}`,
    async () => {
      const { solution } = trainStepStep;
      const text = solution.replace("return tf.tidy(() => {", "").replace("  });\n", "") +
        `const e: any = tf.engine();\n${lines}\n`;
      const folder = await Deno.makeTempDir();
      try {
        await Deno.writeTextFile(`${folder}/${fileOf(trainStepStep)}`, text);
        await using submission = await openSubmission(folder);
        const { parts } = await checkStep(submission, trainStepStep);
        assertEquals(parts[0].finding?.mistake, "train-tensors-left");
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  );
}
