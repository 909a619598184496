import { klUnivariateStep } from "../../lib/exercise/steps/kl_univariate/step.ts";
import { proveStep } from "./prove_step.ts";

proveStep(klUnivariateStep, {
  mistakes: {
    "swapped-distributions": `
export function klUnivariate(p: any, q: any) {
  const d = p.mean - q.mean;
  return Math.log(p.std) - Math.log(q.std) + (q.std * q.std + d * d) / 2 / p.std / p.std - 0.5;
}`,
    "variance-for-std": [
      ["Math.log(p.std / q.std)", "0.5 * Math.log(p.std / q.std)"],
      ["q.std ** 2", "q.std"],
      ["2 * p.std ** 2", "2 * p.std"],
    ],
  },
  equivalents: {
    "by logarithms of variances": `
const expected = (m: number, v: number, mean: number, std: number) =>
  -Math.log(2 * Math.PI * std * std) / 2 - (v + (m - mean) ** 2) / (2 * std * std);
export const klUnivariate = (q: any, p: any) =>
  expected(q.mean, q.std ** 2, q.mean, q.std) - expected(q.mean, q.std ** 2, p.mean, p.std);`,
  },
});
