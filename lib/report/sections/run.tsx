import type { ComponentChildren, JSX } from "../../deps/preact.ts";
import { LAB_RESULTS, type LabResult, type MeasuredRange } from "../../experiment/lab_results.ts";
import type { Verdict } from "../../measure/judge.ts";
import type { BatchEvent } from "../../train/train.ts";
import type { ReportedRun, RunName } from "../lab_report.ts";
import { labSection } from "../lab_text.ts";
import { linearMeaning } from "../linear_meaning.ts";
import { counted, countText, decimals, rangeText, significant } from "../number_cell.ts";
import { Command } from "../parts/command.tsx";
import { Figure } from "../parts/figure.tsx";
import type { Numbers } from "../parts/numbers.ts";
import { Line, Prose } from "../parts/prose.tsx";
import { Section } from "../parts/section.tsx";
import { Table } from "../parts/table.tsx";
import type { SectionInput } from "./section_input.ts";

/** The batch whose line the notebook's output kept, of each epoch. */
const LAST_LINE = 460;

/** One of the lab's runs. */
export interface RunInput extends SectionInput {
  readonly name: RunName;
  /** What this run alone shows, after its numbers. */
  readonly children?: ComponentChildren;
}

/** A run of exercise 2: its numbers beside the notebook's and PyTorch's, its state, its figures. */
export function Run({ name, report, numbers, children }: RunInput): JSX.Element {
  const run = report.runs[name];
  const { epochs, options, verdict, data } = run.record;
  const lab: LabResult | undefined = run.changed.length === 0 ? LAB_RESULTS[name] : undefined;
  const { id, title, text } = labSection(name);
  const last = epochs[epochs.length - 1];
  return (
    <Section id={id} title={title}>
      <Prose text={text} />
      <p>
        {counted(epochs.length, "epoch")} on {counted(data.images, "image")} in batches of{" "}
        {countText(Number(options.batchSize))}; the weight at the end is{" "}
        {significant(last.klWeight, 3)}. {run.note}
      </p>
      <Results run={run} lab={lab} number={numbers.table()} />
      {lab?.printedLines && <BatchLines name={name} run={run} lab={lab} number={numbers.table()} />}
      <Epochs run={run} lab={lab} number={numbers.table()} />
      <Units run={run} number={numbers.table()} />
      {verdict && <State verdict={verdict} units={last.klPerUnit.length} numbers={numbers} />}
      {children}
      {run.figures.map((figure) => (
        <Figure key={figure.id} number={numbers.figure()} figure={figure} />
      ))}
      <Command line={report.commands[name]} />
    </Section>
  );
}

interface Part {
  readonly run: ReportedRun;
  readonly lab?: LabResult;
  /** Of the table. */
  readonly number: number;
}

/** The last epoch's means, and what was found after it. */
function Results({ run, lab, number }: Part): JSX.Element {
  const { epochs } = run.record;
  const last = epochs[epochs.length - 1];
  const printed = lab?.printedLosses[last.epoch - 1];
  const row = (name: string, here: string, notebook?: number, range?: MeasuredRange) => [
    name,
    here,
    ...lab ? [notebook === undefined ? "–" : decimals(notebook, 3), rangeText(range) || "–"] : [],
  ];
  return (
    <Table
      number={number}
      caption={`Means over epoch ${last.epoch}, and the state after it` +
        (lab
          ? "; beside them what the notebook printed, and the range of 15 to 24 runs of it in PyTorch, each " +
            "with another seed"
          : "")}
      head={["", "here", ...lab ? ["notebook", "PyTorch"] : []]}
      rows={[
        row("train loss", decimals(last.loss, 3), printed, lab?.loss),
        row("squared error", decimals(last.reconstruction, 3), undefined, lab?.reconstruction),
        row("KL divergence (nats)", decimals(last.kl, 3), undefined, lab?.kl),
        row(
          "active units",
          `${last.activeUnits} of ${last.klPerUnit.length}`,
          undefined,
          lab?.activeUnits,
        ),
        ...last.test ? [row("test loss", decimals(last.test.loss, 3))] : [],
      ]}
    />
  );
}

