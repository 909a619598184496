import { holm } from "../../math/holm.ts";
import { pairedDifference } from "../../math/paired_difference.ts";
import { summary } from "../../math/summary.ts";

/** A method's results by some criterion. */
export interface MethodValues {
  /** What tables and figures call it. */
  readonly title: string;
  /** A number for each seed, in the same order of seeds for every method: the higher the better. */
  readonly values: readonly number[];
}

/** How one method differs from another. */
export interface MethodDifference {
  /** What tables and figures call the other one. */
  readonly title: string;
  /** Whether the other one has a finite value for every seed; else nothing is said of it. */
  readonly finite: boolean;
  /** By how much the first is better than the other, in the mean over the seeds. */
  readonly difference: number;
  /** Half of the 95 % interval of the difference of this pair alone. */
  readonly halfWidth: number;
  /** Of the paired t test, corrected for the number of pairs. */
  readonly p: number;
}

/** How the best method differs from the others. */
export interface MethodComparison {
  /** Absent where no method has a finite value for every seed. */
  readonly best?: string;
  /** How it differs from every other one. */
  readonly others: readonly MethodDifference[];
  /**
   * How the baseline differs from every other method; empty, if it takes no part, or has no finite value for
   * some seed.
   */
  readonly ofBaseline: readonly MethodDifference[];
}

/** Below this corrected p-value two methods are told apart. */
export const SIGNIFICANT = 0.05;

/**
 * How the best of some methods differs from every other one, and how the baseline does. The seeds are the same
 * for all methods, so the differences are paired; every pair of methods is tested, since the best one was chosen
 * by the same numbers, and the p-values are corrected for it (Holm 1979).
 */
export function compareMethods(
  methods: readonly MethodValues[],
  baseline?: string,
): MethodComparison {
  const all = methods.map((method) => ({ ...method, mean: summary(method.values).mean }));
  const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => ({ a, b })));
  const differences = pairs.map(({ a, b }) => pairedDifference(a.values, b.values));
  const corrected = holm(differences.map(({ p }) => p));
  const of = (one: MethodValues): MethodDifference[] =>
    pairs.flatMap(({ a, b }, i) => {
      if (a !== one && b !== one) return [];
      const { mean, halfWidth } = differences[i];
      const { title, values } = a === one ? b : a;
      const finite = values.every(Number.isFinite);
      return [{ title, finite, difference: a === one ? mean : -mean, halfWidth, p: corrected[i] }];
    });
  // Titles decide between equal means, so that the order of the methods does not.
  const finite = all.filter(({ values }) => values.every(Number.isFinite));
  const [best] = finite.toSorted((a, b) => b.mean - a.mean || (a.title < b.title ? -1 : 1));
  const base = finite.find(({ title }) => title === baseline);
  return { best: best?.title, others: best ? of(best) : [], ofBaseline: base ? of(base) : [] };
}

/** The best method and those not told apart from it, by title; none, where these are all. */
export function recommended({ best, others }: MethodComparison): string[] {
  const finite = others.filter(({ finite }) => finite);
  if (!best || finite.every(({ p }) => p >= SIGNIFICANT)) return [];
  return [best, ...finite.filter(({ p }) => p >= SIGNIFICANT).map(({ title }) => title)].sort();
}
