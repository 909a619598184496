import { numberText } from "../../lib/figure/number_text.ts";
import type { MonteCarloEstimate } from "../../lib/math/monte_carlo.ts";

/** An estimate and its standard error, down to the error's second digit. */
export function estimateText({ estimate, standardError }: MonteCarloEstimate): string {
  const decimals = 1 - Math.floor(Math.log10(standardError));
  if (!(standardError > 0) || decimals < 0 || decimals > 9) {
    return `${numberText(estimate)} ± ${numberText(standardError, { digits: 2 })}`;
  }
  const text = (value: number) => value.toFixed(decimals).replace("-", "−");
  return `${text(estimate)} ± ${text(standardError)}`;
}
