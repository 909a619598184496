import { assert, assertEquals } from "@std/assert";
import type { Answer } from "../../lib/exercise/answer.ts";
import type { ActiveUnitsCase } from "../../lib/exercise/steps/collapse/active_units_case.ts";
import { ACTIVE_UNITS_MISTAKES } from "../../lib/exercise/steps/collapse/active_units_mistakes.ts";
import { columns } from "../../lib/exercise/steps/collapse/columns.ts";
import { isActive } from "../../lib/exercise/steps/collapse/is_active.ts";
import { collapseStep } from "../../lib/exercise/steps/collapse/step.ts";
import { drawStandIns, type StandIn } from "../../lib/exercise/steps/collapse/stand_in.ts";
import {
  decodedVariance,
  isUsed,
  othersError,
  ownError,
} from "../../lib/exercise/steps/collapse/stand_in_facts.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { proveStep, type Source } from "./prove_step.ts";

/** The model solution with another function in place of one of its own. */
const instead = (name: string, written: string): Source => [
  [`export function ${name}`, `function own_${name}`],
  ["/** The variance of mu above", `${written}\n\n/** The variance of mu above`],
];
const klPerUnit = (lines: string) =>
  instead("klPerUnit", `export function klPerUnit(mu: any, logVar: any): any {\n${lines}\n}`);
const activeUnits = (lines: string) =>
  instead("activeUnits", `export function activeUnits(mu: any): any {\n${lines}\n}`);
const isCodeUsed = (lines: string) =>
  instead(
    "isCodeUsed",
    `export function isCodeUsed(model: any, x: any, random: any): any {\n${lines}\n}`,
  );
/** The divergence as the forums write it, with the terms in another order than here. */
const kl = (terms: string, reduced = "t.mean(0)") =>
  klPerUnit(`const t = ${terms}.mul(-0.5);\nreturn ${reduced};`);
const TERMS = "tf.scalar(1).add(logVar).sub(mu.pow(2)).sub(logVar.exp())";
const ERROR = "const mse = (a: any, b: any) => a.sub(b).pow(2).mean().dataSync()[0];\n";

