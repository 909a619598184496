import { goals } from "./goals.ts";
import { best, type SideTimes } from "./measure/steps.ts";
import type { Results } from "./results.ts";

/** The screen, and the text of docs/backends_and_speed.md: what was measured, then what was wanted. */
export function tables(results: Results): string[] {
  const { steps, epochs, parts, products, processes, memory } = results;
  const lines: string[] = [];
  if (steps) {
    lines.push(...sideTable("ms a step of 128 images", steps, (value) => value.toFixed(1)), "");
  }
  if (epochs) {
    const text = (value: number) => (value / 1000).toFixed(2);
    lines.push(...sideTable("s an epoch of 60,000 images", epochs.sides, text));
    for (const [name, milliseconds] of Object.entries(epochs.metrics)) {
      lines.push(`  and ${text(milliseconds)} s for the metrics of the latent units, ${name}`);
    }
    lines.push("");
  }
  for (const { backend, threads, milliseconds } of parts ?? []) {
    const whole = Object.values(milliseconds).reduce((sum, value) => sum + value, 0);
    lines.push(
      `a step on ${backend}, ${threads} thread${threads === 1 ? "" : "s"}: ${whole.toFixed(2)} ms`,
    );
    const parts = Object.entries(milliseconds).toSorted(([, a], [, b]) => b - a);
    for (const [name, value] of parts) lines.push(`  ${name.padEnd(40)} ${number(value, 2)}`);
    lines.push("");
  }
  if (products) {
    lines.push("products on wasm, one thread, in GFLOP/s");
    for (const [name, value] of Object.entries(products.products)) {
      lines.push(`  ${name.padEnd(40)} ${number(value, 1)}`);
    }
    lines.push(
      `  ${"the limit: multiply and add in registers".padEnd(40)} ${number(products.limit, 1)}`,
    );
    lines.push("");
  }
  for (const { backend, cores, alone, threads, processes: many } of processes ?? []) {
    lines.push(`training steps a second on ${backend}, ${cores} cores`);
    for (
      const [name, value] of [
        ["one process on 1 thread", alone],
        [`one process on ${cores} threads`, threads],
        [`${cores} processes on 1 thread each`, many],
      ] as const
    ) lines.push(`  ${name.padEnd(40)} ${number(value, 0)} ${number(value / alone, 2)} x`);
    lines.push("");
  }
  for (const { backend, seconds, peakBytes } of memory ?? []) {
    const megabytes = (peakBytes / 1e6).toFixed(0);
    lines.push(`deno task anneal --backend ${backend}: ${seconds.toFixed(1)} s, ${megabytes} MB`);
  }
  if (memory) lines.push("");
  return [...lines, ...goalTable(results)];
}

function sideTable(
  title: string,
  sides: readonly SideTimes[],
  text: (value: number) => string,
): string[] {
  const names = [...new Set(sides.map(({ name }) => name))];
  const threads = [1, 2];
  return [
    `${title.padEnd(34)}${
      threads.map((n) => `${n} thread${n > 1 ? "s" : " "}`.padStart(11)).join("")
    }`,
    ...names.map((name) => {
      const cells = threads.map((n) => {
        const side = sides.find((side) => side.name === name && side.threads === n);
        const mark = side && side === best(sides, name) ? "*" : " ";
        return (side ? `${text(side.median)}${mark}` : "").padStart(11);
      });
      return `  ${name.padEnd(32)}${cells.join("")}`.trimEnd();
    }),
  ];
}

function goalTable(results: Results): string[] {
  const row = (what: string, wanted: string, found: string) =>
    `${what.padEnd(46)}${wanted.padStart(14)}${found.padStart(13)}`;
  return [
    row("goal", "wanted", "found"),
    ...goals(results).map(({ what, wanted, found = "not measured", reached }) =>
      `${row(what, wanted, found)}${reached === undefined ? "" : reached ? "  yes" : "  NO"}`
    ),
  ];
}

function number(value: number, digits: number): string {
  return value.toFixed(digits).padStart(7);
}

/** Where and when it was measured, and whether the machine was quiet. */
export function machineLines(
  { machine, versions, startedAt, seconds, load, others, absent }: Results,
): string[] {
  const busy = others === undefined ? load[0] > 0.5 : others > BUSY;
  const share = others === undefined ? "" : `; others took ${(100 * others).toFixed(0)} %`;
  return [
    "",
    machine,
    ...Object.entries(versions).map(([name, version]) => `${name}: ${version}`),
    `${startedAt.slice(0, 16).replace("T", " ")} UTC, ${seconds.toFixed(0)} s; ` +
    `load ${load[0].toFixed(1)} before, ${load[1].toFixed(1)} after${share}`,
    ...absent.map((line) => `without ${line}`),
    ...busy ? ["The machine was busy: measure again when it is not."] : [],
  ];
}

/** Share of the machine's time that others may take. */
const BUSY = 0.05;
