import { v } from "../../deps/valibot.ts";
import { parseJson } from "../../file/parse_json.ts";
import { readPlainFile } from "../../file/read_plain_file.ts";
import type { MeasuredModel } from "./measure_blame.ts";
import { type StageName, STAGES } from "./train_stages.ts";

/** A stage of a run, measured. */
export interface MeasuredStage {
  /** Which one. */
  readonly stage: StageName;
  /** Counts from 1. */
  readonly epoch: number;
  /** Batches of that epoch that were done. */
  readonly batch: number;
  /** What was measured. */
  readonly measured: MeasuredModel;
}

/** A run that was trained through the stages, as a file keeps it. */
export interface StageRecord {
  /** All that its numbers depend on. */
  readonly options: Readonly<Record<string, unknown>>;
  /** In order. */
  readonly stages: readonly MeasuredStage[];
}

const numbers = v.array(v.number());
const losses = v.object({
  ...{ loss: numbers, reconstruction: v.number(), kl: v.number(), klPerUnit: numbers },
  ...{ varianceOfMu: numbers, information: v.number() },
});
const images = v.object({
  ...{ encoder: losses, refined: losses, steps: v.number(), converged: v.boolean() },
  ...{ lastGain: v.number(), chosen: numbers },
});
const unit = v.object({
  ...{ kl: v.number(), refinedKl: v.number(), aloneKl: v.number(), gain: v.number() },
  ...{ varianceOfMu: v.number(), aloneVariance: v.number(), aloneInformation: v.number() },
  aloneInformationError: v.number(),
  ...{ standardError: v.number(), p: v.number(), outputVariance: v.number() },
  ...{ errorDeviation: v.number(), capacity: v.number(), delta: numbers },
});
const record = v.object({
  options: v.record(v.string(), v.unknown()),
  stages: v.array(v.object({
    ...{ stage: v.picklist(STAGES), epoch: v.number(), batch: v.number() },
    measured: v.object({
      ...{ klWeight: v.number(), training: images, test: images, units: v.array(unit) },
    }),
  })),
});

/** In bytes; eight units and 100 images at four stages take 70 KB. */
const MAX_STAGES = 2 ** 26;

/** The record in a file, if it is one, and of these options; otherwise the run has to be trained. */
export async function readStageRecord(
  file: string,
  options: StageRecord["options"],
): Promise<StageRecord | undefined> {
  try {
    const bytes = await readPlainFile(file, MAX_STAGES);
    const json = parseJson(new TextDecoder().decode(bytes), { depth: 8, parts: MAX_STAGES });
    const found = v.parse(record, json);
    return JSON.stringify(found.options) === JSON.stringify(options) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** The text of such a file. Losses keep six digits. */
export function stageRecordText(record: StageRecord): string {
  const rounded = (_: string, value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
  return JSON.stringify(record, rounded) + "\n";
}
