import type { Contender } from "../contender.ts";
import { NAMES } from "../sides.ts";
import { best, inTurn, type SideTimes } from "./steps.ts";

/** What PyTorch is called where it runs the notebook as written. */
export const NOTEBOOK = "PyTorch, the notebook";

/** Whole epochs of 60,000 images. */
export interface Epochs {
  /** Milliseconds, of each side at its better number of threads. */
  readonly sides: readonly SideTimes[];
  /** Milliseconds that the latent units' metrics add here, by side; the notebook has none. */
  readonly metrics: Readonly<Record<string, number>>;
}

const QUESTIONS: Record<string, { readonly short: string; readonly whole: string }> = {
  [NAMES.blas]: { short: "step 100", whole: "epoch" },
  [NAMES.wasm]: { short: "step 60", whole: "epoch" },
  [NAMES.native]: { short: "step 50", whole: "epoch" },
  [NAMES.torch]: { short: "notebook 40", whole: "notebook" },
};
const TRIALS = 3;

/** Lets each side find out how many threads serve it better, and then train for epochs, in turn. */
export async function measureEpochs(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Epochs> {
  const sides = contenders.filter(({ side }) => side.name in QUESTIONS);
  const trials = await inTurn(sides, TRIALS, async (contender) => {
    const { milliseconds, batches } = await contender.ask(QUESTIONS[contender.side.name].short);
    return milliseconds / batches;
  });
  const chosen = sides.filter(({ side }) => best(trials, side.name)!.threads === side.threads);
  const metrics: Record<string, number> = {};
  const times = await inTurn(chosen, rounds, async (contender) => {
    const { name } = contender.side;
    const timing = await contender.ask(QUESTIONS[name].whole);
    if (timing.metrics !== undefined) metrics[name] = timing.metrics;
    return timing.milliseconds;
  });
  const named = (side: SideTimes) => side.name === NAMES.torch ? { ...side, name: NOTEBOOK } : side;
  return { sides: times.map(named), metrics };
}
