import type { Answer } from "../answer.ts";
import { numberText } from "../number_text.ts";

/**
 * What a picture of a curve does not show, a sentence each.
 *
 * @param name the student's function
 * @param answers one for each place; undefined where none came
 * @param values the drawn value of each; NaN where nothing is drawn
 * @param domain both ends of the picture's y axis
 */
export function notesOn(
  name: string,
  answers: readonly (Answer | undefined)[],
  values: readonly number[],
  [from, to]: readonly [number, number],
): string[] {
  const notes: string[] = [];
  const places = (count: number) =>
    count === answers.length ? "all places" : `${count} of ${answers.length} places`;
  const thrown = answers.filter((answer) => answer && "thrown" in answer);
  if (thrown.length > 0) {
    const [first] = thrown as { readonly thrown: string }[];
    notes.push(`${name} stopped with an error at ${places(thrown.length)}: ${first.thrown}`);
  }
  const others = answers.filter((answer) => !answer || "other" in answer);
  if (others.length > 0) {
    const [first] = others as ({ readonly other: string } | undefined)[];
    notes.push(`${name} gave ${first?.other ?? "no answer"} at ${places(others.length)}.`);
  }
  const unseen =
    answers.filter((answer, i) => answer && "values" in answer && !Number.isFinite(values[i]))
      .length;
  if (unseen > 0) {
    notes.push(`At ${places(unseen)} the value is NaN or infinite, and is not drawn.`);
  }
  const outside = values.filter((value) => Number.isFinite(value) && (value < from || value > to));
  if (outside.length > 0) {
    const finite = values.filter(Number.isFinite);
    notes.push(
      `At ${places(outside.length)} your values lie outside the picture: they range from ` +
        `${numberText(Math.min(...finite))} to ${numberText(Math.max(...finite))}.`,
    );
  }
  return notes;
}