proveStep(collapseStep, {
  mistakes: {
    "kl-per-unit-summed-over-images": kl(TERMS, "t.sum(0)"),
    "kl-per-unit-summed-over-units": kl(TERMS, "t.sum(1)"),
    "kl-per-unit-averaged-over-units": kl(TERMS, "t.mean(-1)"),
    "kl-per-unit-total": kl(TERMS, "t.sum(1).mean()"),
    "kl-per-unit-mean-of-all": kl(TERMS, "tf.mean(t)"),
    "kl-per-unit-not-reduced": kl(TERMS, "t"),
    "kl-per-unit-max-over-images": kl(TERMS, "t.max(0)"),
    "kl-per-unit-divided-twice": kl(TERMS, "t.mean(0).div(t.shape[0])"),
    "kl-per-unit-averaged-first": klPerUnit(`
  mu = mu.mean(0);
  logVar = logVar.mean(0);
  return ${TERMS}.mul(-0.5);`),
    "kl-per-unit-missing-half": kl(TERMS, "t.mean(0).mul(2)"),
    "kl-per-unit-wrong-sign": kl(TERMS, "t.mean(0).neg()"),
    "kl-per-unit-log-sigma": klPerUnit(`
  const sigma = tf.exp(logVar);
  const t = tf.square(sigma).add(mu.square()).sub(1).div(2).sub(tf.log(sigma));
  return t.mean(0);`),
    "kl-per-unit-std-for-variance": kl(TERMS.replace("logVar.exp()", "logVar.mul(0.5).exp()")),
    "kl-per-unit-variance-squared": kl(TERMS.replace("logVar.exp()", "logVar.exp().square()")),
    "kl-per-unit-log-var-as-variance": kl(
      TERMS.replace("add(logVar)", "add(logVar.log())").replace("logVar.exp()", "logVar"),
    ),
    "kl-per-unit-mean-not-squared": kl(TERMS.replace("mu.pow(2)", "mu")),
    "kl-per-unit-without-mean": kl(TERMS.replace(".sub(mu.pow(2))", "")),
    "kl-per-unit-missing-one": kl(TERMS.replace("tf.scalar(1).add(logVar)", "logVar")),
    "kl-per-unit-prior-first": klPerUnit(`
  const variance = logVar.exp();
  const t = logVar.add(mu.square().add(1).div(variance)).sub(1).mul(0.5);
  return t.mean(0);`),
    "kl-per-unit-arguments-swapped": instead(
      "klPerUnit",
      "export const klPerUnit = (mu: any, logVar: any) => own_klPerUnit(logVar, mu);",
    ),
    "kl-per-unit-in-bits": kl(TERMS, "t.mean(0).div(Math.log(2))"),

    "active-units-list-for-count": activeUnits("return tf.moments(mu, 0).variance.greater(0.01);"),
    "active-units-std": activeUnits(`
  const std = tf.sqrt(tf.moments(mu, 0).variance);
  return std.greater(0.01).sum().dataSync()[0];`),
    "active-units-mean-square": activeUnits(
      "return mu.square().mean(0).dataSync().filter((v: number) => v > 0.01).length;",
    ),
    "active-units-one-square-missing": activeUnits(
      "return mu.square().mean(0).sub(mu.mean(0)).greater(0.01).sum();",
    ),
    "active-units-range": activeUnits(
      "return mu.max(0).sub(mu.min(0)).greater(0.01).sum();",
    ),
    "active-units-mean": activeUnits("return mu.abs().mean(0).greater(0.01).sum();"),
    "active-units-sum-of-squares": activeUnits(
      "return mu.sub(mu.mean(0)).square().sum(0).greater(0.01).sum();",
    ),
    "active-units-bound-of-a-tenth": activeUnits(
      "return tf.moments(mu, 0).variance.square().greater(0.01).sum();",
    ),
    "active-units-any-variation": activeUnits(
      "return tf.moments(mu, 0).variance.greater(0).sum();",
    ),
    "active-units-over-units": activeUnits(
      "return tf.moments(mu, 1).variance.greater(0.01).sum();",
    ),
    "active-units-inactive-counted": activeUnits(
      "return tf.moments(mu, 0).variance.less(0.01).sum();",
    ),
    "active-units-all-at-once": activeUnits("return tf.moments(mu).variance.greater(0.01).sum();"),
    "active-units-share": activeUnits(
      "return tf.moments(mu, 0).variance.greater(0.01).cast('float32').mean();",
    ),
    "active-units-entries-counted": activeUnits("return mu.abs().greater(0.01).sum();"),
    "active-units-all-counted": activeUnits("return tf.moments(mu, 0).variance.size;"),

    "code-used-by-encoder-alone": isCodeUsed("return activeUnits(model.encode(x)) > 0;"),
    "code-used-by-size-of-mu": isCodeUsed(
      "return model.encode(x).abs().mean().dataSync()[0] > 0.01;",
    ),
    "code-used-by-decoder-alone": isCodeUsed(`
  const [rows, d] = model.encode(x).shape;
  const z = tf.tensor2d(random.normal(rows * d), [rows, d]);
  return tf.moments(model.reconstruct(z), 0).variance.max().dataSync()[0] > 1e-6;`),
    "code-used-by-both-apart": isCodeUsed(`
  const mu = model.encode(x);
  const speaks = tf.moments(mu, 0).variance.max().dataSync()[0] > 0.01;
  const noise = model.reconstruct(tf.tensor2d(random.normal(mu.size), mu.shape));
  const silence = model.reconstruct(tf.zerosLike(mu));
  return speaks && noise.sub(silence).abs().max().dataSync()[0] > 1e-3;`),
    "code-used-by-zero-code": isCodeUsed(`${ERROR}
  const mu = model.encode(x);
  return mse(x, model.reconstruct(tf.zerosLike(mu))) > 1.01 * mse(x, model.reconstruct(mu));`),
    "code-used-by-units-in-another-order": isCodeUsed(`${ERROR}
  const mu = model.encode(x);
  return mse(x, model.reconstruct(tf.reverse(mu, 1))) > 1.01 * mse(x, model.reconstruct(mu));`),
    "code-used-by-small-error": isCodeUsed(`${ERROR}
  return mse(x, model.reconstruct(model.encode(x))) < 0.05;`),
    "code-used-by-mean-image": isCodeUsed(`${ERROR}
  return mse(x, model.reconstruct(model.encode(x))) < 0.99 * mse(x, x.mean(0));`),
    "code-used-by-variation": isCodeUsed(`
  const spread = (images: any) => tf.sum(tf.moments(images, 0).variance);
  return spread(model.reconstruct(model.encode(x))).div(spread(x)).dataSync()[0] > 0.01;`),
    "code-used-by-any-change": [["(1 + USED) * errorFrom", "errorFrom"]],
    // A tensor is true, whatever it holds.
    "code-used-always": [[
      "return errorFrom(others) > (1 + USED) * errorFrom(codes);",
      `
  const [other, own] = [others, codes].map((z) => tf.tensor([errorFrom(z as Tensor2D)]));
  return tf.greater(other, own.mul(1 + USED)) ? true : false;`,
    ]],
    "code-used-never": [["tf.gather(codes,", "codes; tf.gather(codes,"]], // the shuffled copy is not used
    "code-used-inverted": [["errorFrom(others) >", "errorFrom(others) <"]],
  },
  equivalents: {
    "by loops over plain numbers": `
import { tf } from "@vae/lab/exercise";
const table = (t: any): number[][] => t.arraySync();
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const column = (rows: number[][], j: number) => rows.map((row) => row[j]);
export function klPerUnit(mu: any, logVar: any) {
  const [m, l] = [table(mu), table(logVar)];
  return m[0].map((_, j) =>
    mean(m.map((row, i) => 0.5 * (row[j] ** 2 + Math.exp(l[i][j]) - l[i][j] - 1)))
  );
}
export function activeUnits(mu: any) {
  const m = table(mu);
  let n = 0;
  for (let j = 0; j < m[0].length; j++) {
    const unit = column(m, j), centre = mean(unit);
    if (unit.reduce((s, v) => s + (v - centre) ** 2, 0) / (unit.length - 1) > 0.01) n++;
  }
  return n;
}
/** The codes go round by one. */
export function isCodeUsed(model: any, x: any) {
  const z = table(model.encode(x));
  const rolled = [...z.slice(1), z[0]];
  const images = table(x);
  const error = (xHat: number[][]) =>
    mean(xHat.map((row, i) => row.reduce((s, v, p) => s + (v - images[i][p]) ** 2, 0)));
  const [own, others] = [z, rolled].map((codes) => error(table(model.reconstruct(tf.tensor2d(codes)))));
  return (others - own) / own > 0.01;
}`,
    "by the transposed matrix, the codes' mean, and an error per pixel": [
      ["return tf.mul(0.5, tf.mean(twice, 0))", "return tf.mean(tf.transpose(twice), 1).div(2)"],
      [
        "const { variance } = tf.moments(mu, 0);",
        "const variance = tf.sub(tf.mean(tf.square(mu), 0), tf.square(tf.mean(mu, 0)));",
      ],
      [
        'tf.gather(codes, tf.tensor1d(order, "int32"))',
        "tf.add(tf.zerosLike(codes), tf.mean(codes, 0)) as Tensor2D",
      ],
      ["tf.sum(tf.squaredDifference", "tf.mean(tf.squaredDifference"],
    ],
    "by reversed rows, a negated formula and a count of true": [
      ["tf.mul(0.5, tf.mean(twice, 0))", "tf.mul(-0.5, tf.sum(tf.neg(twice), 0).div(mu.shape[0]))"],
      [
        "tf.sum(tf.greater(variance, ACTIVE)).arraySync() as number",
        "[...variance.dataSync()].filter((v) => Math.sqrt(v) > 0.1).length",
      ],
      ['tf.gather(codes, tf.tensor1d(order, "int32"))', "tf.reverse(codes, 0)"],
    ],
    "by promises, one pixel after the other, and a sum of three divergences": `
import { tf } from "@vae/lab/exercise";
export const klPerUnit = (mu: any, logVar: any) => tf.tidy(() =>
  tf.div(tf.add(tf.square(mu), tf.sub(tf.expm1(logVar), logVar)), 2 * mu.shape[0]).sum(0));
export const activeUnits = async (mu: any) =>
  (await tf.moments(mu, [0], true).variance.greater(0.01).data()).filter(Boolean).length;
export async function isCodeUsed(model: any, x: any) {
  const z = model.encode(x);
  const turned = tf.concat([z.slice([7, 0]), z.slice([0, 0], [7, -1])]);
  const pixels = await Promise.all([z, turned].map((codes) =>
    model.reconstruct(codes).sub(x).square().sum(0).data()));
  const [own, other] = pixels.map((errors: any) => errors.reduce((a: number, b: number) => a + b));
  return other - own > own / 100;
}`,
    "by shuffled images, in an order of sorted normals": isCodeUsed(`
  const order = [...random.normal(x.shape[0])].map((key, i) => [key, i]).sort((a, b) => a[0] - b[0]);
  const shuffled = tf.gather(x, order.map(([, i]) => i), 0);
  const error = (from: any) => tf.losses.meanSquaredError(x, model.reconstruct(model.encode(from)));
  return error(shuffled).div(error(x)).log().greater(Math.log(1.01));`),
  },
  others: {
    "a divergence with three mistakes": kl(
      "logVar.add(3).sub(mu.pow(2)).sub(logVar.exp().square())",
      "t.sum(0)",
    ),
    "a divergence per unit as a column": kl(TERMS, "t.mean(0).expandDims(1)"),
    "a bound of a thousandth": [["ACTIVE = 0.01", "ACTIVE = 0.001"]],
    "a bound of a twentieth": [["ACTIVE = 0.01", "ACTIVE = 0.05"]],
    "a bound that strong units do not reach": [["ACTIVE = 0.01", "ACTIVE = 0.7"]],
    "a bound that no model reaches but the good ones": [["USED = 0.01", "USED = 2"]],
    "a word in place of true and false": isCodeUsed(
      'return own_isCodeUsed(model, x, random) ? "yes" : "no";',
    ),
    "the share of models that are used": isCodeUsed(
      "return Number(own_isCodeUsed(model, x, random)) / 2;",
    ),
    "a guess": isCodeUsed("return random.uniform(1)[0] < 0.5;"),
    "an error": isCodeUsed("return model.reconstruct(model.encode(x).mean(0)) > 0;"),
  },
});

