import { numberText } from "../../number_text.ts";
import type { Evidence } from "../../step.ts";
import type { Mistake } from "../../values_part.ts";
import type { InterpolateCase } from "./interpolate_case.ts";
import { placesOnLine } from "./line.ts";

/** Explains codes that lie on the line, in the right number, at positions that show something: one list per case. */
export function onLine(
  shows: (places: readonly (readonly number[])[]) => boolean,
): NonNullable<Mistake<InterpolateCase>["explains"]> {
  return (cases, answers) => {
    const places = cases.map((at, i) => placesOnLine(at, answers[i]));
    return places.every((found) => found !== undefined) &&
      places.every((found, i) => found.length === cases[i].steps) && shows(places) &&
      worstPlace(places);
  };
}

/** The position that is furthest from where it should be. */
function worstPlace(places: readonly (readonly number[])[]): Evidence {
  const all = places.flatMap((found) =>
    found.map((t, i) => ({ t, i, steps: found.length, wanted: i / (found.length - 1) }))
  );
  const { t, i, steps, wanted } = all.reduce((worst, place) =>
    Math.abs(place.t - place.wanted) > Math.abs(worst.t - worst.wanted) ? place : worst
  );
  return {
    at: `the position of image ${
      i + 1
    } of ${steps} on the line, which is 0 at one end and 1 at the other`,
    wanted: numberText(wanted),
    found: numberText(t),
  };
}
