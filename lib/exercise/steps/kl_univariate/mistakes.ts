import type { Mistake } from "../../values_part.ts";
import type { UnivariateCase } from "./step.ts";

/** What the closed form is put together from, so that a mistake is a change of one of these. */
interface Terms {
  readonly meanQ: number;
  readonly stdQ: number;
  readonly meanP: number;
  readonly stdP: number;
}

/** A closed form that is wrong in one place. */
type Formula = (terms: Terms) => number;

const { log, abs } = Math;

/** What students write in place of the closed form, and how each shows. */
export const MISTAKES: readonly Mistake<UnivariateCase>[] = [
  mistake(
    "swapped-distributions",
    ({ meanQ: mq, stdQ: q, meanP: mp, stdP: p }) =>
      log(q / p) + (p * p + (mq - mp) ** 2) / (2 * q * q) - 1 / 2,
    "This is the divergence with the two distributions swapped: KL(p || q) in place of KL(q || p).",
    "Which of the two is the expectation taken under?",
    "The variance in the denominator is that of the distribution whose logarithm is averaged, not of the one " +
      "that is averaged over.",
  ),
  mistake(
    "variance-for-std",
    ({ meanQ: mq, stdQ: q, meanP: mp, stdP: p }) =>
      log(p / q) / 2 + (q + (mq - mp) ** 2) / (2 * p) - 1 / 2,
    "The standard deviations are used as if they were variances.",
    "`std` is sigma. Where does your formula want sigma, and where sigma squared?",
    "A variance appears in the fraction; check each place where you wrote `std` without a square.",
  ),
];

function mistake(
  name: string,
  formula: Formula,
  message: string,
  hint: string,
  strongerHint: string,
): Mistake<UnivariateCase> {
  const gives = ({ q, p }: UnivariateCase) => [
    formula({ meanQ: q.mean, stdQ: q.std, meanP: p.mean, stdP: p.std }),
  ];
  return { name, gives, message, hint, strongerHint };
}
void abs;