Deno.test("step 8 asks about models that use their code beyond doubt, or not at all", () => {
  for (let seed = 0; seed < 20; seed++) {
    const models = drawStandIns(new TorchRandom(seed));
    assertEquals(models.filter(isUsed).length, 6);
    for (const model of models) {
      const ratio = othersError(model) / ownError(model);
      assert(isUsed(model) ? ratio > 1.2 : ratio < 1.001, `seed ${seed}: ${ratio}`);
      assert(model.x.flat().every((pixel) => pixel >= 0 && pixel <= 1));
    }
  }
});

Deno.test("step 8 asks about decoders that respond to their encoder's codes and do not use them", () => {
  for (let seed = 0; seed < 3; seed++) {
    const models = drawStandIns(new TorchRandom(seed));
    const harmed = models.filter((model) => decodedVariance(model) > 0.01 && !isUsed(model));
    assertEquals(harmed.length, 3);
    for (const model of harmed) assert(othersError(model) < 0.8 * ownError(model));
  }
});

Deno.test("step 8 names what a model's use of its code was decided by", () => {
  const [, , part] = collapseStep.parts;
  const models = drawStandIns(new TorchRandom(1));
  const said = (decision: (model: StandIn) => boolean) =>
    part.check(models, models.map((model) => ({ values: [Number(decision(model))], shape: [] })))
      ?.mistake;
  assertEquals(said(isUsed), undefined);
  for (const bound of [0.01, 0.05, 0.1]) {
    assertEquals(said((model) => ownError(model) / 16 < bound), "code-used-by-small-error");
  }
  for (const bound of [1e-6, 1e-4, 1e-3]) {
    assertEquals(said((model) => decodedVariance(model) / 16 > bound), "code-used-by-variation");
  }
  const change = (model: StandIn) => Math.abs(othersError(model) / ownError(model) - 1);
  assertEquals(said((model) => change(model) > 0.01), "code-used-by-variation");
  // The encoder's codes with N(0, I) added to them: the expected error, in which the noise stands for itself.
  const noise = ({ decoder }: StandIn) => decoder.flat().reduce((sum, w) => sum + w * w, 0);
  assertEquals(
    said((model) => noise(model) > 0.01 * ownError(model)),
    "code-used-by-decoder-alone",
  );
});

