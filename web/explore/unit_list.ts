import type { Answered } from "./answered.ts";
import type { UnitFacts, UnitsAnswer } from "./protocol.ts";

/** A unit, as far as it is known. */
export type ShownUnit =
  & Pick<UnitFacts, "unit" | "mean" | "std">
  & Partial<Pick<UnitFacts, "kl" | "used">>;

/** The units, those of largest KL first; without measures, in their order and as the prior has them. */
export function unitList(
  { value }: Answered<UnitsAnswer>,
  latentSize: number,
): readonly ShownUnit[] {
  return value?.units ??
    Array.from({ length: latentSize }, (_, unit) => ({ unit, mean: 0, std: 1 }));
}
