import { klUnivariateStep } from "../../lib/exercise/steps/kl_univariate/step.ts";
import { proveStep } from "./prove_step.ts";

/** A file as a student writes it, around one expression. */
function file(expression: string, more = ""): string {
  return `import type { Gaussian } from "@vae/lab/exercise";
${more}
export function klUnivariate(q: Gaussian, p: Gaussian): number {
  const { log, sqrt, PI } = Math;
  const [m1, s1, m2, s2] = [p.mean, p.std, q.mean, q.std]; // as the lab's sheet calls them
  return ${expression};
}
`;
}

proveStep(klUnivariateStep, {
  mistakes: {
    "swapped-distributions": file(
      "log(s2 / s1) + (s1 ** 2 + (m1 - m2) ** 2) / (2 * s2 ** 2) - 0.5",
    ),
    "variance-for-std": file("0.5 * log(s1 / s2) + (s2 + (m1 - m2) ** 2) / (2 * s1) - 0.5"),
    "log-ratio-upside-down": file(
      "log(s2 / s1) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2) - 0.5",
    ),
    "log-of-variances-not-halved": file(
      "log(s1 ** 2 / s2 ** 2) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2) - 0.5",
    ),
    "constant-forgotten": file("log(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2)"),
    "half-forgotten": file("log(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / s1 ** 2 - 0.5"),
    "distance-not-squared": file("log(s1 / s2) + (s2 ** 2 + m2 - m1) / (2 * s1 ** 2) - 0.5"),
    "spread-not-squared": file("log(s1 / s2) + (s2 + (m1 - m2) ** 2) / (2 * s1 ** 2) - 0.5"),
    "denominator-not-squared": file("log(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1) - 0.5"),
    "denominator-of-q": file("log(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s2 ** 2) - 0.5"),
    "means-forgotten": file("log(s1 / s2) + s2 ** 2 / (2 * s1 ** 2) - 0.5"),
    "entropy-forgotten": file(
      "0.5 * log(2 * PI * s1 * s1) + (s2 * s2 + (m1 - m2) ** 2) / (2 * s1 ** 2)",
    ),
    "wrong-sign": file("0.5 - log(s1 / s2) - (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2)"),
    "counted-twice": file("log((s1 / s2) ** 2) + (s2 ** 2 + (m1 - m2) ** 2) / s1 ** 2 - 1"),
    "log-base-2": file("Math.log2(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2) - 0.5"),
    "fraction-swapped": file("log(s1 / s2) + (s1 ** 2 + (m1 - m2) ** 2) / (2 * s2 ** 2) - 0.5"),
    "standard-normal-p": file("-0.5 * (1 + log(s2 ** 2) - m2 ** 2 - s2 ** 2)"),
    "one-in-place-of-half": file("log(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2) - 1"),
    "constant-added": file("log(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2) + 0.5"),
    "log-halved": file("0.5 * (log(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / s1 ** 2 - 1)"),
    "spread-forgotten": file("log(s1) - log(s2) + (m1 - m2) ** 2 / (2 * s1 * s1) - 0.5"),
    "fraction-multiplied": file("log(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / 2 * s1 ** 2 - 0.5"),
    "spread-not-divided": file("log(s1 / s2) + s2 ** 2 + (m1 - m2) ** 2 / (2 * s1 ** 2) - 0.5"),
    "difference-of-squares": file(
      "log(s1 / s2) + (s2 ** 2 + m2 ** 2 - m1 ** 2) / (2 * s1 ** 2) - 0.5",
    ),
    "normalising-constant-left": file(
      "log(s1 / s2) + log(sqrt(2 * PI)) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2) - 0.5",
    ),
    "xor-for-power": file("log(s1 / s2) + ((s2 ^ 2) + ((m2 - m1) ^ 2)) / (2 * (s1 ^ 2)) - 0.5"),
    "log-base-10": file("Math.log10(s1 / s2) + (s2 ** 2 + (m1 - m2) ** 2) / (2 * s1 ** 2) - 0.5"),
  },
  equivalents: {
    "the difference of the two expectations": file(
      "expected(m2, s2, m2, s2) - expected(m2, s2, m1, s1)",
      `const expected = (m: number, s: number, mean: number, std: number) =>
  -Math.log(2 * Math.PI * std ** 2) / 2 - (s * s + (m - mean) ** 2) / (2 * std * std);`,
    ),
    "by variances": file("(log(s1 ** 2 / s2 ** 2) + (s2 ** 2 + (m1 - m2) ** 2) / s1 ** 2 - 1) / 2"),
    "in standard units": file(
      "(((m2 - m1) / s1) ** 2 + (s2 / s1) ** 2 - 1 - 2 * (log(s2) - log(s1))) / 2",
    ),
    "by quadrature": file(
      "integrate((x) => density(x, m2, s2) * (logDensity(x, m2, s2) - logDensity(x, m1, s1)), m2, s2)",
      `const logDensity = (x: number, m: number, s: number) =>
  -Math.log(s) - Math.log(2 * Math.PI) / 2 - ((x - m) / s) ** 2 / 2;
const density = (x: number, m: number, s: number) => Math.exp(logDensity(x, m, s));
function integrate(f: (x: number) => number, m: number, s: number): number {
  let sum = 0;
  for (let i = -300; i <= 300; i++) sum += f(m + s * i / 30) * s / 30;
  return sum;
}`,
    ),
    "as an arrow function, asynchronously": `
export const klUnivariate = async ({ mean: a, std: s }: any, { mean: b, std: t }: any) =>
  await Promise.resolve(Math.log(t) - Math.log(s) + (s ** 2 + (b - a) ** 2) / t ** 2 / 2 - 1 / 2);`,
  },
  others: {
    "a constant": file("0.7"),
    "the absolute difference of the means": file("Math.abs(m1 - m2)"),
    "a text": file("String(log(s1 / s2)) as unknown as number"),
    "no number": file("NaN"),
    "nothing": "export function klUnivariate() {}",
  },
});
