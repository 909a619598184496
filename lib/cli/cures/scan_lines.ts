import type { ScanResults } from "../../experiment/cures/scan_cure.ts";
import type { VariantResults } from "../../experiment/cures/run_variants.ts";
import { summary } from "../../math/summary.ts";

/** Which setting of a method has the best mean by each criterion, and which one the method has. */
export function scanLines(method: string, { settings, current }: ScanResults): string[] {
  const best = (of: (setting: VariantResults) => number) =>
    settings.toSorted((a, b) => of(b) - of(a))[0]?.title;
  const mean = (values: readonly number[]) => {
    const { mean } = summary(values);
    return Number.isFinite(mean) ? mean : -Infinity;
  };
  const byBound = best(({ runs }) => mean(runs.map(({ fittedBound }) => fittedBound)));
  const byLoss = best(({ runs }) => mean(runs.map(({ lossAtBetaOne }) => -lossAtBetaOne)));
  return [
    "",
    `Best means of ${method}: ${byBound} by the likelihood at its own error; ${byLoss} by the loss at beta 1.`,
    current
      ? `It takes part in comparisons with ${current}.`
      : "The setting with which it takes part in comparisons is not on the grid.",
  ];
}
