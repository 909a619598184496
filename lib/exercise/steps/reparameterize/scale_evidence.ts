import { summary } from "../../../math/summary.ts";
import { numberText } from "../../number_text.ts";
import type { Evidence } from "../../step.ts";
import type { Codes, CodesCase } from "./codes_case.ts";

const { abs, exp, sqrt } = Math;

/** Evidence that the mean of the codes is wrong where mu is largest, or where it is smallest. */
export function shiftEvidence(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
): Evidence | undefined {
  for (const sign of [1, -1]) {
    const chosen = chosenCodes(cases, codes, ({ mu, logVar }) => sign * mu - abs(logVar));
    const wanted = mean(chosen.map(({ mu }) => mu)), found = mean(chosen.map(({ z }) => z));
    const error = sqrt(mean(chosen.map(({ logVar }) => exp(logVar))) / chosen.length);
    if (!(abs(found - wanted) > 6 * error)) continue;
    return {
      at: `the mean of ${chosen.length} codes whose mu is about ${wanted.toFixed(1)}`,
      wanted: numberText(wanted),
      found: numberText(found),
    };
  }
}

/** How far the codes spread about mu, where logVar is smallest or where it is largest, whichever is worse. */
export function spreadEvidence(cases: readonly CodesCase[], codes: readonly Codes[]): Evidence {
  const [low, high] = [-1, 1].map((sign) => {
    const chosen = chosenCodes(cases, codes, ({ logVar }) => sign * logVar);
    const wanted = sqrt(mean(chosen.map(({ logVar }) => exp(logVar))));
    const found = sqrt(mean(chosen.map(({ z, mu }) => (z - mu) ** 2)));
    const at = `the standard deviation of ${chosen.length} codes about their mu, where logVar is ` +
      `about ${mean(chosen.map(({ logVar }) => logVar)).toFixed(1)}`;
    const off = abs(Math.log(found / wanted));
    return {
      off: Number.isNaN(off) ? Infinity : off,
      evidence: { at, wanted: numberText(wanted), found: numberText(found) },
    };
  });
  return (high.off > low.off ? high : low).evidence;
}

/** A code, and the distribution that it should come from. */
interface Code {
  readonly z: number;
  readonly mu: number;
  readonly logVar: number;
}

/** The arithmetic mean. */
function mean(values: readonly number[]): number {
  return summary(values).mean;
}

/** The tenth of all codes that has the highest rank. */
function chosenCodes(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  rank: (code: Code) => number,
): Code[] {
  const all = cases.flatMap(({ mu, logVar }, i) =>
    codes[i].first.map((z, j) => ({ z, mu: mu[j], logVar: logVar[j] }))
  );
  return all.toSorted((a, b) => rank(b) - rank(a)).slice(0, Math.ceil(all.length / 10));
}
