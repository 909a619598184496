import type { EpochRecord } from "../run/run_record.ts";
import { reconstructImages } from "../measure/reconstruct_images.ts";
import type { Flags } from "./flags.ts";
import type { LabResult } from "../experiment/lab_results.ts";
import { lastBatchNote, writeCurves, writeReconstructions } from "./pictures.ts";
import { stateLines } from "./state_lines.ts";
import type { Terminal } from "./terminal.ts";
import type { Training } from "./training.ts";
import { changedOptions, verdict } from "./verdict.ts";

/** What a script says about its run at the end. */
export interface Conclusion {
  /** Above the curves. */
  readonly title: string;
  /** What the lab's own run gave; absent where the script is none of its exercises. */
  readonly lab?: LabResult;
  /** The script's flags: a run with other values than their defaults is not compared with the lab. */
  readonly flags: Flags;
  /** What the lab's own run shows, in a sentence or two with its numbers; not said of another run. */
  readonly remark?: (last: EpochRecord) => string;
}

/** The end of every training script: the test images, the model, the figures, the verdict. */
export async function conclude(
  run: Training,
  { title, lab, flags, remark }: Conclusion,
  terminal: Terminal,
): Promise<void> {
  const judged = await run.assess();
  const changed = changedOptions(run.options, flags);
  const pictures = await reconstructImages(run.vae, run.data);
  await writeReconstructions(run.folder, "reconstructions.png", pictures);
  await writeCurves(run, title, changed.length === 0 ? lab?.printedLosses ?? [] : []);
  await run.finish(judged);
  const { epochs, batches, klShown, vae: { likelihood } } = run;
  const note = lastBatchNote(run);
  for (const line of verdict({ epochs, batches, klShown, lab, changed, note, likelihood })) {
    terminal.say(line);
  }
  for (const line of stateLines(judged, run.vae.latentSize)) terminal.say(line);
  if (changed.length === 0 && remark) terminal.say(remark(epochs[epochs.length - 1]));
  terminal.note(
    `results in ${run.folder.path}: run.json, metrics.jsonl, model.safetensors, figures`,
  );
}
