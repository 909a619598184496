import type { Evidence } from "../../step.ts";
import { noiseFlaw } from "../../noise_flaw.ts";
import { numberText } from "../../number_text.ts";
import type { SeenRun } from "./seen_run.ts";

/**
 * What is wrong with the noise of a run; `undefined` if it is standard normal, drawn anew in each step, and decided by
 * `random` alone, however it is made of what `random` gives.
 */
export function noiseDefect({ noise, noiseAgain, draws, calls }: SeenRun): Evidence | undefined {
  const broken = noise.flat().filter((value) => !Number.isFinite(value)).length;
  if (broken > 0) {
    return {
      at: "how many numbers of the noise are NaN or infinite",
      ...{ wanted: "0", found: `${broken}` },
    };
  }
  if (calls.every(({ normal, uniform }) => normal + uniform === 0)) {
    return { at: "calls of random.normal in step 1", wanted: "1 or more", found: "0" };
  }
  for (const [i, values] of noise.entries()) {
    const j = values.findIndex((value, j) => value !== noiseAgain[i][j]);
    if (j < 0) continue;
    return {
      at: `number ${j + 1} of the noise of step ${
        i + 1
      }, when a run is repeated with the same \`random\``,
      wanted: numberText(values[j]),
      found: numberText(noiseAgain[i][j]),
    };
  }
  return noiseFlaw(draws);
}
