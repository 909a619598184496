import { v } from "../deps/valibot.ts";
import { STATES } from "../measure/collapse_state.ts";
import { oneLine, UserError } from "../user_error.ts";
import { parseJson } from "../file/parse_json.ts";
import { isRecordedSeed, type RecordedSeed } from "./recorded_seed.ts";
import type { RunRecord } from "./run_record.ts";

/** What a message says was wanted, where valibot's own words are no help. */
const wanted = (what: string) => ({ received }: { received: string }) =>
  `wanted ${what}, found ${received}`;

const whole = (min: number) => {
  const message = wanted(`a whole number from ${min} on`);
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message));
};
const number = wanted("a finite number");
const finite = v.pipe(v.number(number), v.finite(number));
const seconds = v.pipe(finite, v.minValue(0, wanted("a time from 0 s on")));
const text = v.string(wanted("a text"));
const date = v.pipe(text, v.isoTimestamp(wanted("an ISO 8601 time")));
const losses = { loss: finite, reconstruction: finite, kl: finite, klWeight: finite };

const epoch = v.pipe(
  v.looseObject({
    epoch: whole(1),
    ...losses,
    klPerUnit: v.pipe(v.array(finite), v.minLength(1, "wanted one unit or more, found none")),
    activeUnits: whole(0),
    seconds,
    test: v.optional(v.looseObject(losses)),
  }),
  v.check(
    ({ activeUnits, klPerUnit }) => activeUnits <= klPerUnit.length,
    ({ input }) => `wanted no more activeUnits than klPerUnit has, found ${input.activeUnits}`,
  ),
);

const seed = v.custom<RecordedSeed>(
  isRecordedSeed,
  wanted("a whole number from -2^63 to 2^64 - 1, as a text where it is beyond 2^53"),
);

const error = v.pipe(finite, v.minValue(0, wanted("an error from 0 on")));
const verdict = v.looseObject({
  state: v.picklist(STATES, wanted(STATES.join(" or "))),
  usedUnits: whole(0),
  ...{ klWeight: finite, loss: finite },
  ...{ reconstruction: error, meanImageError: error, shuffledReconstruction: v.optional(error) },
  ...{ linearOptimum: v.optional(finite), linearUnits: v.optional(whole(0)) },
  accident: v.optional(v.boolean(wanted("true or false"))),
});

/** What must be there; what a newer lab adds is kept as it is. */
const record = v.pipe(
  v.looseObject({
    task: text,
    seed,
    options: v.record(v.string(), v.unknown()),
    data: v.looseObject({
      ...{ name: text, images: whole(1), sha256: v.optional(text) },
      ...{ height: v.optional(whole(1)), width: v.optional(whole(1)) },
    }),
    backend: text,
    versions: v.record(v.string(), text),
    startedAt: date,
    finishedAt: v.optional(date),
    seconds,
    changes: v.optional(v.array(v.looseObject({ epoch: whole(1), batch: whole(0), beta: finite }))),
    epochs: v.array(epoch),
    verdict: v.optional(verdict),
  }),
  v.check(
    ({ epochs }) => epochs.every(({ epoch }, i) => epoch === i + 1),
    "wanted epochs that count from 1 on, without a gap",
  ),
  v.check(
    ({ finishedAt, epochs }) => finishedAt === undefined || epochs.length > 0,
    "wanted one epoch or more in a run with finishedAt, found none",
  ),
);

/** In bytes; an epoch of 8 units takes 700, one of 784 units 25 KB. */
export const MAX_RECORD = 2 ** 26;

/** Of the JSON in it: options may be lists of objects. */
export const RECORD_BOUNDS = { depth: 8, parts: MAX_RECORD };

/**
 * The run in the text of a `run.json`.
 *
 * @param name how messages call the file
 * @throws {UserError} that names the first field which is not as a run writes it
 */
export function parseRunRecord(text: string, name = "run.json"): RunRecord {
  let json: unknown;
  try {
    json = parseJson(text, RECORD_BOUNDS);
  } catch (error) {
    const why = oneLine((error as Error).message);
    throw new UserError(`${name}: not valid JSON: ${why}.`, { cause: error });
  }
  const { success, output, issues } = v.safeParse(record, json, { abortEarly: true });
  if (success) return upgradeRecord(output);
  const [issue] = issues;
  const field = v.getDotPath(issue);
  const wrong = issue.received === "undefined" ? "is missing" : issue.message;
  throw new UserError(
    oneLine(
      `${name}: ${field ? `${field}: ` : ""}${wrong}. No run of this lab wrote that; run it again.`,
    ),
  );
}

/**
 * A run record as this version would have written it: an option that did not exist when the run was made
 * gets the value by which it was computed then.
 *
 * (An option whose default is what an older lab did needs no line here: whoever compares two runs fills
 * in the defaults.)
 */
function upgradeRecord<R extends Pick<RunRecord, "options">>(record: R): R {
  // Every objective divided by the batch size before there was an option for it.
  return { ...record, options: { divisor: "batch-size", ...record.options } };
}
