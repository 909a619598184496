import type { JSX } from "../../deps/preact.ts";
import { decimals } from "../number_cell.ts";
import { Line } from "../parts/prose.tsx";
import { Run } from "./run.tsx";
import type { SectionInput } from "./section_input.ts";

/** The collapse, and its plateau. */
export function Collapse({ report, numbers }: SectionInput): JSX.Element {
  const { collapse } = report.runs.collapse;
  const sentence = collapse && plateauText(collapse);
  return (
    <Run name="collapse" report={report} numbers={numbers}>
      {sentence && (
        <p>
          <Line text={sentence} />
        </p>
      )}
    </Run>
  );
}

function plateauText(
  { plateau, meanImageError }: NonNullable<SectionInput["report"]["runs"]["collapse"]["collapse"]>,
): string {
  if (!plateau) {
    return `No batch of epoch 1 has about the error of the mean image (${
      decimals(meanImageError, 3)
    }): ` +
      `this run shows no plateau.`;
  }
  return `On the plateau of epoch 1 the KL divergence is lowest at batch ${plateau.batch}: ` +
    `${decimals(plateau.kl, 4)} nats. There the squared error is ${
      decimals(plateau.reconstruction, 2)
    }, and that ` +
    `of the mean image ${decimals(meanImageError, 3)}.`;
}
