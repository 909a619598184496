import { anneal } from "../anneal.ts";
import { collapse } from "../collapse.ts";
import { hysteresis } from "../hysteresis.ts";
import { naive } from "../naive.ts";
import { trainTask } from "../train_task.ts";
import type { Option, OptionTable } from "../../run/option.ts";
import { type Column, type ColumnType, type TableRow, typeOf } from "./column.ts";

/** The options of a run that shape nothing, or have columns of their own. */
export const NO_OPTIONS: readonly string[] = [
  ...["seed", "data", "images", "backend", "threads"],
  ...["out", "resume", "force", "eigenvalues"],
];

const FIRST: readonly Column[] = [
  text("id", "identifies the run: the beginning of a SHA-256 of its options, images and results"),
  text("run", "the name of the run's folder"),
  text("task", "the task of deno.json that trained it"),
  text("seed", "the seed of all random numbers, in decimal digits; up to 2^64 - 1, hence a text"),
];

const LAST: readonly Column[] = [
  text("data", "where the training images came from"),
  integer("images", "images", "the number of training images"),
  integer("height", "pixels", "the rows of an image"),
  integer("width", "pixels", "the columns of an image"),
  text("sha256", "the SHA-256 of the training images' pixels"),
  number("loss", undefined, "the loss as trained, its mean over the batches of the last epoch"),
  number(
    "reconstruction",
    undefined,
    "the squared error, or the cross-entropy in nats, of an image, likewise",
  ),
  number("kl", "nats", "the unweighted KL divergence of an image, likewise"),
  number("klWeight", undefined, "the weight of the KL term in the last epoch, likewise"),
  integer("activeUnits", "units", "the latent units that are active after the last epoch"),
  numbers("klPerUnit", "nats", "the KL divergence of each latent unit after the last epoch"),
  number("klAfter", "nats", "the sum of klPerUnit: the KL divergence after the last epoch"),
  number("testLoss", undefined, "the loss on the test images, after the last epoch"),
  number("testReconstruction", undefined, "the reconstruction error of a test image, likewise"),
  number("testKl", "nats", "the KL divergence of a test image, likewise"),
  text("state", "what the run's verdict calls the model, for instance healthy or collapsed"),
  number("seconds", "s", "the time from the run's start to its end, figures included"),
  text("backend", "what computed"),
  integer("threads", "threads", "the threads that were asked for; none where the machine chose"),
  text("startedAt", "when the run began, as ISO 8601 in UTC"),
  text("kernels", "the matrix products' library and its threads, or kernels"),
];

const EPOCHS: readonly Column[] = [
  text("id", "the run, as in the table of runs"),
  text("run", "the name of the run's folder"),
  integer("epoch", undefined, "the pass over the training images, from 1"),
  number("loss", undefined, "the loss as trained, its mean over the epoch's batches"),
  number("reconstruction", undefined, "the reconstruction error of an image, likewise"),
  number("kl", "nats", "the unweighted KL divergence of an image, likewise"),
  number("klWeight", undefined, "the weight of the KL term, likewise"),
  integer("activeUnits", "units", "the latent units that are active after the epoch"),
  numbers("klPerUnit", "nats", "the KL divergence of each latent unit after the epoch"),
  number("seconds", "s", "the time that the epoch's batches took"),
];

/** The columns of the table of epochs. */
export const EPOCH_COLUMNS: readonly Column[] = EPOCHS;

/** The tasks whose options are described. */
const TASKS: readonly { readonly options: object }[] = [
  trainTask,
  anneal,
  collapse,
  naive,
  hysteresis,
];

/** Every option of a run that is known to shape a model, described as the command line does. */
const OPTIONS: ReadonlyMap<string, Column> = new Map(
  TASKS.flatMap(({ options }) => Object.entries(options as OptionTable))
    .filter(([name]) => !NO_OPTIONS.includes(name))
    .toReversed() // where two tasks describe one option, the first one counts
    .map(([name, option]) => [name, ofOption(name, option)]),
);

/**
 * The columns of a table of runs: what every run has, between them the options that any of these has, those
 * of `train` first, and the versions.
 */
export function runColumns(rows: readonly TableRow[]): Column[] {
  const found = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  const fixed = [...FIRST, ...LAST].map(({ name }) => name);
  const known = Object.keys(trainTask.options).concat([...OPTIONS.keys()].sort())
    .filter((name, i, names) => OPTIONS.has(name) && names.indexOf(name) === i);
  const options = known.filter((name) => found.includes(name)).map((name) => OPTIONS.get(name)!);
  const others = found.filter((name) => !fixed.includes(name) && !known.includes(name));
  const versions = others.filter((name) => name.endsWith("Version"));
  const unknown = others.filter((name) => !versions.includes(name)).map((name) => ({
    name,
    type: typeOf(rows.map((row) => row[name])),
    description: "an option of the run's task, by its name there",
  }));
  return [
    ...FIRST,
    ...options,
    ...unknown,
    ...LAST,
    ...versions.map((name) => text(name, `the version of ${name.slice(0, -"Version".length)}`)),
  ];
}

function ofOption(name: string, { kind, description }: Option): Column {
  const type: ColumnType = kind === "whole number"
    ? "integer"
    : kind === "number"
    ? "number"
    : kind === "switch"
    ? "boolean"
    : "text";
  const short = description.replace(/ \(default: .*\)$/, "").replaceAll("`", "");
  return { name, type, description: short };
}

function text(name: string, description: string): Column {
  return { name, type: "text", description };
}

function integer(name: string, unit: string | undefined, description: string): Column {
  return { name, type: "integer", unit, description };
}

function number(name: string, unit: string | undefined, description: string): Column {
  return { name, type: "number", unit, description };
}

function numbers(name: string, unit: string, description: string): Column {
  return { name, type: "numbers", unit, description };
}
