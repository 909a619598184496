import { closestString, levenshteinDistance } from "../deps/std_text.ts";

/** The share of a flag's letters that may be wrong; more is no misspelling. */
const WRONG = 0.4;

/**
 * The flag that was probably meant: the only one that begins like what was typed, or else the one with
 * the fewest different letters; `undefined` if none resembles it.
 *
 * @param typed what was typed, with its dashes
 * @param names the flags that there are, with their dashes
 */
export function nearestFlag(typed: string, names: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase().replace(/^-*/, "--");
  const longer = names.filter((name) => name.startsWith(wanted));
  if (longer.length === 1) return longer[0];
  const nearest = closestString(wanted, names);
  const letters = Math.max(wanted.length, nearest.length) - "--".length;
  return levenshteinDistance(wanted, nearest) <= WRONG * letters ? nearest : undefined;
}
