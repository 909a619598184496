import type { JSX } from "../../deps/preact.ts";
import { labSection } from "../lab_text.ts";
import type { ReportedPrediction } from "../lab_report.ts";
import { decimals, significant } from "../number_cell.ts";
import { Command } from "../parts/command.tsx";
import { Figure } from "../parts/figure.tsx";
import { Line, Prose } from "../parts/prose.tsx";
import { Section } from "../parts/section.tsx";
import { Table } from "../parts/table.tsx";
import type { Numbers } from "../parts/numbers.ts";
import type { SectionInput } from "./section_input.ts";

/** Theory: what the images alone say. */
export function Prediction({ report, numbers }: SectionInput): JSX.Element {
  const { prediction, commands } = report;
  const { id, title, text } = labSection("prediction");
  return (
    <Section id={id} title={title}>
      <Prose text={text} />
      {typeof prediction === "string" ? <p>{prediction}</p> : (
        <>
          <Found prediction={prediction} numbers={numbers} />
          <Command line={commands.predict} />
        </>
      )}
    </Section>
  );
}

function Found(
  { prediction, numbers }: { readonly prediction: ReportedPrediction; readonly numbers: Numbers },
): JSX.Element {
  const { meanImageError, criticalBeta, latentSize, eigenvalues, optima, figure } = prediction;
  return (
    <>
      <p>
        <Line
          text={`The squared error of the mean image, the loss of a collapsed VAE, is ` +
            `${decimals(meanImageError, 3)}. The last unit falls asleep at ` +
            String.raw`$\beta^* = 2 \times ${eigenvalues[0].value.toFixed(4)} = ` +
            `${criticalBeta.toFixed(2)}$.`}
        />
      </p>
      <Table
        number={numbers.table()}
        caption="The largest eigenvalues of the pixels' covariance, and the weight that puts a unit to sleep"
        head={[
          "component $i$",
          String.raw`eigenvalue $\lambda_i$`,
          "share of the variance up to it",
          "asleep from $w$",
        ]}
        rows={eigenvalues.map(({ index, value, share, collapsedFrom }) => [
          `${index}`,
          value.toFixed(4),
          `${(100 * share).toFixed(1)} %`,
          collapsedFrom.toFixed(2),
        ])}
      />
      <Table
        number={numbers.table()}
        caption={`The best linear VAE with ${latentSize} units, for several weights of the KL term`}
        head={[
          "weight $w$",
          String.raw`variance $w / 2$`,
          "units in use",
          "loss",
          "squared error",
          "KL (nats)",
        ]}
        rows={optima.map(({ beta, activeUnits, loss, reconstruction, kl }) => [
          significant(beta),
          significant(beta / 2),
          `${activeUnits} of ${latentSize}`,
          ...[loss, reconstruction, kl].map((value) => decimals(value, 3)),
        ])}
      />
      <Figure number={numbers.figure()} figure={figure} />
    </>
  );
}
