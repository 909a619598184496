import { v } from "../deps/valibot.ts";
import type { Moments } from "../math/adam_update.ts";
import type { StateDict, StateTensor } from "../math/state_dict.ts";
import { isBuffer } from "../model/batch_norm.ts";
import type { BatchEvent } from "../train/train.ts";
import type { TrainState } from "../train/train_state.ts";
import { oneLine, UserError } from "../user_error.ts";
import { type MetricsPosition, NO_METRICS } from "./metrics_position.ts";
import { parseJson } from "../file/parse_json.ts";
import { parseRunRecord } from "./parse_run_record.ts";
import type { RunRecord } from "./run_record.ts";
import { readSafetensors, writeSafetensors } from "../file/safetensors.ts";

/** What those who look at a run while it trains want to find again after a resume. */
export interface Memory {
  /** Anything that JSON carries. */
  readonly json: Record<string, unknown>;
  /** Arrays by name. */
  readonly tensors: Record<string, StateTensor>;
}

/** A run between two batches: all that it takes to go on as if it had never stopped. */
export interface Checkpoint {
  /** The run so far. */
  readonly record: RunRecord;
  /** How much of `metrics.jsonl`, which holds every batch so far, belongs to it. */
  readonly metrics: MetricsPosition;
  /** What its observers keep. */
  readonly memory: Memory;
  /** Where training stands. */
  readonly state: TrainState;
}

/** A checkpoint that was read from a file. */
export interface StoredCheckpoint extends Checkpoint {
  /** Every batch so far, where it is of the first format, whose `metrics` count none. */
  readonly batches?: readonly BatchEvent[];
}

/** Where a run stands: `after epoch 2`, `in epoch 3, after 120 of 469 batches`. */
export function placeOf(
  { state: { epoch, batch }, record: { data, options } }: Checkpoint,
): string {
  if (batch === 0) return `after epoch ${epoch - 1}`;
  const batches = Math.ceil(data.images / Number(options.batchSize));
  return `in epoch ${epoch}, after ${batch} of ${batches} batches`;
}

/** The note `format` of a checkpoint, which tells it from a model. The first one held every batch. */
const FORMAT = "vae-lab-checkpoint-2", FIRST_FORMAT = "vae-lab-checkpoint-1";

/** In bytes; the lab's model takes 6 MB, the largest that a model file holds 309 MB. */
export const MAX_CHECKPOINT = 2 ** 29;

/**
 * The bytes of `checkpoint.safetensors`: parameters, moments and the observers' arrays as tensors, all
 * else as JSON in the notes, and the SHA-256 of the file as it would be without that note.
 *
 * They are read back at once: what {@linkcode checkpointFromBytes} would refuse is not written.
 *
 * @throws {UserError} if they are more than it takes, or hold what no run has
 */
export async function checkpointToBytes(checkpoint: Checkpoint): Promise<Uint8Array<ArrayBuffer>> {
  const { record, metrics, memory, state: { parameters, adam, ...state } } = checkpoint;
  const moments = (which: keyof Moments): StateDict =>
    mapValues(adam.moments, (value, name) => ({
      shape: parameters[name].shape,
      values: value[which],
    }));
  const groups: Record<Group, StateDict> = {
    parameters,
    first: moments("first"),
    second: moments("second"),
    memory: memory.tensors,
  };
  const tensors: Record<string, StateTensor> = {};
  for (const [group, members] of Object.entries(groups)) {
    for (const [name, tensor] of Object.entries(members)) tensors[`${group}/${name}`] = tensor;
  }
  const json = { record, metrics, memory: memory.json, state: { ...state, step: adam.step } };
  const notes = { format: FORMAT, ...mapValues(json, (value) => JSON.stringify(value)) };
  const bytes = writeSafetensors(tensors, { ...notes, sha256: await digest(tensors, notes) });
  if (bytes.length > MAX_CHECKPOINT) {
    throw new UserError(
      `the checkpoint would have ${bytes.length} bytes; wanted at most ${MAX_CHECKPOINT}.`,
    );
  }
  await checkpointFromBytes(bytes, "the checkpoint");
  return bytes;
}

/**
 * The checkpoint in the bytes of a file.
 *
 * @param file how messages call it
 * @throws {UserError} that names the file and the place, if it was cut short or altered, or is another
 * kind of file
 */
