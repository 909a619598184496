import { correlation } from "../../correlation.ts";
import { normalDistanceFlaw } from "../../normal_distance_flaw.ts";
import type { Rows } from "../../rows_of.ts";
import type { Finding } from "../../step.ts";
import { differentCodesEvidence, otherSeedEvidence, sameSeedEvidence } from "./codes_evidence.ts";
import { areSameCodes, countDifferent } from "./equal_codes.ts";
import { undecodedEvidence } from "./images_evidence.ts";
import { priorFlaw } from "./prior_flaw.ts";
import { type Seen, unitsOf } from "./seen.ts";

/** What is not as it should be, and two numbers that show it. */
export type Defect = Pick<Finding, "message" | "evidence">;

/** How far the correlation of independent draws is off at most, in standard errors. */
const ERRORS = 5.5;

/**
 * What shows that images are not decoded draws from N(0, I), the same from the same seed; `undefined` if nothing
 * does. Right draws are refused in less than one submission of a million.
 */
export function defectOf(seen: Seen): Defect | undefined {
  const { codes } = seen;
  if (!codes) {
    const evidence = undecodedEvidence(seen);
    return { message: "sample gives images that reconstruct did not give.", evidence };
  }
  const equal = codes.find((codes) => countDifferent(codes) < codes.length);
  if (equal) {
    return { message: "Some of the codes are the same.", evidence: differentCodesEvidence(equal) };
  }
  const each = codes.map((codes) => codes.flat())
    .map((units) => normalDistanceFlaw(units, `the ${units.length} units of one call's codes`));
  const flaw = priorFlaw(unitsOf(codes)) ?? each.find((flaw) => flaw !== undefined);
  if (flaw) {
    return {
      message: "The units of the codes are not distributed like those of the prior.",
      evidence: flaw,
    };
  }
  const related = codes.map(correlatedUnits).find((found) => found !== undefined);
  if (related) return related;
  const [one, again, other] = codes;
  if (!areSameCodes(one, again)) {
    const evidence = sameSeedEvidence(one, again);
    return { message: "Two calls with the same seed give different images.", evidence };
  }
  if (areSameCodes(one, other)) {
    const evidence = otherSeedEvidence(one, other);
    return { message: "Two calls with different seeds give the same images.", evidence };
  }
}

/** Two units that are correlated, where there are enough codes to tell. */
function correlatedUnits(codes: Rows): Defect | undefined {
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
