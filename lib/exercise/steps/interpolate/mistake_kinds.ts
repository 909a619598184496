import type { Answer } from "../../answer.ts";
import type { Evidence } from "../../step.ts";
import { areClose, type Mistake } from "../../values_part.ts";
import { placesOnLine } from "./line.ts";
import { between, decodeImage, encodeImage, TOLERANCE } from "./model_stand_in.ts";
import type { InterpolateCase } from "./interpolate_case.ts";

/** What is said of a mistake. */
type Texts = [message: string, hint: string, strongerHint: string];

/** A mistake that a predicate over all answers finds. */
export function mistake(
  name: string,
  explains: (cases: readonly InterpolateCase[], answers: readonly Answer[]) => Evidence | boolean,
  ...[message, hint, strongerHint]: Texts
): Mistake<InterpolateCase> {
  return { name, explains, message, hint, strongerHint };
}

/** A mistake in what an image at position t is made of; positions are the right ones. */
export function givingImages(
  name: string,
  image: (at: InterpolateCase, t: number) => readonly number[],
  ...[message, hint, strongerHint]: Texts
): Mistake<InterpolateCase> {
  const gives = (at: InterpolateCase) =>
    Array.from({ length: at.steps }, (_, i) => image(at, i / (at.steps - 1))).flat();
  return { name, gives, message, hint, strongerHint };
}

/**
 * A mistake in the positions of the codes, or in their number.
 *
 * @param place the position of image i
 * @param count how many images there are; as many as asked for, if nothing is said
 */
export function givingCodes(
  name: string,
  place: (i: number, steps: number) => number,
  ...[message, hint, strongerHint, count = (steps) => steps]: [
    ...Texts,
    count?: (steps: number) => number,
  ]
): Mistake<InterpolateCase> {
  const gives = ({ model, from, to, steps }: InterpolateCase) => {
    const a = encodeImage(model, from), b = encodeImage(model, to);
    return Array.from(
      { length: count(steps) },
      (_, i) => decodeImage(model, between(a, b, place(i, steps))),
    ).flat();
  };
  const [asked, given] = [7, count(7)]; // any number shows whether they differ
  if (asked === given) return { name, gives, message, hint, strongerHint };
  // Images that are too many or too few have no counterpart: their number is the evidence.
  const explains = (cases: readonly InterpolateCase[], answers: readonly Answer[]) => {
    const all = cases.every((at, i) => {
      const answer = answers[i];
      return "values" in answer && areClose(answer.values, gives(at), TOLERANCE);
    });
    const { steps } = cases[0];
    return all && {
      at: `steps = ${steps}`,
      wanted: `${steps} images`,
      found: count(steps) === 1 ? "1 image" : `${count(steps)} images`,
    };
  };
  return { name, explains, message, hint, strongerHint };
}

/** A mistake that shows in where the codes of each case lie on the line: 0 at one end, 1 at the other one. */
export function onLine(
  name: string,
  shows: (places: readonly (readonly number[])[]) => boolean,
  ...texts: Texts
): Mistake<InterpolateCase> {
  const explains = (cases: readonly InterpolateCase[], answers: readonly Answer[]) => {
    const places = cases.map((at, i) => placesOnLine(at, answers[i]));
    return places.every((found) => found !== undefined) &&
      places.every((found, i) => found.length === cases[i].steps) && shows(places);
  };
  return mistake(name, explains, ...texts);
}
