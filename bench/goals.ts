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
export function goals({ steps, epochs, sample, memory, growth }: Results): Goal[] {
  const peak = (backend: string) => memory?.find((run) => run.backend === backend)?.peakBytes;
  const seconds = sample && median(sample);
  return [
    atMost("native step / PyTorch's, in memory", ratio(steps, NAMES.native, NAMES.torch), 0.9),
    atMost("native step / JAX's, jitted", ratio(steps, NAMES.native, NAMES.jax), 1.2),
    atMost("native epoch / the notebook's", ratio(epochs?.sides, NAMES.native, NOTEBOOK), 0.6),
    atMost("wasm epoch / the notebook's", ratio(epochs?.sides, NAMES.wasm, NOTEBOOK), 1.5),
    atMost("sample on wasm, the whole process", seconds, 1, { unit: " s" }),
    atMost("native run, peak memory", peak("tensorflow"), 700e6, MEGABYTES),
    atMost("wasm run, peak memory", peak("wasm"), 400e6, MEGABYTES),
    ...(["tensorflow", "wasm"] as const).flatMap((backend) => {
      const run = growth?.find((run) => run.backend === backend);
      const name = backend === "wasm" ? "wasm" : "native";
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