/** The last batch line of each epoch that the notebook's output kept. */
function BatchLines(
  { name, run, lab, number }: Part & { readonly name: RunName },
): JSX.Element {
  const kept = run.batches.filter(({ batch }) => batch === LAST_LINE);
  const weighted = name === "naive"; // as the notebook prints it
  const kl = ({ kl, klWeight }: BatchEvent) => weighted ? klWeight * kl : kl;
  const { reconstruction, kl: printedKl = [] } = lab?.printedLines ?? {};
  const both = (values: readonly (number | undefined)[]) =>
    values.map((value) => value === undefined ? "–" : decimals(value, 3));
  return (
    <Table
      number={number}
      caption={`At batch ${LAST_LINE} of each epoch, whose line the notebook's output kept`}
      head={[
        "epoch",
        ...reconstruction ? ["squared error", "notebook"] : [],
        weighted ? "KL / 784" : "KL (nats)",
        "notebook",
      ]}
      rows={kept.map((batch, i) => [
        `${batch.epoch}`,
        ...reconstruction ? both([batch.reconstruction, reconstruction[i]]) : [],
        ...both([kl(batch), printedKl[i]]),
      ])}
    />
  );
}

/** The means over each epoch. */
function Epochs({ run, lab, number }: Part): JSX.Element {
  const printed = lab?.printedLosses ?? [];
  return (
    <Table
      number={number}
      caption="Means over each epoch"
      head={[
        "epoch",
        "weight $w$",
        "train loss",
        ...printed.length > 0 ? ["notebook"] : [],
        "squared error",
        "KL (nats)",
        "active units after it",
      ]}
      rows={run.record.epochs.map((epoch, i) => [
        `${epoch.epoch}`,
        significant(epoch.klWeight, 3),
        decimals(epoch.loss, 3),
        ...printed.length > 0 ? [decimals(printed[i], 3)] : [],
        decimals(epoch.reconstruction, 3),
        decimals(epoch.kl, 3),
        `${epoch.activeUnits}`,
      ])}
    />
  );
}

/** The KL divergence of each unit at the end. */
function Units({ run, number }: Part): JSX.Element {
  const { epochs } = run.record;
  const { klPerUnit } = epochs[epochs.length - 1];
  const sum = klPerUnit.reduce((total, kl) => total + kl, 0);
  return (
    <Table
      number={number}
      caption="The KL divergence of each latent unit after the last epoch, in nats"
      head={["unit", ...klPerUnit.map((_, unit) => `${unit}`), "sum"]}
      rows={[["KL", ...[...klPerUnit, sum].map((kl) => decimals(kl, 2))]]}
    />
  );
}

/** The state that the run ended in, and what it is read from. */
function State(
  { verdict, units, numbers }: {
    readonly verdict: Verdict;
    readonly units: number;
    readonly numbers: Numbers;
  },
): JSX.Element {
  const { state, usedUnits, reconstruction, shuffledReconstruction, meanImageError } = verdict;
  const { loss, klWeight, linearOptimum, linearUnits } = verdict;
  const meaning = linearMeaning(verdict);
  return (
    <>
      <p>
        <b>State: {state}.</b> {usedUnits} of {counted(units, "unit")}{" "}
        {usedUnits === 1 ? "is" : "are"} in use.
      </p>
      <Table
        number={numbers.table()}
        caption="Squared error on the training images after the run"
        head={["", "squared error"]}
        rows={[
          ["decoded from each image's own code", decimals(reconstruction, 3)],
          ...shuffledReconstruction === undefined
            ? []
            : [["decoded from the code of another image", decimals(shuffledReconstruction, 3)]],
          ["the mean image", decimals(meanImageError, 3)],
        ]}
      />
      {meaning && (
        <p>
          <Line
            text={`The loss on the training images is ${
              decimals(loss, 3)
            }. The optimal linear VAE at this weight ` +
              `(${significant(klWeight, 3)}) has a loss of ${decimals(linearOptimum!, 3)} with ` +
              `${counted(linearUnits!, "unit")}. ${meaning}`}
          />
        </p>
      )}
    </>
  );
}
