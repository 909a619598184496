import type { RunRecord } from "../../run/run_record.ts";
import type { Cell, TableRow } from "./column.ts";
import { NO_OPTIONS } from "./run_columns.ts";

/** More significant digits than float32 holds; the tables have no more of what was measured. */
const DIGITS = 8;

/** Of the KL divergence of a unit. */
const UNIT_DIGITS = 6;

/** The lab's images. */
const HEIGHT = 28, WIDTH = 28;

/** The row of a finished run, and one for each of its epochs. */
export interface RunRows {
  readonly run: TableRow;
  readonly epochs: readonly TableRow[];
}

/** The rows of a finished run. @param name its folder's */
export async function runRows(name: string, record: RunRecord): Promise<RunRows> {
  const { task, data, epochs, seconds, backend, startedAt, verdict } = record;
  const { products, ...versions } = record.versions;
  const last = epochs[epochs.length - 1];
  const options = Object.entries(record.options)
    .filter(([name, value]) => !NO_OPTIONS.includes(name) && value !== undefined)
    .map(([name, value]) => [name, cell(value)]);
  const run = await identified({
    ...{ run: name, task, seed: String(record.seed) },
    ...Object.fromEntries(options),
    ...{ data: data.name, images: data.images, sha256: data.sha256 },
    ...{ height: data.height ?? HEIGHT, width: data.width ?? WIDTH },
    ...losses(last),
    activeUnits: last.activeUnits,
    klPerUnit: perUnit(last.klPerUnit),
    klAfter: short(last.klPerUnit.reduce((sum, kl) => sum + kl, 0)),
    testLoss: short(last.test?.loss),
    testReconstruction: short(last.test?.reconstruction),
    testKl: short(last.test?.kl),
    state: verdict?.state,
    ...{ seconds: short(seconds), backend, threads: record.options.threads as Cell, startedAt },
    kernels: products,
    ...Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [`${name}Version`, version]),
    ),
  });
  return {
    run,
    epochs: epochs.map((epoch) => ({
      ...{ id: run.id, run: name, epoch: epoch.epoch },
      ...losses(epoch),
      activeUnits: epoch.activeUnits,
      klPerUnit: perUnit(epoch.klPerUnit),
      seconds: short(epoch.seconds),
    })),
  };
}

function losses(epoch: RunRecord["epochs"][number]) {
  const { loss, reconstruction, kl, klWeight } = epoch;
  return {
    loss: short(loss),
    reconstruction: short(reconstruction),
    kl: short(kl),
    klWeight: short(klWeight),
  };
}

/** A value of an option; what is neither a text, a number nor a switch is written as JSON. */
function cell(value: unknown): Cell {
  return value === null || ["string", "number", "boolean"].includes(typeof value)
    ? value as Cell
    : JSON.stringify(value);
}

function perUnit(values: readonly number[]): number[] {
  return values.map((value) => Number(value.toPrecision(UNIT_DIGITS)));
}

function short(value: number): number;
function short(value: number | undefined): number | undefined;
function short(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(DIGITS));
}

/** What rows of older tables may lack or round, and what says nothing of a run but its name. */
const NOT_IDENTIFYING = [
  ...[
    "run",
    "height",
    "width",
    "reconstruction",
    "klWeight",
    "activeUnits",
    "klPerUnit",
    "klAfter",
  ],
  ...["testReconstruction", "testKl", "state", "threads", "startedAt", "kernels"],
];

/**
 * The row with its `id`, which is made of the run's options, images and main results: a run has the same one
 * in whatever table it comes.
 */
export async function identified(row: TableRow): Promise<TableRow> {
  const parts = Object.entries(row)
    .filter(([name, value]) =>
      value !== undefined && value !== null && !NOT_IDENTIFYING.includes(name) &&
      !name.endsWith("Version")
    )
    .map(([name, value]) => [name, typeof value === "number" ? short(value) : value] as const)
    .sort(([a], [b]) => a < b ? -1 : 1);
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  return { id: hash.slice(0, 12), ...row };
}
