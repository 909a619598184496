/** The seeds of `deno task transition` where nothing is said. */
export const SEEDS: readonly number[] = [0, 1, 2];
