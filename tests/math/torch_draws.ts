import { TorchRandom } from "../../lib/math/torch_random.ts";
import type { Seed } from "../../lib/math/seed.ts";

/** What to draw, and how many of it: the steps of tests/torch/lab.py's `draws`. */
export type Step = readonly [name: string, n: number];

/** What a TorchRandom draws in these steps, as `draws` prints it; its states go through JSON. */
export function torchDraws(seed: Seed, steps: readonly Step[]): (number | string)[][] {
  const random = new TorchRandom(seed);
  let kept = "";
  return steps.map(([name, n]) => {
    switch (name) {
      case "save":
        kept = JSON.stringify(random.state());
        return [];
      case "restore":
        random.setState(JSON.parse(kept));
        return [];
      case "normal":
        return [...random.normal(n)];
      case "uniform":
        return [...random.uniform(n)];
      case "permutation":
        return [...random.permutation(n)];
      case "integer":
        return [random.integer(n)];
      case "int64":
        return [`${random.int64()}`];
      default:
        throw new Error(`no step ${name}`);
    }
  });
}

/** What differs by more than `tolerance` of two lists of draws: the first step, or nothing. */
export function firstDifference(
  ours: readonly (readonly (number | string)[])[],
  theirs: readonly (readonly (number | string)[])[],
  tolerance: number,
): number | undefined {
  const step = theirs.findIndex((values, i) =>
    values.length !== ours[i].length ||
    values.some((value, j) =>
      typeof value === "string"
        ? value !== ours[i][j]
        : !(Math.abs(value - Number(ours[i][j])) <= tolerance)
    )
  );
  return step < 0 ? undefined : step;
}
