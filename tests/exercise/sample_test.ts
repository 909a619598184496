/** Step 9: which files pass, and which mistake each of the others is told. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import type { Rows } from "../../lib/exercise/rows_of.ts";
import { decodeCode } from "../../lib/exercise/steps/sample/decoder_stand_in.ts";
import { defectOf } from "../../lib/exercise/steps/sample/defect_of.ts";
import type { SampleCase } from "../../lib/exercise/steps/sample/sample_case.ts";
import { seenIn } from "../../lib/exercise/steps/sample/seen.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { sampleStep } from "../../lib/exercise/steps/sample/step.ts";
import { proveStep } from "./prove_step.ts";

/** A student's file, around the lines of its function. */
function file(lines: string): string {
  return `
import { type Random, type Tensor2D, tf } from "@vae/lab/exercise";

export function sample(
  decode: (z: Tensor2D) => Tensor2D,
  d: number,
  n: number,
  random: Random,
): Tensor2D {
  ${lines}
}`;
}

const DRAW = "random.normal(n * latentSize)", RETURN = "return reconstruct(z);";

proveStep(sampleStep, {
  mistakes: {
    "codes-not-decoded": [[RETURN, "return z;"]],
    "one-image-only": file("return decode(tf.tensor2d([Array.from(random.normal(d))]));"),
    "binary-images": file(
      "return tf.round(decode(tf.tensor2d(random.normal(n * d), [n, d]))) as Tensor2D;",
    ),
    "second-sigmoid": [[RETURN, "return tf.sigmoid(reconstruct(z));"]],
    "noise-on-images": file(`
  const x = decode(tf.tensor2d(random.normal(n * d), [n, d]));
  const noise = tf.tensor2d(random.normal(x.size), x.shape);
  return x.add(noise.mul(0.1)).clipByValue(0, 1) as Tensor2D;`),
    "noise-for-images": file(`
  const pixels = decode(tf.zeros([1, d]) as Tensor2D).shape[1];
  return tf.tensor2d(random.uniform(n * pixels), [n, pixels]);`),
    "zero-codes": file("return decode(tf.zeros([n, d]));"),
    "one-code-repeated": file(`
  const z = tf.tensor2d(random.normal(d), [1, d]);
  return decode(tf.tile(z, [n, 1]) as Tensor2D);`),
    "equal-units": file(`
  const z = tf.tensor2d(random.normal(n), [n, 1]);
  return decode(tf.mul(z, tf.ones([1, d])) as Tensor2D);`),
    "uniform-codes": [[DRAW, "random.uniform(n * latentSize)"]],
    "uniform-codes-around-zero": file(
      "return decode(tf.sub(tf.mul(2, tf.tensor2d(random.uniform(n * d), [n, d])), 1));",
    ),
    "truncated-codes": file(`
  const z = tf.tensor2d(random.normal(n * d), [n, d]);
  return decode(tf.clipByValue(z, -2, 2) as Tensor2D);`),
    "codes-of-one-length": file(`
  const z = tf.tensor2d(random.normal(n * d), [n, d]);
  return decode(tf.div(z, tf.norm(z, "euclidean", 1, true)) as Tensor2D);`),
    "positive-codes": [[DRAW, "random.normal(n * latentSize).map(Math.abs)"]],
    "shifted-codes": [[DRAW, "random.normal(n * latentSize).map((value) => value + 1)"]],
    "sampled-pixels-times-255": [[RETURN, "return tf.mul(reconstruct(z), 255);"]],
    "scaled-codes": file(
      "return decode(tf.tensor2d(random.normal(n * d).map((value) => value * 0.5), [n, d]));",
    ),
    "randomness-of-its-own": file("return decode(tf.randomNormal([n, d]) as Tensor2D);"),
    "seeded-anew": file(
      `return decode(tf.randomNormal([n, d], 0, 1, "float32", 42) as Tensor2D);`,
    ),
  },
  equivalents: {
    "image by image": file(`
  const images: Tensor2D[] = [];
  for (let i = 0; i < n; i++) {
    images.push(decode(tf.tensor2d(random.normal(d), [1, d])));
  }
  return tf.concat(images, 0);`),
    "unit by unit, with the sign turned round": file(`
  const columns = Array.from({ length: d }, () => tf.tensor1d(random.normal(n)));
  return decode(tf.neg(tf.stack(columns, 1)) as Tensor2D);`),
    "by a transposed matrix, inside tidy": file(`
  return tf.tidy(() => decode(tf.transpose(tf.tensor2d(random.normal(n * d), [d, n]))));`),
    "by Box and Muller's formula of uniform numbers": file(`
  const u = random.uniform(n * d), v = random.uniform(n * d);
  const z = Array.from(u, (value, i) =>
    Math.sqrt(-2 * Math.log(1 - value)) * Math.cos(2 * Math.PI * v[i]));
  return decode(tf.tensor2d(z, [n, d]));`),
    "lists for tensors, and later": `
import { tf } from "@vae/lab/exercise";
export async function sample(reconstruct: any, d: number, n: number, random: any) {
  const rows = [];
  while (rows.length < n) rows.push(Array.from({ length: d }, () => random.normal(1)[0]));
  return await reconstruct(tf.tensor(rows)).array();
}`,
  },
  others: {
    "exponentials of normal draws": [[DRAW, "random.normal(n * latentSize).map(Math.exp)"]],
    "few codes of numbers in a row": file(`
  const z = n < 100 ? tf.range(0, n * d) : tf.tensor1d(random.normal(n * d));
  return decode(z.reshape([n, d]) as Tensor2D);`),
    "black images": file("return tf.zeros([n, decode(tf.zeros([1, d]) as Tensor2D).shape[1]]);"),
    "a bound that only few draws reach": [
      [DRAW, "random.normal(n * latentSize).map((value) => Math.max(-2, value))"],
    ],
    "a single constant code": file("return decode(tf.ones([n, d]) as Tensor2D);"),
    "images turned from white on black to black on white": [
      [RETURN, "return tf.sub(1, reconstruct(z));"],
    ],
    "half of the codes drawn, and used twice": file(`
  const half = Math.ceil(n / 2);
  const z = tf.tensor2d(random.normal(half * d), [half, d]);
  return decode(tf.slice(tf.concat([z, z], 0), 0, n) as Tensor2D);`),
    "units that depend on each other": file(`
  const one = tf.tensor2d(random.normal(n * d), [n, d]);
  const common = tf.tensor2d(random.normal(n), [n, 1]);
  return decode(tf.add(tf.mul(0.8, one), tf.mul(0.6, common)) as Tensor2D);`),
    "codes that stand in columns": [
      ["[n, latentSize])", "[latentSize, n])"],
    ],
    "nothing": file("decode(tf.tensor2d(random.normal(n * d), [n, d])); return undefined as any;"),
    "draws from another bell-shaped distribution": file(`
  const u = random.uniform(n * d, -0.5, 0.5);
  const z = u.map((v) => -Math.sign(v) * Math.log(1 - 2 * Math.abs(v)) / Math.SQRT2);
  return decode(tf.tensor2d(z, [n, d]));`),
  },
});

