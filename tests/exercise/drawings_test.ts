/** Pictures of a student's functions: what is right, what is wrong, and what gives no numbers. */
import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { tf } from "../../lib/deps/tfjs.ts";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { decode, encode } from "../../lib/exercise/drawings/plain_model.ts";
import type {
  CurvesDrawing,
  Drawing,
  HistogramDrawing,
  ImagesDrawing,
} from "../../lib/exercise/drawings/drawing.ts";
import { drawStep } from "../../lib/exercise/drawings/draw_step.ts";
import { firstDigits } from "../../lib/exercise/drawings/first_digits.ts";
import { shippedModel } from "../../lib/exercise/drawings/shipped_model.ts";
import type { Limits } from "../../lib/exercise/limits.ts";
import type { Rows } from "../../lib/exercise/rows_of.ts";
import { fileOf, type Step } from "../../lib/exercise/step.ts";
import { collapseStep } from "../../lib/exercise/steps/collapse/step.ts";
import { encoderDecoderStep } from "../../lib/exercise/steps/encoder_decoder/step.ts";
import { interpolateStep } from "../../lib/exercise/steps/interpolate/step.ts";
import { klDiagonalStep } from "../../lib/exercise/steps/kl_diagonal/step.ts";
import { klUnivariateStep } from "../../lib/exercise/steps/kl_univariate/step.ts";
import { klWeightStep } from "../../lib/exercise/steps/kl_weight/step.ts";
import { lossStep } from "../../lib/exercise/steps/loss/step.ts";
import { reparameterizeStep } from "../../lib/exercise/steps/reparameterize/step.ts";
import { sampleStep } from "../../lib/exercise/steps/sample/step.ts";
import { trainStepStep } from "../../lib/exercise/steps/train_step/step.ts";
import { openSubmission } from "../../lib/exercise/submission.ts";
import { expectation } from "../../lib/math/expectation.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { decoder } from "../../lib/model/decoder.ts";
import { encoder } from "../../lib/model/encoder.ts";
import { itNeeds, type Right } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const RIGHTS: readonly Right[] = ["read", "write", "run", "env"];

/** What is said of each step's model solution. */
const STEPS: readonly (readonly [step: Step, said: RegExp])[] = [
  [klUnivariateStep, /gives the right values here/],
  [klDiagonalStep, /gives the right values here/],
  [
    reparameterizeStep,
    /^Your \d+ draws have mean -?0(\.0\d*)? and standard deviation (0\.9[6-9]|1(\.0[0-4]\d*)?);/,
  ],
  [encoderDecoderStep, /reconstructions are the right ones/],
  [lossStep, /gives the right values here/],
  [trainStepStep, /gives the right values here|^Your \d+ draws have mean -?0(\.0\d*)? and/],
  [klWeightStep, /gives the right values here/],
  [collapseStep, /gives the right values here/],
  [
    sampleStep,
    /^Your \d+ draws have mean -?0(\.0\d*)? and standard deviation (0\.9[6-9]|1(\.0[0-4]\d*)?);|no right picture/,
  ],
  [interpolateStep, /images are the right ones/],
];