export async function checkpointFromBytes(
  bytes: Uint8Array,
  file: string,
): Promise<StoredCheckpoint> {
  const { tensors, metadata: { sha256, ...notes } } = readSafetensors(bytes, file);
  if (notes.format !== FORMAT && notes.format !== FIRST_FORMAT) {
    const found = notes.format === undefined ? "none" : `"${notes.format}"`;
    throw refusal(`not a checkpoint: its format is ${found}, wanted "${FORMAT}".`);
  }
  const found = await digest(tensors, notes);
  if (found !== sha256) {
    throw new UserError(
      `${file} was altered: its SHA-256 is ${found}, its note sha256 says ${
        oneLine(`${sha256}`)
      }. ` +
        `Start the run anew with \`force\`.`,
    );
  }
  const record = parseRunRecord(notes.record ?? "", `${file}: record`);
  const { step, ...state } = parse(STATE, "state");
  const parameters = group("parameters");
  const [first, second] = [group("first"), group("second")];
  const moments: Record<string, Moments> = {};
  for (const name of Object.keys(parameters)) {
    if (isBuffer(name)) continue; // no gradient trains it
    if (!first[name] || !second[name]) throw refusal(`no moments of ${name}.`);
    for (const { values } of [first[name], second[name]]) {
      const { length } = parameters[name].values;
      if (values.length === length) continue;
      throw refusal(`${length} values of ${name}, but moments of ${values.length}.`);
    }
    moments[name] = { first: first[name].values, second: second[name].values };
  }
  if (state.epoch !== record.epochs.length + 1) {
    throw refusal(`state: epoch ${state.epoch} after ${record.epochs.length} epochs.`);
  }
  return {
    record,
    ...notes.format === FIRST_FORMAT
      ? { metrics: NO_METRICS, batches: parse(v.array(BATCH), "batches") }
      : { metrics: parse(METRICS, "metrics") },
    memory: { json: parse(v.record(v.string(), v.unknown()), "memory"), tensors: group("memory") },
    state: { ...state, adam: { step, moments }, parameters },
  };

  function parse<T>(schema: v.GenericSchema<unknown, T>, note: string): T {
    let json: unknown;
    try {
      json = parseJson(notes[note] ?? "", BOUNDS);
    } catch (error) {
      throw refusal(`${note}: not valid JSON: ${(error as Error).message}.`);
    }
    const { success, output, issues } = v.safeParse(schema, json, { abortEarly: true });
    if (success) return output;
    const field = v.getDotPath(issues[0]);
    throw refusal(`${note}${field ? `: ${field}` : ""}: ${issues[0].message}.`);
  }

  function refusal(why: string): UserError {
    return new UserError(`${file}: ${oneLine(why)}`);
  }

  function group(group: Group): Record<string, StateTensor> {
    const members = Object.entries(tensors).filter(([name]) => name.startsWith(`${group}/`));
    return Object.fromEntries(members.map(([name, t]) => [name.slice(group.length + 1), t]));
  }
}

/** Of the JSON in a note. */
const BOUNDS = { depth: 32, parts: 2 ** 24 };

type Group = "parameters" | keyof Moments | "memory";

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const LOSSES = {
  loss: v.number(),
  reconstruction: v.number(),
  kl: v.number(),
  klWeight: v.number(),
};
const engine = v.pipe(
  v.array(v.pipe(v.number(), v.integer())),
  v.length(625),
  v.check(([index]) => index >= 0 && index < 624, "wanted the first number below 624"),
);
const random = v.union(
  [
    v.object({ engine, spareNormal: v.optional(v.pipe(v.number(), v.finite())) }),
    v.pipe(engine, v.transform((engine) => ({ engine }))), // of lab 0.1.0, which kept no spare normal
  ],
  "wanted the state of a TorchRandom: its engine's 625 whole numbers, and a spareNormal or none",
);
const STATE = v.object({
  epoch: whole,
  batch: whole,
  sums: v.object(LOSSES),
  milliseconds: v.number(),
  epochRandom: random,
  random,
  step: whole,
  aggressive: v.optional(
    v.object({ active: v.boolean(), information: v.number(), encoderSteps: whole }),
  ),
});
const METRICS = v.object({ bytes: whole, sha256: v.string() });
const BATCH = v.looseObject({
  kind: v.literal("batch"),
  epoch: whole,
  batch: whole,
  batches: whole,
  ...LOSSES,
});

/** Of what a file holds, not of its bytes: it is written again as it was, and that is hashed. */
async function digest(tensors: StateDict, notes: Record<string, string>): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", writeSafetensors(tensors, notes));
  return new Uint8Array(hash).toHex();
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
) {
  const entries = Object.entries(record).map(([key, value]) => [key, change(value, key)] as const);
  return Object.fromEntries(entries) as Record<string, U>;
}
