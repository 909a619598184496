import type { Contender } from "../contender.ts";
import { median } from "../median.ts";
import { NAMES } from "../sides.ts";

/** What a side takes, with one number of threads. */
export interface SideTimes {
  readonly name: string;
  readonly threads: number;
  /** Of each round, in milliseconds: a training step, or an epoch. */
  readonly rounds: readonly number[];
  readonly median: number;
}

/** How long a round is: about a second for everybody. */
const STEPS: Record<string, number> = { [NAMES.naive]: 8, [NAMES.tuned]: 40, [NAMES.jaxJs]: 15 };
const DEFAULT_STEPS = 100;

/** A training step of 128 images, in milliseconds: everybody in turn, for some rounds. */
export async function measureSteps(
  contenders: readonly Contender[],
  rounds: number,
): Promise<SideTimes[]> {
  return await inTurn(contenders, rounds, async (contender) => {
    const count = STEPS[contender.side.name] ?? DEFAULT_STEPS;
    return (await contender.ask(`step ${count}`)).milliseconds / count;
  });
}

/** Asks everybody once a round; every second round in the opposite order. */
export async function inTurn(
  contenders: readonly Contender[],
  rounds: number,
  measure: (contender: Contender) => Promise<number>,
): Promise<SideTimes[]> {
  const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let i = 0; i < rounds; i++) {
    for (const contender of i % 2 === 0 ? contenders : contenders.toReversed()) {
      times.get(contender)!.push(await measure(contender));
    }
  }
  return contenders.map((contender) => {
    const { name, threads } = contender.side;
    const rounds = times.get(contender)!;
    return { name, threads, rounds, median: median(rounds) };
  });
}

/** A side at its better number of threads; `undefined` if it took no part. */
export function best(times: readonly SideTimes[], name: string): SideTimes | undefined {
  const [first] = times.filter((side) => side.name === name).toSorted((a, b) =>
    a.median - b.median
  );
  return first;
}
