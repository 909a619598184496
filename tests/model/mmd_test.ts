/** The discrepancy against its definition, by loops in float64, by quadrature, by draws and by PyTorch. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { type Scalar, type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { infoVaeDivergence } from "../../lib/model/info_vae.ts";
import { mmdFromPrior } from "../../lib/model/mmd.ts";
import { itNeedsPython, runPython } from "../python.ts";

await useBackend("cpu");

type Rows = number[][];

/** exp(-|a - b|^2 / d^2). */
function kernel(a: number[], b: number[]): number {
  const distance = a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
  return Math.exp(-distance / a.length ** 2);
}

/** The expectation of a function under a standard normal, by quadrature. */
function underNormal(of: (y: number) => number): number {
  const step = 0.01;
  let sum = 0;
  for (let y = -12; y <= 12; y += step) {
    sum += of(y) * Math.exp(-y * y / 2) / Math.sqrt(2 * Math.PI) * step;
  }
  return sum;
}

/** The unbiased estimate by loops, the prior's two means by quadrature, coordinate by coordinate. */
function byLoops(z: Rows): number {
  const [rows, d] = [z.length, z[0].length];
  let pairs = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) if (i !== j) pairs += kernel(z[i], z[j]);
  }
  const near = (value: number, spread: number) =>
    underNormal((y) => Math.exp(-((value - spread * y) ** 2) / d ** 2));
  const toPrior = z.reduce(
    (sum, code) => sum + code.reduce((product, value) => product * near(value, 1), 1),
    0,
  );
  const ofPrior = near(0, Math.SQRT2) ** d; // the difference of two draws has variance 2
  return pairs / (rows * (rows - 1)) - 2 * toPrior / rows + ofPrior;
}

const value = (z: Rows) => tf.tidy(() => mmdFromPrior(tf.tensor2d(z)).dataSync()[0]);

const codes = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 4 })).chain((
  [rows, d],
) =>
  fc.array(
    fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: d, maxLength: d }),
    { minLength: rows, maxLength: rows },
  )
);

it("mmdFromPrior() is its definition, by loops over the pairs and quadrature over the prior", () => {
  fc.assert(
    fc.property(codes, (z) => assertAlmostEquals(value(z), byLoops(z), 2e-5)),
    { numRuns: 40 },
  );
});

it("mmdFromPrior() has the gradient of central differences in float64, times what comes from above", () => {
  fc.assert(
    fc.property(codes, (z) => {
      const gradient = tf.tidy(() =>
        tf.grad((x) => tf.mul(mmdFromPrior(x as Tensor2D), 3))(tf.tensor2d(z)).arraySync()
      ) as Rows;
      for (const [i, j] of z.flatMap((row, i) => row.map((_, j) => [i, j]))) {
        const moved = (step: number) =>
          byLoops(
            z.map((row, a) => row.map((v, b) => a === i && b === j ? v + step : v)),
          );
        const slope = 3 * (moved(1e-4) - moved(-1e-4)) / 2e-4;
        assertAlmostEquals(gradient[i][j], slope, 1e-5, `${i}, ${j} of ${JSON.stringify(z)}`);
      }
    }),
    { numRuns: 15 },
  );
});

it("mmdFromPrior() of codes from the prior has mean 0, and its biased form would not", () => {
  const [batches, rows, d] = [400, 16, 3];
  const random = new TorchRandom(4);
  const found: number[] = [], biased: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const z = tf.tensor2d(random.normal(rows * d), [rows, d]).arraySync() as Rows;
    found.push(value(z));
    // The V-statistic counts each code's pair with itself, which is 1.
    const all = z.reduce((sum, a) => sum + z.reduce((s, b) => s + kernel(a, b), 0), 0);
    biased.push(
      found[batch] + all / rows ** 2 - (all - rows) / (rows * (rows - 1)),
    );
  }
  const meanOf = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
  const error = Math.sqrt(meanOf(found.map((v) => v ** 2)) / batches);
  assert(Math.abs(meanOf(found)) < 4 * error, `${meanOf(found)} +- ${error}`);
  const ofPrior = (d * d / (d * d + 4)) ** (d / 2);
  assertAlmostEquals(meanOf(biased), (1 - ofPrior) / rows, 4 * error);
  assert(meanOf(biased) > 10 * error);
});

it("mmdFromPrior() is the larger the further the codes are moved, and a batch of one has no pair", () => {
  const z = tf.tensor2d(new TorchRandom(1).normal(128 * 2), [128, 2]);
  const moved = [0, 1, 2, 4].map((by) => tf.tidy(() => mmdFromPrior(tf.add(z, by)).dataSync()[0]));
  assertEquals(moved, moved.toSorted((a, b) => a - b));
  // A batch of one: only what the prior says of its code.
  const h = 4; // d^2
  const near = (r2: number) => h / (h + 2) * Math.exp(-r2 / (h + 2));
  assertAlmostEquals(value([[1, 1]]), -2 * near(2) + h / (h + 4), 1e-6);
});

it("infoVaeDivergence() is the KL divergence at (0, 1), and the MMD alone at (1, 1)", () => {
  const [kl, z] = [tf.scalar(3), tf.tensor2d([[1, 2], [0, -1], [0.5, 0]])];
  const at = (alpha: number, lambda: number) =>
    infoVaeDivergence(kl as Scalar, z, { alpha, lambda }).dataSync()[0];
  assertEquals(at(0, 1), 3);
  const mmd = mmdFromPrior(z).dataSync()[0];
  assertAlmostEquals(at(1, 1), mmd, 1e-6);
  assertAlmostEquals(at(0.25, 10), 0.75 * 3 + 9.25 * mmd, 1e-5);
  assertAlmostEquals(at(-1, 10), 2 * 3 + 8 * mmd, 1e-5);
  assertThrows(() => at(1.5, 1), RangeError, "alpha must be");
  assertThrows(() => at(0.5, 0.25), RangeError, "must be 0 or more, got 0.5 + 0.25 - 1");
});

const itNeedsTorch = await itNeedsPython("torch");

itNeedsTorch(
  "mmdFromPrior() has PyTorch's value and gradient, draws in place of closed forms",
  async (python) => {
    const z = [[1.5, -0.5, 0.2], [0.1, 0.9, -2], [-1, 0.3, 0.4], [2, 2, -1.5]];
    // Where PyTorch draws the prior's codes, the means come with an error of 1 / sqrt(draws).
    const program = `
import torch, json
torch.manual_seed(0)
z = torch.tensor(${JSON.stringify(z)}, dtype=torch.float64, requires_grad=True)
n, d = z.shape
k = lambda a, b: torch.exp(-((a[:, None, :] - b[None, :, :]) ** 2).mean(2) / d)
y = torch.randn(1000000, d, dtype=torch.float64)
own = k(z, z)
value = (own.sum() - own.diag().sum()) / (n * (n - 1)) - 2 * k(z, y).mean() + torch.exp(-((y[:500000] - y[500000:]) ** 2).mean(1) / d).mean()
value.backward()
print(json.dumps([value.item(), z.grad.tolist()]))
`;
    const [wanted, gradient] = JSON.parse(await runPython(python, ["-c", program]));
    assertAlmostEquals(value(z), wanted, 2e-3);
    const ours = tf.tidy(() =>
      tf.grad((x) => mmdFromPrior(x as Tensor2D))(tf.tensor2d(z)).arraySync()
    );
    (ours as Rows).flat().forEach((g, i) => assertAlmostEquals(g, gradient.flat()[i], 5e-4));
  },
);
