import {
  compareMethods,
  type MethodComparison,
  type MethodDifference,
  recommended,
  SIGNIFICANT,
} from "../../experiment/cures/compare_methods.ts";
import { METHODS } from "../../experiment/cures/methods.ts";
import { summary } from "../../math/summary.ts";
import { table } from "../table.ts";
import { timesOf } from "./times_of.ts";

/** A method's results, a value for each seed, in the same order of seeds for every method. */
export interface Contestant {
  /** What tables and figures call it. */
  readonly title: string;
  /** Loss at beta 1 on the test images: lower is better. */
  readonly losses: readonly number[];
  /** The bound of log p(x) at the model's own error: higher is better. */
  readonly bounds: readonly number[];
  /** Time of the training steps, where it is to be told beside the gains. */
  readonly seconds?: readonly number[];
}

/**
 * What these seeds can carry: by each criterion the best method, how it differs from every other one, what each
 * gains over the constant weight, and a recommendation. Methods that are not told apart from the best are
 * recommended beside it; where that is all of them, nothing is.
 *
 * @param baseline the title of what the others are to be better than
 */
export function recommendation(
  contestants: readonly Contestant[],
  baseline: string = METHODS.constant.title,
): string[] {
  if (contestants.length < 2) return ["There are not two methods to compare."];
  const seeds = contestants[0].losses.length;
  if (seeds < 2) {
    return [
      "With one seed a method has no spread: nothing can be recommended. Give --seeds two or more.",
    ];
  }
  const by = (values: (contestant: Contestant) => readonly number[]) =>
    compareMethods(
      contestants.map((each) => ({ title: each.title, values: values(each) })),
      baseline,
    );
  const timesText = (title: string) => timesLonger(contestants, title, baseline);
  const loss = by(({ losses }) => losses.map((value) => -value));
  const bound = by(({ bounds }) => bounds);
  const pairs = contestants.length * (contestants.length - 1) / 2;
  return [
    ...lines("Loss at beta 1", loss, 2, baseline, timesText),
    "",
    ...lines("Likelihood at its own error", bound, 1, baseline, timesText),
    "",
    `p: paired t tests over the same ${seeds} seeds, corrected by Holm's method for ${
      pairs === 1 ? "1 pair" : `${pairs} pairs`
    } of methods; below ${SIGNIFICANT}`,
    "two methods are told apart. Differences: means over the seeds ± half of the 95 % interval of that pair alone.",
    `Recommended by these numbers: ${advice(loss, bound)}`,
  ];
}

function lines(
  criterion: string,
  { best, others, ofBaseline }: MethodComparison,
  digits: number,
  baseline: string,
  timesText: (title: string) => string,
): string[] {
  if (!best) return [`${criterion}: no method has a finite value for every seed.`];
  const rows = (
    differences: readonly MethodDifference[],
    word: (title: string) => string,
    cost: (title: string) => string = () => "",
  ) =>
    table(
      differences.toSorted((a, b) => a.difference - b.difference)
        .map(({ title, finite, difference, halfWidth, p }) =>
          finite
            ? [
              `  ${word(title)}`,
              `${number(difference, digits)} ± ${number(halfWidth, digits)}`,
              `p ${pText(p)}`,
              p < SIGNIFICANT ? "" : "not told apart",
              cost(title),
            ]
            : [`  ${title}`, "not finite for every seed, left out", "", "", cost(title)]
        ),
    );
  // The best one's gain over it stands in the first block.
  const gains = ofBaseline.filter(({ title }) => title !== best)
    .map((each) => ({ ...each, difference: -each.difference }));
  return [
    `${criterion}: the best mean is that of ${best}. It is better`,
    ...rows(others, (title) => `than ${title} by`),
    ...best === baseline || gains.length === 0 ? [] : [
      `What each gains over ${baseline}, or loses, where it is negative:`,
      ...rows(gains, (title) => title, timesText),
    ],
  ];
}

/** `3.9 times as long`: the training, in the mean over the seeds; nothing, where it was not measured. */
function timesLonger(
  contestants: readonly Contestant[],
  title: string,
  baseline: string,
): string {
  const seconds = (wanted: string) => contestants.find(({ title }) => title === wanted)?.seconds;
  const [own, base] = [seconds(title), seconds(baseline)];
  return own && base ? `${summary(timesOf(own, base)).mean.toFixed(1)} times as long` : "";
}

/** What is recommended, by both criteria. */
function advice(loss: MethodComparison, bound: MethodComparison): string {
  const [byLoss, byBound] = [loss, bound].map((each) => recommended(each).join(" or "));
  if (byLoss && byLoss === byBound) return `${byLoss}, by both.`;
  const parts = [
    ...byLoss ? [`${byLoss} for the loss at beta 1`] : [],
    ...byBound ? [`${byBound} for the likelihood`] : [],
  ];
  if (parts.length === 0) {
    return "nothing; these seeds do not tell the best method from the others.";
  }
  return `${parts.join("; ")}.`;
}

function pText(p: number): string {
  // Two digits, so that 0.04996 does not read like 0.05.
  if (p < 1e-4) return "< 0.0001";
  return p < SIGNIFICANT && p > 0.0495 ? `just below ${SIGNIFICANT}` : p.toPrecision(2);
}

/** With these decimals, or with more where nothing would be left of the number. */
function number(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return value !== 0 && Number(text) === 0 ? value.toPrecision(2) : text;
}
