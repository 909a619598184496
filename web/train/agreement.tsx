import anneal from "../../fixtures/reference/replay-anneal-0.json" with { type: "json" };
import collapse from "../../fixtures/reference/replay-collapse-0.json" with { type: "json" };
import naive from "../../fixtures/reference/replay-naive-0.json" with { type: "json" };
import { changedOptions } from "../../lib/experiment/changed_options.ts";
import { type TaskName, TRAINING_TASKS } from "../state.ts";
import { words } from "../words.ts";
import type { RunStart } from "./protocol.ts";
import type { Training } from "./training.ts";

/** Batches that are compared, since rounding makes the later ones differ, and those of them that are shown. */
const COMPARED = 50, SHOWN = 6;

/** PyTorch's losses for seed 0: rows of epoch, batch, error, KL, loss. */
const PYTORCH: Partial<Record<TaskName, readonly (readonly number[])[]>> = {
  naive: naive.batches,
  collapse: collapse.batches,
  anneal: anneal.batches,
};

/** The run's first losses beside PyTorch's stored ones. */
export function Agreement({ training }: { readonly training: Training }) {
  const begun = training.start.value;
  if (!begun) return null;
  const rows = compared(training, begun);
  return (
    <details class="agreement" open={rows.length > 0}>
      <summary>{words.train.agreement}</summary>
      {rows.length === 0
        ? <p class="quiet">{words.train.agreementNo}</p>
        : <Comparison rows={rows} />}
    </details>
  );
}

interface Row {
  readonly batch: number;
  readonly here: number;
  readonly pytorch: number;
  readonly difference: number;
}

function Comparison({ rows }: { readonly rows: readonly Row[] }) {
  const worst = rows.reduce((most, { difference }) => Math.max(most, difference), 0);
  return (
    <>
      <p data-worst={worst}>{words.train.agreementYes(rows.length, worst.toExponential(1))}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.train.batch}</th>
            <th scope="col">{words.train.here}</th>
            <th scope="col">{words.train.pytorch}</th>
            <th scope="col">{words.train.difference}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ batch, here, pytorch, difference }) => (
            <tr key={batch}>
              <td>{batch + 1}</td>
              <td>{here.toFixed(4)}</td>
              <td>{pytorch.toFixed(4)}</td>
              <td>{difference.toExponential(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The batches that both have; none, unless the run is the lab's own with seed 0. */
function compared({ batches, changes }: Training, { task, options }: RunStart): Row[] {
  const stored = PYTORCH[task];
  const table = TRAINING_TASKS[task].options as unknown as Parameters<typeof changedOptions>[0];
  const isLabs = options.seed === 0 && changedOptions(table, options)
    .every((name) => name === "epochs"); // which change nothing before they end
  if (!stored || !isLabs || changes.value.length > 0) return [];
  const reference = new Map(stored.map(([epoch, batch, , , loss]) => [`${epoch} ${batch}`, loss]));
  return batches.value.slice(0, COMPARED).flatMap(({ epoch, batch, loss: here }) => {
    const pytorch = reference.get(`${epoch} ${batch}`);
    if (pytorch === undefined) return [];
    return [{ batch, here, pytorch, difference: Math.abs(here / pytorch - 1) }];
  });
}
