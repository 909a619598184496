import { useRef } from "../../lib/deps/preact.ts";
import {
  type ReadonlySignal,
  type Signal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "../../lib/deps/preact_signals.ts";
import type { MonteCarloEstimate } from "../../lib/math/monte_carlo.ts";
import { RunningMonteCarlo } from "../../lib/math/running_monte_carlo.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { state } from "../state.ts";
import { type Direction, DIRECTIONS, inDirection, pair } from "./pair.ts";
import { functionOf } from "./step_values.ts";

/** As many draws as `deno task kl` takes if nothing is said. */
export const LAST_DRAW = 100_000;
/** PyTorch draws normals in blocks of 16: whole blocks are the same draws as all at once. */
const BLOCK = 16;
/** The most draws in a frame: about two milliseconds. */
const MOST = 2048;
/** A frame adds this part of the draws so far, so that the logarithm of their number grows evenly. */
const GROWTH = 0.025;

/** An estimate after some number of draws. */
export interface TracePoint extends MonteCarloEstimate {
  readonly count: number;
}

/** Both estimates as they are now, and how they came there. */
export interface RunningEstimates {
  /** How many draws there are so far. */
  readonly count: number;
  /** The estimates over the draws, oldest first. */
  readonly traces: Readonly<Record<Direction, readonly TracePoint[]>>;
}

/** A running Monte Carlo estimate of both divergences. */
export interface RunningDivergences {
  readonly estimates: ReadonlySignal<RunningEstimates>;
  /** Whether draws come in by themselves. */
  readonly isRunning: Signal<boolean>;
  readonly isDone: ReadonlySignal<boolean>;
  /** Adds draws, in whole blocks. */
  advance(count: number): void;
  /** Begins again with the first draw of the seed. */
  restart(): void;
}

const NOTHING: RunningEstimates = { count: 0, traces: { qp: [], pq: [] } };

/**
 * Estimates both divergences from the same draws, a few in each frame, and begins anew whenever the pair or the
 * seed changes. It stands still at first for readers who ask for less motion.
 */
export function useRunningDivergences(): RunningDivergences {
  const isRunning = useSignal(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  const estimates = useSignal(NOTHING);
  const isDone = useComputed(() => estimates.value.count >= LAST_DRAW);
  const current = useRef<
    { random: TorchRandom; runs: Record<Direction, RunningMonteCarlo> } | null
  >(null);
  const restart = () => {
    const runOf = (direction: Direction) => {
      const directed = inDirection(pair.value, direction);
      return new RunningMonteCarlo(directed.q, functionOf(directed, "kl"));
    };
    current.current = {
      random: new TorchRandom(state.kl.seed.value.value),
      runs: { qp: runOf("qp"), pq: runOf("pq") },
    };
    estimates.value = NOTHING;
  };
  const advance = (wanted: number) => {
    const { random, runs } = current.current!;
    const { count: before, traces } = estimates.peek();
    const blocks = Math.max(1, Math.floor(wanted / BLOCK));
    const added = Math.min(BLOCK * blocks, LAST_DRAW - before);
    if (added === 0) return;
    const draws = random.normal(added);
    const traceOf = (direction: Direction) => {
      const { count, estimate, standardError } = runs[direction].add(draws);
      return [...traces[direction], { count, estimate, standardError }];
    };
    const [qp, pq] = DIRECTIONS.map(traceOf);
    estimates.value = { count: before + added, traces: { qp, pq } };
  };
  useSignalEffect(restart);
  useSignalEffect(() => {
    if (!isRunning.value || isDone.value) return;
    let frame = requestAnimationFrame(function draw() {
      advance(Math.min(MOST, GROWTH * estimates.peek().count));
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  });
  return { estimates, isRunning, isDone, advance, restart };
}
