import { computed } from "../../lib/deps/preact_signals.ts";
import type { Gaussian } from "../../lib/math/gaussian.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { state } from "../state.ts";
import { unitsOf, valuesOf } from "./units_entry.ts";

/** What every unit is measured against. */
export const standard: Gaussian = { mean: 0, std: 1 };

/** The units of the diagonal case. */
export const units = computed(() => unitsOf(state.kl.units.value.value));

/** Sets the units; the address keeps three decimals of each number. */
export function setUnits(units: readonly Gaussian[]): void {
  state.kl.units.value.value = valuesOf(units).map((value) => Number(value.toFixed(3)));
}

/** The log variances of the units, as klDiagonal takes them. */
export function logVariances(units: readonly Gaussian[]): number[] {
  return units.map(({ std }) => 2 * Math.log(std));
}

/** The divergence of a unit, and of it the parts of its mean and of its width. */
export interface UnitPart {
  readonly kl: number;
  /** The divergence of a unit with this mean and the prior's width. */
  readonly byMean: number;
  /** The divergence of a unit with this width and the prior's mean; both parts add up to the divergence. */
  readonly byWidth: number;
}

/** The parts of the sum, one for each unit. */
export const unitParts = computed(() =>
  units.value.map((unit): UnitPart => ({
    kl: klUnivariate(unit, standard),
    byMean: klUnivariate({ ...unit, std: standard.std }, standard),
    byWidth: klUnivariate({ ...unit, mean: standard.mean }, standard),
  }))
);

/** The divergence of all units by the closed form of the diagonal case. */
export const unitsTotal = computed(() =>
  klDiagonal(units.value.map(({ mean }) => mean), logVariances(units.value))
);
