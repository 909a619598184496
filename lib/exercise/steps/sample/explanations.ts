import type { Rows } from "../../rows_of.ts";
import type { Evidence } from "../../step.ts";
import type { Mistake } from "../../values_part.ts";
import { haveEqualUnits, isOneCode } from "./equal_codes.ts";
import type { SampleCase } from "./sample_case.ts";
import { type Seen, seenIn, unitsOf } from "./seen.ts";

/** How a mistake shows in the answers. */
export type Explains = NonNullable<Mistake<SampleCase>["explains"]>;

/** Explains answers that all have this wrong shape. */
export function inShape(shape: (at: SampleCase) => readonly number[]): Explains {
  return (cases, answers) => {
    const all = answers.length === cases.length && cases.every((at, i) => {
      const answer = answers[i];
      return "values" in answer && String(answer.shape) === String(shape(at));
    });
    const [first] = cases;
    return all && {
      at: `n = ${first.n}, latentSize = ${first.latentSize}`,
      wanted: `the shape [${first.n}, ${first.decoder.bias.length}]`,
      found: `the shape [${shape(first).join(", ")}]`,
    };
  };
}

/** Explains images of the right shape that show something. */
export function inImages(shown: (seen: Seen) => Evidence | undefined): Explains {
  return (cases, answers) => {
    const seen = seenIn(cases, answers);
    return seen !== undefined && (shown(seen) ?? false);
  };
}

/** Explains decoded images whose codes, call by call, show something. */
export function inCodes(shown: (codes: readonly Rows[]) => Evidence | undefined): Explains {
  return inImages(({ codes }) => codes && shown(codes));
}

/** Explains decoded images of which all units together show something; codes differ, and so do their units. */
export function inUnits(shown: (units: readonly number[]) => Evidence | undefined): Explains {
  return inCodes((codes) =>
    isOneCode(codes[0]) || haveEqualUnits(codes[0]) ? undefined : shown(unitsOf(codes))
  );
}