Deno.test("step 8 asks for different numbers of active units in every shape", () => {
  const [, part] = collapseStep.parts;
  const answer = (value: number): Answer => ({ values: [value], shape: [] });
  for (let seed = 0; seed < 20; seed++) {
    const cases = part.draw(new TorchRandom(seed)) as ActiveUnitsCase[];
    const right = cases.map(({ mu }) => columns(mu).filter(isActive).length);
    assertEquals(part.check(cases, right.map(answer)), undefined);
    const shapes = cases.map(({ mu }) => `${mu.length} ${mu[0].length}`);
    for (const shape of new Set(shapes)) {
      assert(new Set(right.filter((_, i) => shapes[i] === shape)).size > 1, shape);
    }
  }
});

Deno.test("step 8 tells the mistakes in active units apart, whatever is drawn", () => {
  const [, part] = collapseStep.parts;
  for (let seed = 0; seed < 20; seed++) {
    const cases = part.draw(new TorchRandom(seed)) as ActiveUnitsCase[];
    for (const { name, gives } of ACTIVE_UNITS_MISTAKES) {
      for (const way of [gives!].flat()) {
        const answers = cases.map((at, i) => {
          const values = way(at, i);
          return { values, shape: values.length === 1 ? [] : [values.length] };
        });
        assertEquals(part.check(cases, answers)?.mistake, name);
        assertEquals(part.explanations(cases, answers), [name]);
      }
    }
  }
});

