import type { JSX } from "../../deps/preact.ts";
import { LAB_RESULTS, type LabResult } from "../../experiment/lab_results.ts";
import { NO_GAIN, USED_KL } from "../../measure/collapse_state.ts";
import type { RunName } from "../lab_report.ts";
import { decimals, rangeText, significant } from "../number_cell.ts";
import { Section } from "../parts/section.tsx";
import { Table } from "../parts/table.tsx";
import type { SectionInput } from "./section_input.ts";

/** The section's anchor and title. */
export const GLANCE = { id: "glance", title: "The three runs at a glance" };

/** The three runs beside each other. */
export function Glance({ report, numbers }: SectionInput): JSX.Element {
  const runs = Object.entries(report.runs) as [RunName, typeof report.runs[RunName]][];
  const compared = runs.every(([, { changed }]) => changed.length === 0);
  return (
    <Section {...GLANCE}>
      <Table
        number={numbers.table()}
        caption={"The three runs at their ends" +
          (compared
            ? "; beside the train loss what the notebook printed, and PyTorch's range"
            : "")}
        head={[
          "run",
          "epochs",
          "weight $w$",
          "train loss",
          ...compared ? ["notebook", "PyTorch"] : [],
          "squared error",
          "KL (nats)",
          "active units",
          "state",
        ]}
        rows={runs.map(([name, { record: { epochs, verdict } }]) => {
          const last = epochs[epochs.length - 1];
          const lab: LabResult = LAB_RESULTS[name];
          const printed = lab.printedLosses[last.epoch - 1];
          return [
            <a key={name} href={`#lab-${name}`}>{name}</a>,
            `${epochs.length}`,
            significant(last.klWeight, 3),
            decimals(last.loss, 3),
            ...compared
              ? [printed === undefined ? "–" : decimals(printed, 3), rangeText(lab.loss)]
              : [],
            decimals(last.reconstruction, 3),
            decimals(last.kl, 3),
            `${last.activeUnits} of ${last.klPerUnit.length}`,
            verdict?.state ?? "–",
          ];
        })}
      />
      {compared && (
        <p>
          Under <i>notebook</i>{" "}
          is the loss that the original exercise printed, which is a notebook in PyTorch; under{" "}
          <i>PyTorch</i>{" "}
          are the lowest and the highest loss of 15 to 24 runs of it, each with another seed.
        </p>
      )}
      <p>
        A unit is in use if it is active and its KL divergence is above {USED_KL} nats. The state is
        {" "}
        <i>healthy</i> if all units are in use. It is <i>collapsed</i>{" "}
        if none is, or if an image's own code hardly helps: if the squared error with it is lower
        than with another image's code, or than that of the mean image, by less than {100 * NO_GAIN}
        {" "}
        % of the latter. Otherwise it is a <i>partial collapse</i>.
      </p>
    </Section>
  );
}
