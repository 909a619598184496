import type { Answer } from "../answer.ts";
import type { CurvesDrawing, DrawnAxis } from "./drawing.ts";
import { notesOn } from "./notes_on.ts";
import { numberText } from "../number_text.ts";

/** How far a value may be off and count as right, as a part of the right curve's largest. */
const TOLERANCE = 1e-4;

/** How far the picture goes beyond the right curve, as a part of the curve's own height. */
const BEYOND = 0.6;
/** The part of the student's values that such a picture must show; if it does not, the picture holds all of them. */
const SEEN = 1 / 3;
/** The room above and below, as a part of the picture's height: points are larger than lines. */
const MARGIN = 0.04, POINT_MARGIN = 0.1;

/** A function of the student's, and the right one. */
export interface CurvesOptions extends Pick<CurvesDrawing, "title" | "caption" | "x" | "at"> {
  /** Whether there is nothing between two places; false if it is left out. */
  readonly isDiscrete?: boolean;
  /** The student's function. */
  readonly name: string;
  /** What the y axis is called, with its unit. */
  readonly yTitle: string;
  /** What the function should give at each place. */
  readonly right: readonly number[];
  /** What it gave there; the first value of each answer is drawn. */
  readonly answers: readonly (Answer | undefined)[];
}

/** Draws the first value of each answer, and the right one. */
export function curvesOf(
  { name, title, caption, x, at, isDiscrete = false, yTitle, right, answers }: CurvesOptions,
): CurvesDrawing {
  const found = at.map((_, i) => {
    const answer = answers[i];
    return answer && "values" in answer ? answer.values[0] ?? NaN : NaN;
  });
  const domain = domainOf(right, found.filter(Number.isFinite), isDiscrete ? POINT_MARGIN : MARGIN);
  return {
    kind: "curves",
    ...{ title, caption, x, at, isDiscrete },
    y: { title: yTitle, domain },
    summary: summaryOf(x, at, right, found),
    notes: notesOn(name, at.map((_, i) => answers[i]), found, domain),
    series: [
      { whose: "right", values: right },
      { whose: "yours", values: found.map((value) => Number.isFinite(value) ? value : null) },
    ],
  };
}

/**
 * The range of the y axis: that of the right curve, and somewhat more where the student's curve goes beyond it. A curve
 * that goes to infinity at one end would otherwise make the right one look flat. Where this range would show little of
 * the student's curve, it is extended to all of it.
 */
function domainOf(
  right: readonly number[],
  found: readonly number[],
  margin: number,
): readonly [from: number, to: number] {
  const [low, high] = [Math.min(...right), Math.max(...right)];
  const beyond = BEYOND * (high - low || 1);
  const [least, most] = [low - beyond, high + beyond];
  const seen = found.filter((value) => value >= least && value <= most).length;
  const isSeen = seen >= SEEN * found.length;
  const [from, to] = [Math.min(low, ...found), Math.max(high, ...found)];
  const [bottom, top] = isSeen ? [Math.max(from, least), Math.min(to, most)] : [from, to];
  const room = margin * (top - bottom || 1);
  return [bottom - room, top + room];
}

function summaryOf(
  { title }: DrawnAxis,
  at: readonly number[],
  right: readonly number[],
  found: readonly number[],
): string {
  const scale = Math.max(...right.map(Math.abs));
  const distances = found.map((value, i) => Math.abs(value - right[i]));
  const seen = distances.filter(Number.isFinite);
  if (seen.length === 0) return "There are no values of yours to draw.";
  const worst = distances.indexOf(Math.max(...seen));
  if (distances[worst] > TOLERANCE * scale) {
    return `Your function is furthest off at ${title} = ${numberText(at[worst])}: it gives ` +
      `${numberText(found[worst])} there, and the right value is ${numberText(right[worst])}.`;
  }
  return seen.length === found.length
    ? "Your function gives the right values here."
    : "Your function gives the right values wherever it gives a number.";
}
