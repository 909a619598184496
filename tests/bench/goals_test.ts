/** What `deno task bench` makes of its measurements. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { goals } from "../../bench/goals.ts";
import { best } from "../../bench/measure/steps.ts";
import { NOTEBOOK } from "../../bench/measure/epochs.ts";
import { median } from "../../bench/median.ts";
import type { Results } from "../../bench/results.ts";
import { NAMES } from "../../bench/sides.ts";
import { machineLines, tables } from "../../bench/tables.ts";

const side = (name: string, threads: number, median: number) => ({
  name,
  threads,
  rounds: [median],
  median,
});

const results: Results = {
  machine: "a made-up machine",
  versions: { Deno: "2.9.6" },
  startedAt: "2026-01-02T03:04:05.678Z",
  seconds: 300,
  load: [0.1, 1.9],
  others: 0.01,
  absent: [`${NAMES.jax}: no Python here has jax, numpy (--python PATH names another)`],
  steps: [
    ...[side(NAMES.blas, 1, 6), side(NAMES.blas, 2, 5), side(NAMES.tuned, 1, 40)],
    ...[side(NAMES.torch, 1, 7), side(NAMES.torch, 2, 10), side(NAMES.wasm, 2, 15)],
  ],
  epochs: {
    sides: [side(NAMES.blas, 1, 3000), side(NAMES.wasm, 2, 8000), side(NOTEBOOK, 1, 5000)],
    metrics: { [NAMES.wasm]: 1000 },
  },
  products: { limit: 40, products: { "x W^T": 30 }, all: 32 },
  parts: [{ backend: "wasm", threads: 1, milliseconds: { Adam: 1, products: 2 } }],
  processes: [{ backend: "wasm", cores: 2, alone: 80, threads: 120, processes: 144 }],
  sample: [0.9, 0.3, 0.4],
  memory: [{ backend: "wasm", seconds: 20, peakBytes: 401e6 }],
  growth: [{ backend: "wasm", epochs: {}, time: 0.85, memory: 1.149, perImage: 1.02 }],
};

it("median() is the middle of an odd number, and between the two middle ones of an even", () => {
  assertEquals([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])], [2, 2.5, 7]);
});

it("best() takes a side at its better number of threads", () => {
  assertEquals(best(results.steps!, NAMES.blas)?.threads, 2);
  assertEquals(best(results.steps!, NAMES.torch)?.threads, 1);
  assertEquals(best(results.steps!, NAMES.jax), undefined);
});

it("goals() are ratios of the better numbers of threads, each with its verdict", () => {
  const found = goals(results).map(({ found, reached }) => [found, reached]);
  assertEquals(found, [
    ["0.71", true],
    [undefined, undefined], // no JAX
    ["2.14", false],
    ["0.38", true],
    [undefined, undefined], // no jax-js
    ["0.80", false],
    ...Array(2).fill([undefined, undefined]), // of a BLAS
    ["1.20", true],
    ["0.90", true],
    ["0.60", false],
    ["1.60", false],
    ["0.40 s", false],
    ["20.00 s", true],
    [undefined, undefined], // no BLAS
    ["401 MB", false],
    ...Array(4).fill([undefined, undefined]),
    ["-15.0 %", false],
    ["+14.9 %", true],
    ["+2.0 %", true],
  ]);
});

it("tables() keep to 80 columns, and show each side with its faster number marked", () => {
  const lines = [...tables(results), ...machineLines(results)];
  for (const line of lines) assert(line.length <= 80 || line.startsWith("without"), line);
  assert(
    lines.includes("  this lab, blas                         6.0        5.0*"),
    lines.join("\n"),
  );
  assert(!lines.some((line) => line.includes("busy")));
  const busy = machineLines({ ...results, others: 0.3 });
  assertEquals(busy.at(-1), "The machine was busy: measure again when it is not.");
});

it("tables() of a part alone say of the rest that it was not measured", () => {
  const { sample, machine, versions, startedAt, seconds, load, absent } = results;
  const lines = tables({ sample, machine, versions, startedAt, seconds, load, absent });
  assertEquals(
    lines.filter((line) => line.endsWith("not measured")).length,
    goals(results).length - 1,
  );
});
