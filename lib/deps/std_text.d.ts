/** The types of what is used of it; the npm package ships JavaScript alone. */
export function closestString(given: string, possible: readonly string[]): string;
export function levenshteinDistance(one: string, other: string): number;