/** What sample would give for each case, if its codes and images were changed in this way. */
interface Changes {
  readonly seed?: (at: SampleCase, call: number) => number;
  readonly code?: (code: readonly number[], index: number, codes: Rows) => readonly number[];
  readonly pixel?: (pixel: number) => number;
}

/** The defect of what such a function gives. */
function defectWith({ seed = ({ seed }) => seed, code = (c) => c, pixel = (p) => p }: Changes) {
  const cases = sampleStep.parts[0].draw(new TorchRandom(0)) as SampleCase[];
  const answers = cases.map((at, call) => {
    const random = new TorchRandom(seed(at, call));
    const drawn = Array.from({ length: at.n }, () => [...random.normal(at.latentSize)]);
    const images = drawn.map(code).map((code) => decodeCode(at.decoder, code).map(pixel));
    return { values: images.flat().map(Math.fround), shape: [at.n, images[0].length] };
  });
  const seen = seenIn(cases, answers);
  assert(seen);
  return defectOf(seen);
}

it("defectOf() finds none in decoded normal draws", () => {
  assertEquals(defectWith({}), undefined);
});

const DEFECTS: Record<string, [changes: Changes, message: RegExp, at: RegExp]> = {
  "inverted images": [
    { pixel: (p) => 1 - p },
    /reconstruct did not give/,
    /^pixel \d+ of image 1 /,
  ],
  "gray levels up to 255": [{ pixel: (p) => 255 * p }, /reconstruct did not give/, /^pixel 1 /],
  "every code twice": [
    { code: (_, i, codes) => codes[i - i % 2] },
    /are the same/,
    /how many different codes/,
  ],
  "a shifted mean": [{ code: (c) => c.map((u) => u + 0.2) }, /not distributed/, /^the mean of /],
  "a large variance": [
    { code: (c) => c.map((u) => u * 1.2) },
    /not distributed/,
    /^the variance of /,
  ],
  "one side cut off": [
    { code: (c) => c.map((u) => Math.max(u, -2.2)) },
    /not distributed/,
    /^the smallest and the largest /,
  ],
  "one unit that copies another": [
    { code: ([first, ...rest]) => [first, ...rest.slice(1), first] },
    /depend on each other/,
    /^the correlation of units 1 and 4 /,
  ],
  "noise of its own": [
    { seed: ({ seed }, call) => seed + call },
    /same seed give different/,
    /same seed/,
  ],
  "a fixed seed": [{ seed: () => 1 }, /different seeds give the same/, /different seeds/],
};
for (const [name, [changes, message, at]] of Object.entries(DEFECTS)) {
  it(`defectOf() shows two values that differ, of ${name}`, () => {
    const defect = defectWith(changes);
    assert(defect?.evidence, name);
    assert(message.test(defect.message), defect.message);
    assert(at.test(defect.evidence.at), JSON.stringify(defect.evidence));
    assertNotEquals(defect.evidence.wanted, defect.evidence.found);
  });
}
