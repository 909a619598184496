import type { LabResult } from "../experiment/lab_results.ts";
import { lastBatchNote } from "../experiment/last_batch_note.ts";
import type { Verdict } from "../measure/judge.ts";
import type { EpochRecord } from "../run/run_record.ts";
import type { RunOptions } from "../run/run_options.ts";
import type { Session } from "../run/session.ts";
import { resultLines } from "./result_lines.ts";
import { stateLines } from "./state_lines.ts";
import type { Terminal } from "./terminal.ts";
import type { ShownLines } from "./train_run.ts";

/** What a script says of its run at the end. */
export interface Remarks extends Pick<ShownLines, "klShown"> {
  /** What the lab's own run gave; absent where the script is none of its exercises. */
  readonly lab?: LabResult;
  /** The options that make this run another one than the lab's. */
  readonly changed?: readonly string[];
  /** What the lab's own run shows, in a sentence or two with its numbers; not said of another run. */
  readonly remark?: (last: EpochRecord) => string;
}

/** Says what a finished run came to. */
export function sayResults<O extends RunOptions>(
  { vae, epochs, batches, folder, ...session }: Session<O>,
  verdict: Verdict,
  { lab, changed = [], klShown = "nats", remark }: Remarks,
  { say, note }: Terminal,
): void {
  const results = {
    ...{ epochs, batches, klShown, lab, changed },
    note: lastBatchNote(session),
    likelihood: vae.likelihood,
  };
  for (const line of resultLines(results)) say(line);
  for (const line of stateLines(verdict, vae.latentSize)) say(line);
  if (changed.length === 0 && remark) say(remark(epochs[epochs.length - 1]));
  note(`results in ${folder.path}: run.json, metrics.jsonl, model.safetensors, figures`);
}
