import type { Finding } from "../../step.ts";
import { correlation, mayComeFrom, momentsOf, normalCdf } from "./distribution.ts";
import { areSame, momentsText, type Rows, type Seen, unitsOf } from "./seen.ts";

/** What is not as it should be, and two numbers that show it. */
export type Defect = Pick<Finding, "message" | "evidence">;

/** How far statistics of true draws are off at most: 5.5 standard errors. */
const ERRORS = 5.5;

/**
 * What shows that images are not decoded draws from N(0, I), the same from the same seed; `undefined` if nothing
 * does. Right draws are refused once in a million submissions or less.
 */
export function defectOf({ images, codes }: Seen): Defect | undefined {
  if (!codes) return { message: "sample gives images that reconstruct did not give." };
  const units = unitsOf(codes);
  if (!areStandardNormal(units)) {
    return {
      message: "The units of the codes are not distributed as the prior is.",
      evidence: {
        at: `${units.length} units`,
        wanted: "mean 0.000, standard deviation 1.000, and the shape of the prior",
        found: momentsText(units),
      },
    };
  }
  if (codes.some(hasEqualRows)) return { message: "Some of the codes are the same." };
  const related = codes.map(strongestCorrelation).find((found) => found !== undefined);
  if (related) return related;
  if (!areSame(images[0].flat(), images[1].flat())) {
    return { message: "Two calls with the same seed give different images." };
  }
  if (areSame(images[0].flat(), images[2].flat())) {
    return { message: "Two calls with different seeds give the same images." };
  }
}

/** Whether thousands of numbers look like draws from N(0, 1). */
export function areStandardNormal(units: readonly number[]): boolean {
  const { mean, std, low, high } = momentsOf(units);
  const error = 1 / Math.sqrt(units.length);
  // Of 8,192 draws about 40 lie beyond 2.6 on each side, and 20 beyond 3.02 on either.
  const hasTails = low < -2.6 && high > 2.6 && Math.max(-low, high) > 3.02;
  return Math.abs(mean) < ERRORS * error && Math.abs(std - 1) < ERRORS * error / Math.SQRT2 &&
    hasTails && mayComeFrom(units, normalCdf);
}

function hasEqualRows(codes: Rows): boolean {
  return new Set(codes.map((code) => code.map((unit) => unit.toFixed(3)).join())).size <
    codes.length;
}

/** Two units that go together, where there are enough codes to tell. */
function strongestCorrelation(codes: Rows): Defect | undefined {
  if (codes.length < 100) return;
  const columns = codes[0].map((_, unit) => codes.map((code) => code[unit]));
  for (const [i, column] of columns.entries()) {
    for (const [j, other] of columns.slice(0, i).entries()) {
      const found = correlation(column, other);
      if (Math.abs(found) * Math.sqrt(codes.length) < ERRORS) continue;
      return {
        message: "The units of a code depend on each other.",
        evidence: {
          at: `the correlation of units ${j + 1} and ${i + 1} over ${codes.length} codes`,
          wanted: "about 0",
          found: found.toFixed(3),
        },
      };
    }
  }
}
