import { useMemo } from "../../lib/deps/preact.ts";
import { lastBatchNote } from "../../lib/experiment/last_batch_note.ts";
import { timelineSpecification } from "../../lib/figure/timeline_specification.ts";
import type { RunOptions } from "../../lib/run/run_options.ts";
import { Chart } from "../parts/chart.tsx";
import { words } from "../words.ts";
import { prediction } from "./theory.ts";
import { theoryOf } from "./theory_of.ts";
import type { Training } from "./training.ts";

/** Loss, reconstruction, KL and active units over the batches: the figure of `deno task collapse`. */
export function LossChart({ training }: { readonly training: Training }) {
  const begun = training.start.value;
  const batches = training.batches.value;
  const { length: seen } = training.looks.value;
  const optimum = bestLinearLoss(training);
  const changes = training.changes.value;
  const spec = useMemo(() => {
    if (!begun || batches.length === 0) return undefined;
    const { plateau, latentSize, likelihood, task, data, options } = begun;
    return (width: number) =>
      timelineSpecification({
        title: words.train.tasks[task],
        batches,
        activeUnits: training.looks.value
          .filter(({ batch }) => batch >= 0)
          .map(({ epoch, batch, activeUnits }) => ({ epoch, batch, count: activeUnits })),
        marks: changes.map(({ epoch, batch, beta }) => ({ epoch, batch, label: `β ${beta}` })),
        note: lastBatchNote({ data, options: options as unknown as RunOptions }),
        ...{ meanImageError: plateau, latentSize, linearOptimum: optimum },
        unit: likelihood === "bernoulli" ? words.train.crossEntropyNats : undefined,
        width: Math.max(200, width - 190), // room for the axes, and for what stands beside the rules
      });
  }, [begun, batches, seen, optimum, changes]);
  if (!spec) return null;
  return (
    <Chart
      spec={spec}
      label={words.train.lossChart}
      name={`${training.wanted.task}-losses`}
      rows={() =>
        batches.map(({ epoch, batch, loss, reconstruction, kl, klWeight }) => ({
          ...{ epoch, batch, loss, reconstruction, kl, klWeight },
        }))}
    />
  );
}

/** The loss of the best linear VAE at the run's last weight, where theory has been asked of its images. */
function bestLinearLoss({ start, changes }: Training): number | undefined {
  const begun = start.value;
  const found = prediction.value;
  if (!begun || !found || "failed" in found || found.count !== begun.options.images) return;
  const options = begun.options as unknown as RunOptions;
  const beta = changes.value[changes.value.length - 1]?.beta ?? options.beta;
  return theoryOf(begun.task, { ...options, beta }, found).best?.loss;
}
