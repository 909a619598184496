import { summary } from "../../../math/summary.ts";
import { numberText } from "../../number_text.ts";
import type { Rows } from "../../rows_of.ts";
import type { Evidence } from "../../step.ts";
import { countDifferent } from "./equal_codes.ts";

/** Mean and standard deviation of units beside those of the prior. */
export function momentsEvidence(units: readonly number[]): Evidence {
  const { mean, deviation } = summary(units);
  const [center, spread] = [mean, deviation].map((value) => numberText(Number(value.toFixed(3))));
  return {
    at: `${units.length} units of codes`,
    wanted: "mean 0, standard deviation 1",
    found: `mean ${center}, standard deviation ${spread}`,
  };
}

/** How far units reach, of thousands: half of the time the largest of 8,192 normal draws lies beyond 3.76. */
export function rangeEvidence(units: readonly number[]): Evidence {
  const { low, high } = summary(units);
  return {
    at: `the smallest and the largest of ${units.length} units of codes`,
    wanted: "about -4 and 4",
    found: `${numberText(low)} and ${numberText(high)}`,
  };
}

/** How many codes of a call are different. */
export function differentCodesEvidence(codes: Rows): Evidence {
  return {
    at: `how many different codes the ${codes.length} images of a call have`,
    wanted: String(codes.length),
    found: String(countDifferent(codes)),
  };
}

/** Two units of a code that are equal. */
export function equalUnitsEvidence([[first, second]]: Rows): Evidence {
  return {
    at: "units 1 and 2 of the code of image 1",
    wanted: "two different numbers",
    found: `${numberText(first)} and ${numberText(second)}`,
  };
}

/** The lengths of the first two codes. */
export function lengthEvidence([first, second]: Rows): Evidence {
  const [one, other] = [first, second].map((code) => numberText(Math.hypot(...code)));
  return {
    at: "the lengths of the codes of images 1 and 2",
    wanted: "two different numbers",
    found: `${one} and ${other}`,
  };
}

/** The first unit that two calls with the same seed do not share. */
export function sameSeedEvidence(one: Rows, other: Rows): Evidence {
  const units = one[0].length, flat = other.flat();
  const found = one.flat().findIndex((unit, i) => !(Math.abs(unit - flat[i]) < 1e-3));
  return {
    at: `unit ${found % units + 1} of the code of image ${Math.floor(found / units) + 1}, ` +
      "in two calls with the same seed",
    wanted: "the same number twice",
    found: `${numberText(one.flat()[found])} and ${numberText(flat[found])}`,
  };
}

/** A unit that is the same in two calls with different seeds. */
export function otherSeedEvidence([[first]]: Rows, [[other]]: Rows): Evidence {
  return {
    at: "unit 1 of the code of image 1, in two calls with different seeds",
    wanted: "two different numbers",
    found: `${numberText(first)} and ${numberText(other)}`,
  };
}
