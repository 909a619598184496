import { NOTEBOOK } from "./measure/epochs.ts";
import { best, type SideTimes } from "./measure/steps.ts";
import { median } from "./median.ts";
import type { Results } from "./results.ts";
import { NAMES } from "./sides.ts";

/** What the lab wants to reach, and what it did. */
export interface Goal {
  /** What is measured. */
  readonly what: string;
  readonly wanted: string;
  /** `undefined` where it was not measured. */
  readonly found?: string;
  readonly reached?: boolean;
}

/** All goals, in the order of the table. */
export function goals(
  { steps, epochs, products, processes, sample, memory, growth }: Results,
): Goal[] {
  const whole = (backend: string) => memory?.find((run) => run.backend === backend);
  const seconds = sample && median(sample);
  return [
    atMost("blas step / PyTorch's, in memory", ratio(steps, NAMES.blas, NAMES.torch), 1),
    atMost("blas step / JAX's, jitted", ratio(steps, NAMES.blas, NAMES.jax), 1.4),
    atMost("wasm step / PyTorch's, in memory", ratio(steps, NAMES.wasm, NAMES.torch), 1.8),
    atMost("wasm step / tfjs' wasm as we tuned it", ratio(steps, NAMES.wasm, NAMES.tuned), 0.4),
    atMost("wasm step / jax-js'", ratio(steps, NAMES.wasm, NAMES.jaxJs), 0.25),
    atLeast(
      "wasm products / the multiply-add limit",
      products && products.all / products.limit,
      0.85,
    ),
    ...(["blas", "wasm"] as const).flatMap((name) => {
      const run = processes?.find((run) => run.backend === name);
      const cores = run?.cores ?? "N";
      return [
        atLeast(
          `${name}: ${cores} processes / one on ${cores} threads`,
          run && run.processes / run.threads,
          1,
        ),
        atLeast(
          `${name}: ${cores} processes / one, per core`,
          run && run.processes / run.alone / run.cores,
          0.8,
        ),
      ];
    }),
    atMost("blas epoch / the notebook's", ratio(epochs?.sides, NAMES.blas, NOTEBOOK), 0.5),
    atMost("wasm epoch / the notebook's", ratio(epochs?.sides, NAMES.wasm, NOTEBOOK), 0.9),
    atMost("sample on wasm, the whole process", seconds, 0.3, { unit: " s" }),
    atMost("anneal on wasm, the whole process", whole("wasm")?.seconds, 60, { unit: " s" }),
    atMost("anneal on blas, the whole process", whole("blas")?.seconds, 40, { unit: " s" }),
    atMost("anneal on wasm, peak memory", whole("wasm")?.peakBytes, 300e6, MEGABYTES),
    atMost("anneal on blas, peak memory", whole("blas")?.peakBytes, 300e6, MEGABYTES),
    ...(["blas", "wasm"] as const).flatMap((name) => {
      const run = growth?.find((run) => run.backend === name);
      return [
        within(`${name}: time an epoch, the last of 15 / first`, run?.time, 0.1),
        within(`${name}: memory after epoch 15 / after 2`, run?.memory, 0.15),
        within(`${name}: time an image, of 24,000 / of 6,000`, run?.perImage, 0.1),
      ];
    }),
  ];
}

interface Format {
  readonly unit?: string;
  readonly scale?: number;
  readonly digits?: number;
}

const MEGABYTES: Format = { unit: " MB", scale: 1e-6, digits: 0 };

function atMost(
  what: string,
  value: number | undefined,
  bound: number,
  { unit = "", scale = 1, digits = 2 }: Format = {},
): Goal {
  const text = (value: number) => `${(scale * value).toFixed(digits)}${unit}`;
  const wanted = `at most ${text(bound)}`;
  if (value === undefined) return { what, wanted };
  return { what, wanted, found: text(value), reached: value <= bound };
}

function atLeast(what: string, value: number | undefined, bound: number): Goal {
  const wanted = `at least ${bound.toFixed(2)}`;
  if (value === undefined) return { what, wanted };
  return { what, wanted, found: value.toFixed(2), reached: value >= bound };
}

/** How far a quotient is from 1. */
function within(what: string, quotient: number | undefined, share: number): Goal {
  const wanted = `within ${100 * share} %`;
  if (quotient === undefined) return { what, wanted };
  const percent = 100 * (quotient - 1);
  const found = `${percent < 0 ? "-" : "+"}${Math.abs(percent).toFixed(1)} %`;
  return { what, wanted, found, reached: Math.abs(quotient - 1) <= share };
}

function ratio(
  times: readonly SideTimes[] | undefined,
  ours: string,
  peer: string,
): number | undefined {
  const [a, b] = [ours, peer].map((name) => times && best(times, name)?.median);
  return a === undefined || b === undefined ? undefined : a / b;
}
