import { largestUnits } from "../figure/largest_units.ts";
import type { ModelOptions } from "../model/model_options.ts";
import type { EpochRecord } from "../run/run_record.ts";
import { ACTIVE_VARIANCE } from "../measure/collapse_state.ts";
import type { BatchEvent } from "../train/train.ts";
import type { LabResult, MeasuredRange } from "../experiment/lab_results.ts";
import { flagName } from "./flags.ts";
import { shownKl } from "./train_run.ts";

/** What a run came to. */
export interface RunResults {
  /** The run's epochs; the last one with its loss on the test images. */
  readonly epochs: readonly EpochRecord[];
  /** The run's batches. */
  readonly batches: readonly BatchEvent[];
  /** What the lab's own run gave; absent where there is none to compare with. */
  readonly lab?: LabResult;
  /** The KL term of the batch lines: as weighted in the loss, or in nats. */
  readonly klShown: "weighted" | "nats";
  /** The options that make this run another one than the lab's: then its numbers are not compared. */
  readonly changed: readonly string[];
  /** What a reader must know of the last batch of an epoch, if anything. */
  readonly note?: string;
  /** What the reconstruction term is the logarithm of; Gaussian where it is absent. */
  readonly likelihood?: ModelOptions["likelihood"];
}

/** Units whose KL is told at most. */
const UNITS = 32;

/** The batch whose line the notebook's output kept, of each epoch. */
const LAST_LINE = 460;

/** The run's numbers beside the notebook's printed ones and the measured range, and what they mean. */
export function resultLines(
  { epochs, batches, lab, klShown, changed, note, likelihood }: RunResults,
): string[] {
  const last = epochs[epochs.length - 1];
  const { test, klPerUnit, activeUnits } = last;
  const compared = changed.length === 0 ? lab : undefined;
  const lines: string[] = [""];
  const row = (name: string, value: string, notebook = "", range?: MeasuredRange) => {
    const besides = compared ? column(notebook) + column(rangeText(range), 22) : "";
    lines.push((name.padEnd(26) + column(value) + besides).trimEnd());
  };
  const title = `Means over epoch ${last.epoch}:`.padEnd(26) + column("here");
  lines.push(compared ? title + column("notebook") + column("PyTorch, 15+ seeds", 22) : title);
  const printed = lab?.printedLosses[last.epoch - 1];
  row("  train loss", last.loss.toFixed(3), printed?.toFixed(3) ?? "none printed", lab?.loss);
  row("  reconstruction", last.reconstruction.toFixed(3), "", lab?.reconstruction);
  row("  KL (nats)", last.kl.toFixed(3), "", lab?.kl);
  lines.push("After it:");
  row("  active units *", `${activeUnits} of ${klPerUnit.length}`, "", lab?.activeUnits);
  if (test) row("  test loss", test.loss.toFixed(3));
  if (compared?.printedLines) {
    lines.push(...printedLines(batches, compared.printedLines, klShown));
  }
  if (compared && compared.printedLosses.length > 0) {
    lines.push(
      "Train loss of each epoch:",
      `  here      ${epochs.map(({ loss }) => loss.toFixed(2)).join(" ")}`,
      `  notebook  ${compared.printedLosses.map((loss) => loss.toFixed(2)).join(" ")}`,
    );
  }
  const total = klPerUnit.reduce((sum, kl) => sum + kl, 0);
  const told = largestUnits([klPerUnit], UNITS);
  const which = told.length < klPerUnit.length
    ? `, the ${UNITS} largest of ${klPerUnit.length}`
    : "";
  const units = told.map((unit) => klPerUnit[unit].toFixed(2)).join("  ");
  lines.push(
    "",
    `KL per unit after it (nats)${which}: ${units}, sum ${which ? "of all " : ""}${
      total.toFixed(2)
    }`,
    `* The posterior mean varies over the images by more than ${ACTIVE_VARIANCE} (variance).`,
  );
  lines.push(...weightLines(last.klWeight, likelihood));
  if (note) lines.push(note);
  if (lab && !compared) {
    lines.push(
      `Not compared with the lab's numbers: this run has another ${
        changed.map(flagName).join(", ")
      }.`,
    );
  }
  return lines;
}

/** The last batch line of each epoch, beside what the notebook's output kept of it. */
function printedLines(
  batches: readonly BatchEvent[],
  printed: NonNullable<LabResult["printedLines"]>,
  klShown: "weighted" | "nats",
): string[] {
  const kept = batches.filter(({ batch }) => batch === LAST_LINE);
  const lines = [`At batch ${LAST_LINE} of each epoch:`];
  const rows = (name: string, here: number[], notebook: readonly number[] | undefined) => {
    if (!notebook) return;
    lines.push(`  ${name}, here      ${here.map((value) => value.toFixed(2)).join(" ")}`);
    lines.push(`  ${name}, notebook  ${notebook.map((value) => value.toFixed(2)).join(" ")}`);
  };
  rows("REC LOSS", kept.map(({ reconstruction }) => reconstruction), printed.reconstruction);
  rows("KL LOSS", kept.map((batch) => shownKl(batch, klShown)), printed.kl);
  return lines;
}

/** What the weight of the KL term means: squared error + w KL is the ELBO at decoder variance w/2. */
export function weightLines(
  weight: number,
  likelihood: ModelOptions["likelihood"] = "gaussian",
): string[] {
  if (weight === 0) return ["Effective beta: 0. There is no KL term: this is a plain autoencoder."];
  const w = Number(weight.toPrecision(3));
  if (likelihood === "bernoulli") {
    return [`Effective beta: ${w}. Cross-entropy + KL is the negative ELBO of Bernoulli pixels.`];
  }
  return [
    `Effective beta: ${w}. Summed squared error + ${w} KL is, up to a constant and a factor, the`,
    `negative ELBO of a decoder N(xHat, s I) with variance s = ${
      Number((weight / 2).toPrecision(3))
    } per pixel.`,
  ];
}

function column(text: string, width = 14): string {
  return text.padStart(width);
}

function rangeText(range?: MeasuredRange): string {
  return range ? `${range.low} to ${range.high}` : "";
}