Deno.test("step 8 has its nats from integrals: those of two images, worked by hand", () => {
  const [part] = collapseStep.parts;
  const cases = [{ mu: [[1, 0], [3, 0]], logVar: [[0, 0], [Math.log(4), 0]] }];
  // (1 / 2 + (9 + 4 - 1 - log 4) / 2) / 2
  const nats = (0.5 + (12 - Math.log(4)) / 2) / 2;
  assertEquals(part.check(cases, [{ values: [nats, 0], shape: [2] }]), undefined);
  const found = part.check(cases, [{ values: [2 * nats, 0], shape: [2] }]);
  assert(found?.message);
});

Deno.test("step 8 shows true and false as words, and says where something else was given", () => {
  const [, , part] = collapseStep.parts;
  const cases = drawStandIns(new TorchRandom(0));
  const right: Answer[] = cases.map((model) => ({ values: [Number(isUsed(model))], shape: [] }));
  assertEquals(part.check(cases, right), undefined);
  const inverted = cases.map((model) => ({ values: [Number(!isUsed(model))], shape: [] }));
  const { mistake, evidence } = part.check(cases, inverted)!;
  assertEquals(mistake, "code-used-inverted");
  assertEquals([evidence!.wanted, evidence!.found].toSorted(), ["false", "true"]);
  const others: readonly [Answer, said: string][] = [
    [{ other: "a text" }, "a text"],
    [{ values: [0.5], shape: [] }, "the number 0.5"],
    [{ values: [1, 1], shape: [2] }, "numbers in the shape [2]"],
  ];
  for (const [answer, said] of others) {
    const finding = part.check(cases, right.with(3, answer))!;
    assertEquals(finding.mistake, undefined);
    assert(finding.message.startsWith(`isCodeUsed must give true or false, and gave ${said} at `));
  }
});
