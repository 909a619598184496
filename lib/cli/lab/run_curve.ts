import { collapseTimeline, type SeenCollapse } from "../../experiment/collapse_timeline.ts";
import { LAB_RESULTS } from "../../experiment/lab_results.ts";
import { CURVE_POINTS, curvesSpecification } from "../../figure/curves_specification.ts";
import { thin } from "../../figure/thin.ts";
import { timelineSpecification } from "../../figure/timeline_specification.ts";
import type { ReportedRun, RunName } from "../../report/lab_report.ts";
import { chartFigure, type ReportFigure } from "../../report/report_figure.ts";
import type { EpochRecord, RunRecord } from "../../run/run_record.ts";
import type { BatchEvent } from "../../train/train.ts";

/** The figure of how a run went, over its batches and epochs. */
export async function runCurve(
  name: RunName,
  title: string,
  { record: { epochs }, batches, changed, note, collapse }: {
    readonly record: RunRecord;
    readonly batches: readonly BatchEvent[];
    readonly changed: readonly string[];
    readonly note?: string;
    readonly collapse?: ReportedRun["collapse"];
  },
): Promise<ReportFigure> {
  const last = epochs[epochs.length - 1];
  const latentSize = last.klPerUnit.length;
  const ends = `It ends with a loss of ${last.loss.toFixed(2)}, a KL divergence of ${
    last.kl.toFixed(2)
  } nats and ${last.activeUnits} of ${latentSize} units active.`;
  if (collapse) {
    const { meanImageError, ...seen } = collapse;
    return await chartFigure(
      timelineSpecification(
        collapseTimeline({ seen, batches, meanImageError, latentSize, note }),
      ),
      {
        id: `${name}-timeline`,
        caption: "Loss, squared error, KL divergence and active units over the batches",
        alt:
          `Four panels over the batches of ${epochs.length} epochs: loss, reconstruction, KL and active ` +
          `units. ${ends}`,
        tables: [
          { name: "batches", rows: batchRows(batches) },
          { name: "active units", rows: seen.activeUnits.map(activeRow) },
        ],
      },
    );
  }
  const printed = changed.length === 0 ? LAB_RESULTS[name].printedLosses : [];
  const reference = printed.length > 0
    ? { label: "printed by the notebook", losses: [...printed] }
    : undefined;
  return await chartFigure(
    curvesSpecification({
      ...{ title, batches, latentSize, reference, note },
      // Without its seconds: the same run has the same figure.
      epochs: epochs.map(({ seconds: _, test: __, ...point }) => point),
    }),
    {
      id: `${name}-curves`,
      caption:
        "Loss and squared error, KL divergence and its weight, and the KL divergence of each unit, " +
        "over the epochs",
      alt:
        `Panels over ${epochs.length} epochs: loss and reconstruction, KL divergence, and KL of each unit. ` +
        ends,
      tables: [
        { name: "batches", rows: batchRows(thin(batches, CURVE_POINTS).items) },
        { name: "epochs", rows: epochs.map(epochRow) },
      ],
    },
  );
}

function activeRow({ epoch, batch, count }: SeenCollapse["activeUnits"][number]) {
  return { epoch, batch, activeUnits: count };
}

function batchRows(batches: readonly BatchEvent[]) {
  return batches.map(({ epoch, batch, klWeight, loss, reconstruction, kl }) => ({
    ...{ epoch, batch, klWeight, loss, reconstruction, kl },
  }));
}

function epochRow(
  { epoch, klWeight, loss, reconstruction, kl, activeUnits, klPerUnit }: EpochRecord,
) {
  const units = klPerUnit.map((kl, unit) => [`kl of unit ${unit}`, kl]);
  return {
    ...{ epoch, klWeight, loss, reconstruction, kl, activeUnits },
    ...Object.fromEntries(units) as Record<string, number>,
  };
}
