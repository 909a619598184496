import type { Mistake } from "../../values_part.ts";
import type { InterpolateCase } from "./interpolate_case.ts";
import { rowsIn } from "./line.ts";
import { onLine } from "./on_line.ts";
import { codesAt } from "./ways.ts";

/** Mistakes in where on the line the codes lie, and how many there are. */
export const PLACE_MISTAKES: readonly Mistake<InterpolateCase>[] = [
  {
    name: "last-end-left-out",
    gives: codesAt((i, steps) => i / steps),
    message: "The last image is not that of the second end: the line stops one step before it.",
    hint: "What is the position of the last image on the line?",
    strongerHint: "How many steps lie between the first of n images and the last?",
  },
  {
    name: "first-end-left-out",
    gives: codesAt((i, steps) => (i + 1) / steps),
    message: "The first image is not that of the first end: the line begins one step after it.",
    hint: "What is the position of the first image on the line?",
    strongerHint: "How many steps lie between the first of n images and the last?",
  },
  {
    name: "both-ends-left-out",
    gives: [
      codesAt((i, steps) => (i + 1) / (steps + 1)),
      codesAt((i, steps) => (i + 0.5) / steps),
    ],
    message: "The images lie between the two ends, and neither end is among them.",
    hint: "What are the positions of the first and the last image on the line?",
    strongerHint: "The number of images that is asked for counts both ends.",
  },
  {
    name: "one-image-too-many",
    gives: codesAt((i, steps) => i / steps, (steps) => steps + 1),
    message: "There is one image more than was asked for.",
    hint: "How often does your loop run?",
    strongerHint: "Does the number that is asked for count images, or the steps between them?",
  },
  {
    name: "midpoint-only",
    gives: codesAt(() => 1 / 2, () => 1),
    message: "There is one image, the one halfway between both ends.",
    hint: "How many images are asked for?",
    strongerHint:
      "The mean of the two codes is one point of the line. What makes a point move along it?",
  },
  {
    name: "steps-ignored",
    explains(cases, answers) {
      const counts = cases.map((at, i) => rowsIn(answers[i], at.from.length)?.length);
      const [count] = counts;
      const worst = cases.find(({ steps }) => steps !== count);
      return count !== undefined && count > 1 && worst !== undefined &&
        counts.every((other) => other === count) &&
        { at: `steps = ${worst.steps}`, wanted: `${worst.steps} images`, found: `${count} images` };
    },
    message: "The number of images is always the same, however many are asked for.",
    hint: "Which of the four arguments does your function not use?",
    strongerHint: "Is there a number of images written in your function?",
  },
  {
    name: "reversed-line",
    gives: [
      codesAt((i, steps) => 1 - i / (steps - 1)),
      codesAt((i, steps) => 1 - i / steps), // the last end is left out as well
    ],
    message: "The images run from the second image to the first.",
    hint: "Which of the two images belongs at the beginning?",
    strongerHint:
      "Which code is multiplied by the position, and what is the position in the first row?",
  },
  {
    name: "beyond-the-ends",
    explains: onLine((places) => places.flat().some((t) => t < -0.01 || t > 1.01)),
    message: "Some codes lie beyond an end: on the line through both codes, but not between them.",
    hint: "In which range does the position on the line lie?",
    strongerHint:
      "Which code do you get in the first row, and which in the last? Check the sign of the difference too.",
  },
  {
    name: "uneven-spacing",
    explains: onLine((places) => places.every(leadsThere) && !places.every(isEven)),
    message: "The codes lie on the right line, but not at equal distances.",
    hint: "By how much does the position on the line grow from row to row?",
    strongerHint: "Print the positions, and their differences.",
  },
];

/** Whether places begin at 0, end at 1, and only grow. */
function leadsThere(places: readonly number[]): boolean {
  return Math.abs(places[0]) < 1e-3 && Math.abs(places[places.length - 1] - 1) < 1e-3 &&
    places.every((t, i) => i === 0 || t > places[i - 1]);
}

function isEven(places: readonly number[]): boolean {
  return places.every((t, i) => Math.abs(t - i / (places.length - 1)) < 2e-3);
}
