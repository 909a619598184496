import type { EpochRecord } from "../run/run_record.ts";
import type { Flags } from "./flags.ts";
import type { LabResult, MeasuredRange } from "./lab_results.ts";

/** What a verdict is made from. */
export interface VerdictInput {
  /** The run's epochs; the last one with its loss on the test images. */
  readonly epochs: readonly EpochRecord[];
  /** What the lab's own run gave. */
  readonly lab: LabResult;
  /** Options that make this run another one than the lab's: then its numbers are not compared. */
  readonly changed: readonly string[];
}

/** The run's numbers beside the notebook's printed ones and the measured range, and what they mean. */
export function verdict({ epochs, lab, changed }: VerdictInput): string[] {
  const last = epochs[epochs.length - 1];
  const { test, klPerUnit, activeUnits } = last;
  const printed = lab.printedLosses[lab.epochs - 1]?.toFixed(3);
  const lines = ["", `After epoch ${last.epoch}:`.padEnd(24) + column("here")];
  const row = (name: string, value: string, notebook = "", range?: MeasuredRange) => {
    const compared = changed.length === 0 ? column(notebook) + column(rangeText(range), 20) : "";
    lines.push((`  ${name}`.padEnd(24) + column(value) + compared).trimEnd());
  };
  if (changed.length === 0) lines[1] += column("notebook") + column("PyTorch, 15+ seeds", 20);
  row("train loss", last.loss.toFixed(3), printed ?? "none printed", lab.loss);
  row("reconstruction", last.reconstruction.toFixed(3), "", lab.reconstruction);
  row("KL (nats)", last.kl.toFixed(3), "", lab.kl);
  row("active units", `${activeUnits} of ${klPerUnit.length}`, "", lab.activeUnits);
  if (test) row("test loss", test.loss.toFixed(3));
  lines.push("", `KL per unit (nats): ${klPerUnit.map((kl) => kl.toFixed(2)).join("  ")}`);
  lines.push(...effectiveBeta(last.klWeight));
  if (changed.length > 0) {
    lines.push(`Not compared with the lab's numbers: this run has other ${changed.join(", ")}.`);
  }
  return lines;
}

/**
 * The options that make a run another one than the lab's: all that were given a value of their own,
 * but for those that leave the model and its training alone.
 */
export function changedOptions(options: Readonly<Record<string, unknown>>, flags: Flags): string[] {
  const neutral = ["seed", "backend", "out"];
  return Object.keys(flags)
    .filter((name) => !neutral.includes(name) && options[name] !== flags[name].default);
}

/** What the weight of the KL term means: squared error + w KL is the ELBO at decoder variance w/2. */
export function effectiveBeta(weight: number): string[] {
  const w = Number(weight.toPrecision(3));
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
