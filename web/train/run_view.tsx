import { useEffect } from "../../lib/deps/preact.ts";
import { words } from "../words.ts";
import { Agreement } from "./agreement.tsx";
import { Controls } from "./controls.tsx";
import { Digits } from "./digits.tsx";
import { LatentMap } from "./latent_map.tsx";
import { LossChart } from "./loss_chart.tsx";
import { Outcome } from "./outcome.tsx";
import { SaveRun } from "./save_run.tsx";
import { Scrubber } from "./scrubber.tsx";
import type { Training } from "./training.ts";
import { TrainOn } from "./train_on.tsx";
import { lookForKept } from "./trainings.ts";
import { UnitBars } from "./unit_bars.tsx";

/** A run: how it goes, and what was seen of the model. */
export function RunView({ training }: { readonly training: Training }) {
  const status = training.status.value;
  const begun = training.start.value;
  const heading = `run-${training.wanted.id}`;
  useEffect(() => void lookForKept(), [status, training.epochs.value.length]);
  return (
    <section class="card run" aria-labelledby={heading} data-status={status} tabIndex={-1}>
      <h3 id={heading}>{words.train.tasks[training.wanted.task]}</h3>
      <Progress training={training} />
      {training.message.value && <p class="notice" role="alert">{training.message}</p>}
      <Controls training={training} />
      {begun && (
        <>
          <Outcome training={training} />
          <TrainOn training={training} />
          <div class="halves">
            <div class="chart-half">
              <LossChart training={training} />
            </div>
            <div class="look-half">
              <Scrubber training={training} />
              <UnitBars training={training} />
              <Digits training={training} />
              <LatentMap training={training} />
            </div>
            <div class="files-half">
              <Agreement training={training} />
              <SaveRun training={training} />
            </div>
          </div>
        </>
      )}
    </section>
  );
}

/** Where a run stands, in words and numbers; read out when the status changes, not with every batch. */
function Progress({ training }: { readonly training: Training }) {
  const status = training.status.value;
  const { value: batches } = training.batches;
  const last = batches[batches.length - 1];
  const begun = training.start.value;
  const epochs = Number(begun?.options.epochs ?? 1);
  const done = last ? (last.epoch - 1) * last.batches + last.batch + 1 : 0;
  return (
    <>
      <p role="status" class="status">
        {words.train.status[status]}
        {begun?.resumed && batches.length === begun.batches.length && ` (${begun.resumed})`}
      </p>
      <progress
        aria-label={words.train.run}
        value={last ? done / (epochs * last.batches) : 0}
      />
      {last && (
        <p class="figures">
          {words.train.place(last.epoch, last.batch + 1, last.batches)} · {words.train.numbers(
            last.loss.toFixed(3),
            last.reconstruction.toFixed(3),
            last.kl.toFixed(3),
          )} · {words.train.weight(`${Number(last.klWeight.toPrecision(3))}`)} ·{" "}
          {words.train.threads(begun?.threads ?? 1)}
        </p>
      )}
    </>
  );
}
