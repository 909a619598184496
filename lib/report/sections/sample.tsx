import type { JSX } from "../../deps/preact.ts";
import { percent, type SampleComparison, varietyText } from "../../experiment/compare_samples.ts";
import { RECOGNISED } from "../../measure/recognised_digits.ts";
import type { ReportedComparison } from "../lab_report.ts";
import { labSection } from "../lab_text.ts";
import { counted, countText, decimals } from "../number_cell.ts";
import { Command } from "../parts/command.tsx";
import { Figure } from "../parts/figure.tsx";
import type { Numbers } from "../parts/numbers.ts";
import { Line, Prose } from "../parts/prose.tsx";
import { Section } from "../parts/section.tsx";
import { Table } from "../parts/table.tsx";
import type { SectionInput } from "./section_input.ts";

/** What the kinds of codes are called. */
const NAMES = {
  uniform: "uniform, as in the lab",
  prior: "N(0, I), the prior",
  aggregate: "q(z), the encoder's own",
  fitted: "a fitted prior",
};

/** Labels that get a column each at most. */
const COLUMNS = 10;

/** Samples, and three kinds of codes compared. */
export function Sample({ report, numbers }: SectionInput): JSX.Element {
  const { uniform, normal, comparison } = report.samples;
  const { id, title, text } = labSection("sample");
  return (
    <Section id={id} title={title}>
      <Prose text={text} />
      <Figure number={numbers.figure()} figure={uniform} />
      <Command line={report.commands.sample} />
      <Figure number={numbers.figure()} figure={normal} />
      <Command line={report.commands.samplePrior} />
      {typeof comparison === "string" ? <p>{comparison}</p> : (
        <>
          <Compared
            comparison={comparison}
            testCount={report.data.test.count}
            numbers={numbers}
          />
          <Command line={report.commands.compare} />
        </>
      )}
    </Section>
  );
}

function Compared(
  { comparison: { found, count, figure }, testCount, numbers }: {
    readonly comparison: ReportedComparison;
    /** Test images. */
    readonly testCount: number;
    readonly numbers: Numbers;
  },
): JSX.Element {
  const { kinds, counted: labelled } = found;
  const labels = labelled && labelled.labels.length <= COLUMNS ? labelled.labels : [];
  const rows = kinds.map(({ from, found, outside }) => ({
    ...{ name: NAMES[from], found, outside: percent(outside) },
    of: count,
  }));
  const images = labelled
    ? [
      ["reconstructions", labelled.reconstructions.found] as const,
      ["test images", labelled.testImages.found] as const,
    ].map(([name, found]) => ({ name, found, outside: "–", of: testCount }))
    : [];
  return (
    <>
      <p>
        {countText(count)} codes of each kind are decoded. {labelled && (
          <>
            A small classifier counts what the images show: an image is recognised if it gives a
            label a probability of {100 * RECOGNISED} % or more; as varied as <i>n</i>{" "}
            labels means that the exponential of the entropy of the recognised ones is <i>n</i>.
            {" "}
          </>
        )}
        A code is outside if the encoder's codes are less dense there than at 99 % of its own.
      </p>
      <Table
        number={numbers.table()}
        caption={"Codes of three kinds" +
          (labels.length > 0 ? "; at the right the share of all that show each label, in %" : "")}
        head={["", ...labelled ? ["recognised", "as varied as"] : [], "outside", ...labels]}
        rows={[...rows, ...images].map(({ name, found, outside, of }) => [
          name,
          ...found ? [percent(found.share), varietyText(found)] : [],
          outside,
          ...labels.map((_, label) => (100 * found!.counts[label] / of).toFixed(0)),
        ])}
      />
      <Figure number={numbers.figure()} figure={figure} />
      <p>
        <Line text={decompositionText(found)} />
      </p>
    </>
  );
}

/** The KL term taken apart; and, where codes differ at all, how many of them the lab's cube holds. */
function decompositionText({ decomposition, activeUnits, inCube }: SampleComparison): string {
  const { kl, information, aggregateKl, standardError } = decomposition;
  const text = `Over the training images the KL term, ${decimals(kl, 3)} nats, is the sum of the ` +
    `information that the codes hold about the images, ${decimals(information, 3)}, and ` +
    String.raw`$\mathrm{KL}(q(z) \,\Vert\, p)$, ${decimals(aggregateKl, 3)}, ` +
    `both ± ${decimals(standardError, 3)}.`;
  if (activeUnits.length === 0) return text;
  return `${text} The lab's cube $[0, 1)^d$ holds ${percent(inCube)} of $q(z)$, in the ` +
    `${counted(activeUnits.length, "active unit")}.`;
}
