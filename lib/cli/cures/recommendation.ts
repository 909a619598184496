import { holm } from "../../math/holm.ts";
import { pairedDifference } from "../../math/paired_difference.ts";
import { summary } from "../../math/summary.ts";
import { table } from "../table.ts";

/** A method's results, a value for each seed, in the same order of seeds for every method. */
export interface Contestant {
  /** What tables and figures call it. */
  readonly title: string;
  /** Loss at beta 1 on the test images: lower is better. */
  readonly losses: readonly number[];
  /** The bound of log p(x) at the model's own error: higher is better. */
  readonly bounds: readonly number[];
}

/** Below this corrected p-value two methods are told apart. */
const SIGNIFICANT = 0.05;

/**
 * What these seeds can carry: by each criterion the best method, how it differs from every other one, and a
 * recommendation. Methods that are not told apart from the best are recommended beside it; where that is
 * all of them, nothing is.
 *
 * The seeds are the same for all methods, so the differences are paired; every pair of methods is
 * compared, since the best one was chosen by the same numbers, and the p-values are corrected for it.
 */
export function recommendation(contestants: readonly Contestant[]): string[] {
  if (contestants.length < 2) return ["There are not two methods to compare."];
  const seeds = contestants[0].losses.length;
  if (seeds < 2) {
    return [
      "With one seed a method has no spread: nothing can be recommended. Give --seeds two or more.",
    ];
  }
  const loss = compare(contestants, ({ losses }) => losses.map((value) => -value));
  const bound = compare(contestants, ({ bounds }) => bounds);
  const pairs = contestants.length * (contestants.length - 1) / 2;
  return [
    ...lines("Loss at beta 1", loss, 2),
    "",
    ...lines("Likelihood at its own error", bound, 1),
    "",
    `p: paired t tests over the same ${seeds} seeds, corrected by Holm's method for ${
      pairs === 1 ? "1 pair" : `${pairs} pairs`
    } of methods; below 0.05`,
    "two methods are told apart. Differences: means over the seeds ± half of the 95 % interval of that pair alone.",
    `Recommended by these numbers: ${advice(loss, bound)}`,
  ];
}

/** How the best method by one criterion differs from the others. */
interface Comparison {
  /** Absent where no method has a finite value for every seed. */
  readonly best?: string;
  readonly others: readonly {
    readonly title: string;
    /** Whether it has a finite value for every seed; else nothing is said of it. */
    readonly finite: boolean;
    /** By how much the best is better. */
    readonly difference: number;
    readonly halfWidth: number;
    readonly p: number;
  }[];
}

/** @param values of a method, a number for each seed: the higher the better */
function compare(
  contestants: readonly Contestant[],
  values: (contestant: Contestant) => readonly number[],
): Comparison {
  const all = contestants.map((contestant) => ({
    title: contestant.title,
    values: values(contestant),
    mean: summary(values(contestant)).mean,
  }));
  const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => ({ a, b })));
  const differences = pairs.map(({ a, b }) => pairedDifference(a.values, b.values));
  const corrected = holm(differences.map(({ p }) => p));
  // Titles decide between equal means, so that the order of the methods does not.
  const [best] = all.filter(({ values }) => values.every(Number.isFinite))
    .sort((a, b) => b.mean - a.mean || (a.title < b.title ? -1 : 1));
  if (!best) return { others: [] };
  const others = pairs.flatMap(({ a, b }, i) => {
    if (a !== best && b !== best) return [];
    const { mean, halfWidth } = differences[i];
    const { title, values } = a === best ? b : a;
    const finite = values.every(Number.isFinite);
    return [{ title, finite, difference: a === best ? mean : -mean, halfWidth, p: corrected[i] }];
  });
  return { best: best.title, others };
}

function lines(criterion: string, { best, others }: Comparison, digits: number): string[] {
  if (!best) return [`${criterion}: no method has a finite value for every seed.`];
  const rows = others.toSorted((a, b) => a.difference - b.difference)
    .map(({ title, finite, difference, halfWidth, p }) =>
      finite
        ? [
          `  than ${title} by`,
          `${number(difference, digits)} ± ${number(halfWidth, digits)}`,
          `p ${pText(p)}`,
          isApart(p) ? "" : "not told apart",
        ]
        : [`  ${title}`, "not finite for every seed, left out", "", ""]
    );
  return [`${criterion}: the best mean is that of ${best}. It is better`, ...table(rows)];
}

/** What is recommended, by both criteria. */
function advice(loss: Comparison, bound: Comparison): string {
  const [byLoss, byBound] = [recommended(loss), recommended(bound)];
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

/** The best method and those not told apart from it, by name; nothing, where these are all. */
function recommended({ best, others }: Comparison): string | undefined {
  const finite = others.filter(({ finite }) => finite);
  if (!best || finite.every(({ p }) => !isApart(p))) return undefined;
  const close = finite.filter(({ p }) => !isApart(p)).map(({ title }) => title);
  return [best, ...close].sort().join(" or ");
}

function isApart(p: number): boolean {
  return p < SIGNIFICANT;
}

function pText(p: number): string {
  // Two digits, so that 0.04996 does not read like 0.05.
  return p < 1e-4 ? "< 0.0001" : isApart(p) && p > 0.0495 ? "just below 0.05" : p.toPrecision(2);
}

/** With these decimals, or with more where nothing would be left of the number. */
function number(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return value !== 0 && Number(text) === 0 ? value.toPrecision(2) : text;
}
