/** Step 10: which files pass, and which mistake each of the others is told. */
import { interpolateStep } from "../../lib/exercise/steps/interpolate/step.ts";
import { proveStep } from "./prove_step.ts";

/** A student's file, around the lines of its function. */
function file(lines: string): string {
  return `
import { type Autoencoder, type Tensor2D, tf } from "@vae/lab/exercise";

export function interpolate(
  { encode, reconstruct }: Autoencoder,
  a: Tensor2D,
  b: Tensor2D,
  steps: number,
): Tensor2D {
  ${lines}
}`;
}

/** A loop over the positions on the line, whose rows are put together. */
function loop(
  row: string,
  { from = "0", to = "steps", t = "i / (steps - 1)", before = "" } = {},
): string {
  return file(`
  const za = encode(a), zb = encode(b);
  ${before}
  const rows: Tensor2D[] = [];
  for (let i = ${from}; i < ${to}; i++) {
    const t = ${t};
    rows.push(${row});
  }
  return tf.concat(rows, 0);`);
}

const MIXED_CODES = "reconstruct(za.mul(1 - t).add(zb.mul(t)))";
const POSITIONS = "tf.linspace(0, 1, steps)";
const LINE = "tf.add(from, tf.mul(t, tf.sub(to, from))) as Tensor2D";
const RETURN = "return model.reconstruct(z);";

proveStep(interpolateStep, {
  mistakes: {
    "pixel-interpolation": loop("a.mul(1 - t).add(b.mul(t))"),
    "pixels-mixed-then-encoded": loop("reconstruct(encode(a.mul(1 - t).add(b.mul(t))))"),
    "mixed-reconstructions": loop("xa.mul(1 - t).add(xb.mul(t))", {
      before: "const xa = reconstruct(za), xb = reconstruct(zb);",
    }),
    "last-end-left-out": loop(MIXED_CODES, { t: "i / steps" }),
    "first-end-left-out": loop(MIXED_CODES, { from: "1", to: "steps + 1", t: "i / steps" }),
    "both-ends-left-out": loop(MIXED_CODES, { t: "(i + 1) / (steps + 1)" }),
    "reversed-line": [["tf.sub(to, from)", "tf.sub(from, to)"], ["tf.add(from, ", "tf.add(to, "]],
    "one-image-too-many": loop(MIXED_CODES, { to: "steps + 1", t: "i / steps" }),
    "images-stacked": loop(MIXED_CODES).replace("tf.concat(rows, 0)", "tf.stack(rows) as any"),
    "steps-ignored": [[POSITIONS, "tf.linspace(0, 1, 10)"], [
      "reshape([steps, 1])",
      "reshape([10, 1])",
    ]],
    "midpoint-only": file("return reconstruct(tf.div(tf.add(encode(a), encode(b)), 2));"),
    "codes-for-images": [[RETURN, "return z;"]],
    "same-image-throughout": loop("reconstruct(za)"),
    "original-ends": loop(`i === 0 ? a : i === steps - 1 ? b : ${MIXED_CODES}`),
    "beyond-the-ends": [[POSITIONS, "tf.linspace(-1, 1, steps)"]],
    "uneven-spacing": [[POSITIONS, "tf.square(tf.linspace(0, 1, steps))"]],
    "start-forgotten": loop("reconstruct(zb.sub(za).mul(t))"),
    "end-added-to-start": loop("reconstruct(za.add(zb.mul(t)))"),
    "spherical-interpolation": file(`
  const low = encode(a).dataSync(), high = encode(b).dataSync();
  const norm = (z: ArrayLike<number>) => Math.sqrt(Array.from(z).reduce((s, v) => s + v * v, 0));
  const dot = Array.from(low).reduce((s, v, i) => s + v * high[i], 0) / norm(low) / norm(high);
  const omega = Math.acos(Math.max(-1, Math.min(1, dot))), so = Math.sin(omega);
  const codes = Array.from({ length: steps }, (_, i) => {
    const val = i / (steps - 1);
    return Array.from(low, (v, j) =>
      Math.sin((1 - val) * omega) / so * v + Math.sin(val * omega) / so * high[j]);
  });
  return reconstruct(tf.tensor2d(codes));`),
    "noise-in-codes": [[LINE, `tf.add(${LINE}, tf.randomNormal([steps, 3], 0, 0.1)) as Tensor2D`]],
  },
  equivalents: {
    "image by image": loop(MIXED_CODES),
    "from the second end, and turned round": loop("reconstruct(zb.add(za.sub(zb).mul(t)))", {
      before: "",
    }).replace("tf.concat(rows, 0)", "tf.concat(rows.reverse(), 0)"),
    "both images encoded at once, and a product of matrices": file(`
  const z = encode(tf.concat([a, b], 0));
  const t = Array.from({ length: steps }, (_, i) => i / (steps - 1));
  return reconstruct(tf.matMul(tf.tensor2d(t.map((v) => [1 - v, v])), z));`),
    "in float64, given as a list": `
import { tf } from "@vae/lab/exercise";
export async function interpolate(model: any, a: any, b: any, steps: number) {
  const [za] = await model.encode(a).array();
  const [zb] = await model.encode(b).array();
  const codes = [za];
  const step = za.map((v: number, j: number) => (zb[j] - v) / (steps - 1));
  while (codes.length < steps) {
    codes.push(codes[codes.length - 1].map((v: number, j: number) => v + step[j]));
  }
  return await model.reconstruct(tf.tensor2d(codes)).array();
}`,
    "ends decoded apart from the rest": loop(
      `i === 0 ? reconstruct(za) : i === steps - 1 ? reconstruct(zb) : ${MIXED_CODES}`,
    ),
  },
  others: {
    "a line between other codes": loop(MIXED_CODES, { before: "" }).replace(
      "za = encode(a)",
      "za = encode(a).mul(0.9)",
    ),
    "both codes added up": loop("reconstruct(za.add(zb).mul(t))"),
    "images in columns": [[RETURN, "return tf.transpose(model.reconstruct(z));"]],
    "noise on the images": [
      [
        RETURN,
        "const x = model.reconstruct(z); return tf.add(x, tf.randomNormal(x.shape, 0, 0.1));",
      ],
    ],
    "rounded images": [[RETURN, "return tf.round(model.reconstruct(z));"]],
    "rows in random order": [[
      POSITIONS,
      "tf.tensor1d([1, ...Array.from({ length: steps - 1 }, (_, i) => i / (steps - 1))])",
    ]],
    "codes that stand in columns": [[RETURN, "return model.reconstruct(tf.transpose(z));"]],
    "nothing": file("reconstruct(encode(a)); return undefined as any;"),
    "two images less than asked for": loop(MIXED_CODES, { from: "1", to: "steps - 1" }).replace(
      "tf.concat(rows, 0)",
      "rows.length ? tf.concat(rows, 0) : tf.zeros([0, a.shape[1]])",
    ),
  },
});
