import { klDiagonalStep } from "../../lib/exercise/steps/kl_diagonal/step.ts";
import { proveStep } from "./prove_step.ts";

/** A file as a student writes it: the sum over the units of one expression. */
function sumOf(term: string, result = "sum"): string {
  return `export function klDiagonal(mean: readonly number[], logVar: readonly number[]): number {
  let sum = 0;
  mean.forEach((m, i) => {
    const lv = logVar[i];
    sum += ${term};
  });
  return ${result};
}
`;
}

proveStep(klDiagonalStep, {
  mistakes: {
    "diagonal-log-std": sumOf("-0.5 * (1 + 2 * lv - m * m - Math.exp(lv) ** 2)"),
    "diagonal-std-for-variance": sumOf("-0.5 * (1 + lv - m * m - Math.sqrt(Math.exp(lv)))"),
    "diagonal-variance-squared": sumOf("-0.5 * (1 + lv - m * m - Math.exp(lv) ** 2)"),
    "diagonal-exp-forgotten": sumOf("-0.5 * (1 + lv - m * m - lv)"),
    "diagonal-log-of-log": sumOf("-0.5 * (1 + Math.log(lv) - m ** 2 - lv)"),
    "diagonal-half-forgotten": sumOf("-(1 + lv - m ** 2 - Math.exp(lv))"),
    "diagonal-wrong-sign": sumOf("0.5 * (1 + lv - m ** 2 - Math.exp(lv))"),
    "diagonal-mean-over-units": sumOf(
      "-0.5 * (1 + lv - m ** 2 - Math.exp(lv))",
      "sum / mean.length",
    ),
    "diagonal-first-unit-only": `
export function klDiagonal(mean: number[], logVar: number[]) {
  for (let i = 0; i < mean.length; i++) {
    return -0.5 * (1 + logVar[i] - mean[i] ** 2 - Math.exp(logVar[i]));
  }
}`,
    "diagonal-mean-not-squared": sumOf("-0.5 * (1 + lv - m - Math.exp(lv))"),
    "diagonal-mean-forgotten": sumOf("-0.5 * (1 + lv - Math.exp(lv))"),
    "diagonal-mean-sign": sumOf("-0.5 * (1 + lv + m ** 2 - Math.exp(lv))"),
    "diagonal-variance-sign": sumOf("-0.5 * (1 + lv - m ** 2 + Math.exp(lv))"),
    "diagonal-log-sign": sumOf("-0.5 * (1 - lv - m ** 2 - Math.exp(lv))"),
    "diagonal-one-forgotten": sumOf("0.5 * (m ** 2 + Math.exp(lv) - lv)"),
    "diagonal-log-forgotten": sumOf("0.5 * (m ** 2 + Math.exp(lv) - 1)"),
    "diagonal-swapped": sumOf("lv / 2 + (1 + m * m) / (2 * Math.exp(lv)) - 0.5"),
    "diagonal-log-doubled": sumOf("Math.log(1 / Math.exp(lv)) + (Math.exp(lv) + m * m) / 2 - 0.5"),
    "diagonal-log-halved": sumOf("-0.5 * (1 + 0.5 * lv - m * m - Math.exp(lv))"),
    "diagonal-variances-forgotten": sumOf("0.5 * m * m"),
    "diagonal-last-unit-only": `
export function klDiagonal(mean: number[], logVar: number[]) {
  let kl = 0;
  for (const [i, m] of mean.entries()) kl = (m * m + Math.exp(logVar[i]) - 1 - logVar[i]) / 2;
  return kl;
}`,
    "diagonal-unit-skipped": `
export function klDiagonal(mean: number[], logVar: number[]) {
  let kl = 0;
  for (let i = 1; i < mean.length; i++) kl += (mean[i] ** 2 + Math.exp(logVar[i]) - 1 - logVar[i]) / 2;
  return kl;
}`,
    "diagonal-constant-once": sumOf("(m * m + Math.exp(lv) - lv) / 2", "sum - 0.5"),
    "diagonal-arguments-swapped": sumOf("-0.5 * (1 + m - lv ** 2 - Math.exp(m))"),
  },
  equivalents: {
    "unit by unit, from step 1": `
const kl = (mean: number, std: number) => Math.log(1 / std) + (std * std + mean * mean) / 2 - 0.5;
export const klDiagonal = (mean: number[], logVar: number[]) =>
  mean.map((m, i) => kl(m, Math.exp(logVar[i] / 2))).reduce((a, b) => a + b);`,
    "with expm1": sumOf("(Math.expm1(lv) - lv + m * m) / 2"),
    "term by term": `
export function klDiagonal(mean: number[], logVar: number[]) {
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return -(mean.length + sum(logVar) - sum(mean.map((m) => m * m)) - sum(logVar.map(Math.exp))) / 2;
}`,
    "with tensors": `
import { tf } from "@vae/lab/exercise";
export function klDiagonal(mean: number[], logVar: number[]) {
  const [m, lv] = [tf.tensor1d(mean), tf.tensor1d(logVar)];
  return tf.sum(tf.mul(-0.5, tf.sub(tf.add(1, lv), tf.add(tf.square(m), tf.exp(lv)))));
}`,
  },
  others: {
    "a list of the units' divergences": `
export const klDiagonal = (mean: number[], logVar: number[]) =>
  mean.map((m, i) => (m * m + Math.exp(logVar[i]) - 1 - logVar[i]) / 2);`,
    "zero": "export const klDiagonal = () => 0;",
    "the length of the code": "export const klDiagonal = (mean: number[]) => mean.length;",
  },
});
