import type { Answer } from "../../answer.ts";
import type { Evidence } from "../../step.ts";
import type { Mistake } from "../../values_part.ts";
import { areSame, momentsText, type Rows, type Seen, seenIn, unitsOf } from "./seen.ts";
import type { SampleCase } from "./sample_case.ts";

/** What is said of a mistake. */
type Texts = [message: string, hint: string, strongerHint: string];

/** A mistake that shows in the shape of every answer, which is another one than it should be. */
export function ofShape(
  name: string,
  shape: (at: SampleCase) => readonly number[],
  ...[message, hint, strongerHint]: Texts
): Mistake<SampleCase> {
  const explains = (cases: readonly SampleCase[], answers: readonly Answer[]) => {
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
  return { name, explains, message, hint, strongerHint };
}

/** A mistake that images of the right shape show. */
export function seeing(
  name: string,
  shows: (seen: Seen) => Evidence | boolean,
  ...[message, hint, strongerHint]: Texts
): Mistake<SampleCase> {
  const explains = (cases: readonly SampleCase[], answers: readonly Answer[]) => {
    const seen = seenIn(cases, answers);
    return seen !== undefined && shows(seen);
  };
  return { name, explains, message, hint, strongerHint };
}

/** A mistake that the codes of all calls show. */
export function ofCodes(
  name: string,
  shows: (codes: readonly Rows[]) => boolean,
  ...texts: Texts
): Mistake<SampleCase> {
  return seeing(name, ({ codes }) => codes !== undefined && shows(codes), ...texts);
}

/** A mistake in the distribution of all units, where codes and units differ. */
export function ofUnits(
  name: string,
  shows: (units: readonly number[]) => boolean,
  ...texts: Texts
): Mistake<SampleCase> {
  return seeing(name, ({ codes }) => {
    if (!codes || isOneRow(codes[0]) || hasEqualUnits(codes[0])) return false;
    const units = unitsOf(codes);
    return shows(units) && {
      at: `${units.length} units of codes`,
      wanted: "mean 0.000, standard deviation 1.000",
      found: momentsText(units),
    };
  }, ...texts);
}

/** Whether every code is 0. */
export function areAllZero(codes: readonly Rows[]): boolean {
  return codes.flat(2).every((unit) => Math.abs(unit) < 1e-3);
}

/** Whether all codes of a call are the same. */
export function isOneRow(codes: Rows): boolean {
  return codes.every((code) => areSame(code, codes[0]));
}

/** Whether each code of a call has the same number in all units. */
export function hasEqualUnits(codes: Rows): boolean {
  return codes.every((code) => areSame(code, code.map(() => code[0])));
}

/** Whether two calls show the same codes. */
export function isSame(a: Rows, b: Rows): boolean {
  return areSame(a.flat(), b.flat());
}