/** The pictures of a file. */
async function drawn(
  step: Step,
  text: string,
  limits?: Limits,
): Promise<readonly Drawing[]> {
  let drawings: readonly Drawing[] = [];
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/${fileOf(step)}`, text);
    await using submission = await openSubmission(folder);
    drawings = await drawStep(submission, step, { limits });
  });
  // Null and text travel as JSON, and NaN would not.
  assertEquals(JSON.parse(JSON.stringify(drawings)), drawings);
  return drawings;
}

/** The model solution with a change. */
function changed(step: Step, find: string, replacement: string): string {
  assert(step.solution.includes(find), `the solution of step ${step.number} has no ${find}`);
  return step.solution.replaceAll(find, () => replacement);
}

function valuesOf({ series }: CurvesDrawing, whose: "yours" | "right"): readonly (number | null)[] {
  return series.find((curve) => curve.whose === whose)!.values;
}

function bytesOf({ rows }: ImagesDrawing, whose: "yours" | "right" | "given"): Uint8Array {
  return Uint8Array.fromBase64(rows.find((row) => row.whose === whose)!.pixels);
}

for (const [step, said] of STEPS) {
  const name = `drawStep() of step ${step.number}, ${step.title},`;
  itNeeds(RIGHTS, `${name} draws the model solution as right`, async () => {
    const drawings = await drawn(step, step.solution);
    assert(drawings.length > 0);
    for (const { summary, notes } of drawings) {
      assertMatch(summary, said);
      // Of a few thousand right draws, one lies beyond four standard deviations.
      assertEquals(
        notes.filter((note) => !/^1 of \d+ draws lie outside the picture/.test(note)),
        [],
      );
    }
  });

  itNeeds(RIGHTS, `${name} says of the skeleton that it is not written yet`, async () => {
    const drawings = await drawn(step, step.skeleton);
    assert(drawings.length > 0);
    const texts = drawings.flatMap(({ caption, notes }) => [caption, ...notes]).join(" ");
    assertMatch(texts, /is not written yet/);
    for (const { kind, ...drawing } of drawings) {
      if (kind !== "curves") continue;
      assert(valuesOf({ kind, ...drawing } as CurvesDrawing, "yours").every((y) => y === null));
    }
  });
}

itNeeds(RIGHTS, "drawStep() draws the right divergence, as quadrature has it", async () => {
  const [byMean, byStd] = await drawn(klUnivariateStep, klUnivariateStep.solution);
  assert(byMean.kind === "curves" && byStd.kind === "curves");
  const p = { mean: 0.5, std: 0.8 };
  const kl = (mean: number, std: number) =>
    expectation({ mean, std }, (x) => logDensity({ mean, std }, x) - logDensity(p, x));
  for (const whose of ["right", "yours"] as const) {
    for (const [i, mean] of byMean.at.entries()) {
      assertAlmostEquals(valuesOf(byMean, whose)[i]!, kl(mean, 0.5), 1e-9);
    }
    for (const [i, std] of byStd.at.entries()) {
      assertAlmostEquals(valuesOf(byStd, whose)[i]!, kl(1, std), 1e-9);
    }
  }
  assertEquals(byMean.y.title, "KL(q ‖ p), nats");
});

itNeeds(RIGHTS, "drawStep() draws a wrong function as it is", async () => {
  const text = changed(klUnivariateStep, "- 1 / 2", "+ 1 / 2");
  for (const drawing of await drawn(klUnivariateStep, text)) {
    assert(drawing.kind === "curves");
    const right = valuesOf(drawing, "right");
    for (const [i, value] of valuesOf(drawing, "yours").entries()) {
      assertAlmostEquals(value!, right[i]! + 1, 1e-12);
    }
    assertMatch(
      drawing.summary,
      /is furthest off at .* = \S+: it gives \S+ there, and the right value/,
    );
  }
});

itNeeds(
  RIGHTS,
  "drawStep() says how far the moments of correct draws are from 0 and 1",
  async () => {
    const [{ summary }] = await drawn(reparameterizeStep, reparameterizeStep.solution);
    assertMatch(
      summary,
      /; 2000 correct draws have mean 0 and standard deviation 1, to about 0\.04\.$/,
    );
  },
);

itNeeds(RIGHTS, "drawStep() makes room for a function that is far off", async () => {
  const text = `export const klUnivariate = () => 1e6;`;
  for (const drawing of await drawn(klUnivariateStep, text)) {
    assert(drawing.kind === "curves");
    assert(drawing.y.domain[1] > 1e6);
    assertEquals(drawing.notes, []);
  }
});

itNeeds(RIGHTS, "drawStep() cuts off what flattens the right curve, and says so", async () => {
  const text = `export const klUnivariate = (q: any) => q.mean > 2.5 ? 1e9 : 1;`;
  const [drawing] = await drawn(klUnivariateStep, text);
  assert(drawing.kind === "curves");
  assert(drawing.y.domain[1] < 10);
  assertEquals(drawing.notes, [
    "At 4 of 41 places your values lie outside the picture: they range from 1 to 1000000000.",
  ]);
});

itNeeds(RIGHTS, "drawStep() leaves out errors, NaN and infinities, and says so", async () => {
  const text = `export function klUnivariate(q: any) {
  if (q.mean < -1) throw new Error("too far left");
  if (q.mean < 0) return NaN;
  if (q.mean < 0.5) return Infinity;
  if (q.mean > 2.9) return "three";
  return 1;
}`;
  const [drawing] = await drawn(klUnivariateStep, text);
  assert(drawing.kind === "curves");
  const yours = valuesOf(drawing, "yours");
  for (const [i, mean] of drawing.at.entries()) {
    assertEquals(yours[i], mean < 0.5 || mean > 2.9 ? null : 1, `${mean}`);
  }
  assertEquals(drawing.notes, [
    "klUnivariate stopped with an error at 8 of 41 places: too far left (line 2)",
    "klUnivariate gave a text at 1 of 41 places.",
    "At 12 of 41 places the value is NaN or infinite, and is not drawn.",
  ]);
});

itNeeds(RIGHTS, "drawStep() draws nothing of a file that gives no answers", async () => {
  for (
    const text of [
      `export function klUnivariate( {`,
      `while (true);`,
      `Deno.exit(0);`,
    ]
  ) {
    const limits = { seconds: 3, memory: 2 ** 30 };
    assertEquals(await drawn(klUnivariateStep, text, limits), [], text);
  }
  const [drawing] = await drawn(klUnivariateStep, `export const other = 1;`);
  assertMatch(drawing.notes[0], /no function klUnivariate/);
});

itNeeds(RIGHTS, "drawStep() counts the noise of the codes in intervals", async () => {
  const text = changed(
    reparameterizeStep,
    "random.normal(rows * units)",
    "random.uniform(rows * units)",
  );
  const [drawing] = await drawn(reparameterizeStep, text) as HistogramDrawing[];
  const { x: { domain: [from, to] }, densities, right } = drawing;
  const width = (to - from) / densities.length;
  for (const [i, density] of densities.entries()) {
    const middle = from + (i + 0.5) * width;
    assertAlmostEquals(density, middle > 0 && middle < 1 ? 1 : 0, 0.15, `${middle}`);
    assertAlmostEquals(right[2 * i + 1], Math.exp(logDensity({ mean: 0, std: 1 }, middle)), 1e-12);
  }
  assertAlmostEquals(densities.reduce((sum, density) => sum + density * width, 0), 1, 1e-9);
  // Infinite codes are counted, and not drawn.
  const infinite = changed(reparameterizeStep, "return tf.add(mu, ", "return tf.add(Infinity, ");
  const [{ summary, notes }] = await drawn(reparameterizeStep, infinite);
  assertEquals(summary, "There are no draws of yours to count.");
  assertEquals(notes, ["2000 of 2000 draws are NaN or infinite, and are not drawn."]);
});

itNeeds(RIGHTS, "drawStep() reconstructs digits as the student's networks do", async () => {
  await useBackend("cpu");
  const parameters = await shippedModel();
  const digits = await firstDigits(12);
  const plain = encode(parameters, digits);
  const right = decode(parameters, plain.mu);
  const tensors = Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, values }]) => [
      name,
      tf.tensor(values, [...shape]),
    ]),
  );
  const x = tf.tensor2d(digits.map((digit) => [...digit]));
  const { mu, logVar } = encoder(tensors, x);
  const close = (found: Rows, wanted: ArrayLike<number>) => {
    assertEquals(found.flat().length, wanted.length);
    found.flat().forEach((value, i) => assertAlmostEquals(value, wanted[i], 1e-4));
  };
  close(plain.mu, mu.dataSync());
  close(plain.logVar, logVar.dataSync());
  close(right, decoder(tensors, mu).dataSync());

  const [drawing] = await drawn(encoderDecoderStep, encoderDecoderStep.solution) as ImagesDrawing[];
  const bytes = (images: readonly Iterable<number>[]) =>
    Uint8Array.from(images.flatMap((image) => [...image]), (gray) => Math.round(255 * gray));
  assertEquals([drawing.height, drawing.width, drawing.rows.length], [28, 28, 3]);
  assertEquals(bytesOf(drawing, "given"), bytes(digits));
  const wanted = bytes(right);
  for (const whose of ["right", "yours"] as const) {
    bytesOf(drawing, whose).forEach((byte, i) => assert(Math.abs(byte - wanted[i]) <= 1));
  }
  // Another function is drawn as it is: white where it should be black.
  const negative = changed(
    encoderDecoderStep,
    'return tf.sigmoid(linear(parameters, "decoder.net.6", hidden));',
    'return tf.sub(1, tf.sigmoid(linear(parameters, "decoder.net.6", hidden)));',
  );
  const [other] = await drawn(encoderDecoderStep, negative) as ImagesDrawing[];
  bytesOf(other, "yours").forEach((byte, i) => assert(Math.abs(byte - (255 - wanted[i])) <= 1));
  assertMatch(
    other.summary,
    /have a squared error of \S+ per image, and the right ones have \S+\./,
  );
});

itNeeds(RIGHTS, "drawStep() draws a cross-fade as one", async () => {
  const text = changed(
    interpolateStep,
    "model.reconstruct(z)",
    "tf.add(a, tf.mul(t, tf.sub(b, a))) as Tensor2D",
  );
  const [drawing] = await drawn(interpolateStep, text) as ImagesDrawing[];
  const [from, to] = await firstDigits(2);
  const yours = bytesOf(drawing, "yours");
  for (let step = 0; step < 12; step++) {
    const t = step / 11;
    for (let i = 0; i < 784; i++) {
      const gray = (1 - t) * from[i] + t * to[i];
      assert(Math.abs(yours[784 * step + i] - 255 * gray) <= 1);
    }
  }
  assertEquals(drawing.summary, "Your images are not the right ones.");
  assertEquals(drawing.notes, []);
  // The right row goes from one reconstruction to the other.
  const parameters = await shippedModel();
  const right = bytesOf(drawing, "right");
  for (const [digit, begin] of [[from, 0], [to, 11 * 784]] as const) {
    decode(parameters, encode(parameters, [digit]).mu)[0].forEach((gray, i) =>
      assert(Math.abs(right[begin + i] - 255 * gray) <= 1)
    );
  }
});

itNeeds(RIGHTS, "drawStep() says of images that show no code that they are none", async () => {
  const text = `import { tf } from "@vae/lab/exercise";
export const sample = (_: unknown, d: number, n: number) => tf.fill([n, d + 5], 0.25);
export const interpolate = (_: unknown, a: any) => tf.fill([12, a.shape[1]], 0.25);`;
  const [histogram, ...more] = await drawn(sampleStep, text);
  assertEquals(more, []);
  assertMatch(histogram.notes[0], /^250 of 250 images are not images of the decoder/);
  const [images] = await drawn(interpolateStep, text) as ImagesDrawing[];
  assertMatch(images.notes[0], /^12 of your images are neither decoded from a code nor a mixture/);
  assert(bytesOf(images, "yours").every((byte) => byte === 0));
});
