import type { Mistake } from "../../values_part.ts";
import { givingCodes, onLine } from "./mistake_kinds.ts";
import type { InterpolateCase } from "./interpolate_case.ts";

/** Mistakes in where on the line the codes lie, and how many there are. */
export const PLACE_MISTAKES: readonly Mistake<InterpolateCase>[] = [
  givingCodes(
    "last-end-left-out",
    (i, steps) => i / steps,
    "The last image is not that of the second end: the line stops one step before it.",
    "What is the position of the last image on the line?",
    "How many steps lie between the first of n images and the last?",
  ),
  givingCodes(
    "first-end-left-out",
    (i, steps) => (i + 1) / steps,
    "The first image is not that of the first end: the line begins one step after it.",
    "What is the position of the first image on the line?",
    "How many steps lie between the first of n images and the last?",
  ),
  givingCodes(
    "both-ends-left-out",
    (i, steps) => (i + 1) / (steps + 1),
    "The images lie between the two ends, and neither end is among them.",
    "What are the positions of the first and the last image on the line?",
    "The number of images that is asked for counts both ends.",
  ),
  givingCodes(
    "one-image-too-many",
    (i, steps) => i / steps,
    "There is one image more than asked for.",
    "How often does your loop run?",
    "Does the number that is asked for count images, or the steps between them?",
    (steps) => steps + 1,
  ),
  givingCodes(
    "midpoint-only",
    () => 1 / 2,
    "There is one image, the one halfway between both ends.",
    "How many images are asked for?",
    "The mean of the two codes is one point of the line. What makes a point move along it?",
    () => 1,
  ),
  givingCodes(
    "reversed-line",
    (i, steps) => 1 - i / (steps - 1),
    "The images run from the second image to the first.",
    "Which of the two images belongs at the beginning?",
    "Look at what is multiplied by t and what by the rest, and what t is in the first row.",
  ),
  onLine(
    "beyond-the-ends",
    (places) => places.flat().some((t) => t < -0.01 || t > 1.01),
    "Some codes lie beyond an end: on the line through both codes, but not between them.",
    "In which range does the position on the line lie?",
    "Which code do you get in the first row, and which in the last? Check the sign of the difference too.",
  ),
  onLine(
    "uneven-spacing",
    (places) => places.every(leadsThere) && !places.every(isEven),
    "The codes lie on the right line, and not at equal distances.",
    "By how much does the position on the line grow from row to row?",
    "Print the positions, and their differences.",
  ),
];

/** Whether places begin at 0, end at 1, and only grow. */
function leadsThere(places: readonly number[]): boolean {
  return Math.abs(places[0]) < 1e-3 && Math.abs(places[places.length - 1] - 1) < 1e-3 &&
    places.every((t, i) => i === 0 || t > places[i - 1]);
}

function isEven(places: readonly number[]): boolean {
  return places.every((t, i) => Math.abs(t - i / (places.length - 1)) < 2e-3);
}
