import { LAB_RESULTS, type LabResult } from "../../lib/experiment/lab_results.ts";
import { changedOptions } from "../../lib/experiment/changed_options.ts";
import { NO_GAIN } from "../../lib/measure/collapse_state.ts";
import { TRAINING_TASKS } from "../state.ts";
import { words } from "../words.ts";
import type { Training } from "./training.ts";

/** What a finished run came to, beside what the notebook printed and PyTorch gave. */
export function Outcome({ training }: { readonly training: Training }) {
  const verdict = training.verdict.value;
  const begun = training.start.value;
  const epochs = training.epochs.value;
  const last = epochs[epochs.length - 1];
  const changes = training.changes.value;
  const note = changes.length > 0 && (
    <p>
      {changes.map(({ epoch, batch, beta }) => words.train.betaChanged(epoch, batch + 1, beta))
        .join("; ")}. {words.train.betaChangedNote}
    </p>
  );
  if (!verdict || !begun || !last) return note || null;
  const { loss, linearOptimum, linearUnits, usedUnits, accident, state } = verdict;
  const lab = (LAB_RESULTS as Record<string, LabResult>)[begun.task];
  const table = TRAINING_TASKS[begun.task].options as unknown as Parameters<
    typeof changedOptions
  >[0];
  const isLabs = lab && changes.length === 0 && last.epoch === lab.epochs &&
    changedOptions(table, begun.options).length === 0;
  const printed = lab?.printedLosses[last.epoch - 1];
  return (
    <div class="outcome" data-state={state}>
      <p>
        <b>{words.train.verdict(words.train.states[state], usedUnits, begun.latentSize)}</b>{" "}
        {linearOptimum !== undefined &&
          words.train.verdictLoss(loss.toFixed(3), linearOptimum.toFixed(3))} {accident
          ? words.train.accident
          : linearUnits === 0 && usedUnits === 0
          ? words.train.askedFor
          : linearOptimum !== undefined && loss <= linearOptimum
          ? words.train.better
          : ""} {last.test && words.train.testLoss(last.test.loss.toFixed(3))}
      </p>
      <p class="quiet">
        {words.train.evidence(
          verdict.reconstruction.toFixed(3),
          verdict.shuffledReconstruction?.toFixed(3),
          verdict.meanImageError.toFixed(3),
          100 * NO_GAIN,
        )}
      </p>
      {isLabs && (
        <p>
          {words.train.lastLoss(last.loss.toFixed(3), lab.loss.low, lab.loss.high)}{" "}
          {printed !== undefined && words.train.printed(printed)}
        </p>
      )}
      {note}
    </div>
  );
}
