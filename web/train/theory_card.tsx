import { useEffect } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";
import type { TopLevelSpec } from "../../lib/deps/vega.ts";
import { predictionSpecification } from "../../lib/figure/prediction_specification.ts";
import { optionsOf } from "../../lib/run/training_task.ts";
import { UserError } from "../../lib/user_error.ts";
import { numberText } from "../../lib/figure/number_text.ts";
import { WideChart } from "../parts/wide_chart.tsx";
import { givenOptions, state, type TaskName, TRAINING_TASKS } from "../state.ts";
import { words } from "../words.ts";
import { predict, prediction } from "./theory.ts";
import { theoryOf } from "./theory_of.ts";

/** What theory says of the run that is chosen, before it is trained. */
export function TheoryCard() {
  const { task, beside } = state.train;
  const seen = useSignal(false);
  const count = settled(task.value.value)?.images;
  useEffect(() => predict(count), [count]);
  const asked = prediction.value;
  const found = asked && "failed" in asked ? undefined : asked;
  const names = [...new Set([task.value.value, beside.value.value])].filter((name) =>
    name !== "none"
  );
  const latentSize = settled(task.value.value)?.latentSize;
  return (
    <section class="card" aria-labelledby="theory">
      <h3 id="theory">{words.train.theory}</h3>
      <p class="quiet">{words.train.theoryWhat}</p>
      {!asked && <p class="waiting" role="status">{words.train.theoryWaits}</p>}
      {asked && "failed" in asked && <p class="wrong" role="alert">{asked.failed}</p>}
      {found && names.map((name) => <TaskPrediction key={name} task={name} />)}
      {found && latentSize && (
        <details onToggle={({ currentTarget }) => seen.value = currentTarget.open}>
          <summary>{words.train.showPrediction}</summary>
          {seen.value && (
            <WideChart
              spec={predictionOf(found.spectra.gaussian.eigenvalues, latentSize, found.count)}
              label={words.train.predictionLabel}
              name="prediction"
              rows={() =>
                Array.from(found.spectra.gaussian.eigenvalues, (eigenvalue, i) => ({
                  component: i + 1,
                  eigenvalue,
                }))}
            />
          )}
        </details>
      )}
    </section>
  );
}

function predictionOf(
  eigenvalues: ArrayLike<number>,
  latentSize: number,
  count?: number,
): TopLevelSpec {
  const images = count === undefined ? words.train.allImages : words.train.firstImages(count);
  return predictionSpecification(eigenvalues, {
    latentSize,
    title: words.train.predictionTitle(images),
  });
}

/** What theory says of one task with the options that are given. */
function TaskPrediction({ task }: { readonly task: TaskName }) {
  const found = prediction.value;
  const options = settled(task);
  if (!found || "failed" in found || !options) return null;
  const { likelihood, spectrum, weight, best, without } = theoryOf(task, options, found);
  const isGaussian = likelihood === "gaussian";
  const [betaText, criticalText] = [numberText(weight ?? 0), spectrum.critical.toFixed(2)];
  const plateau = words.train.theoryPlateau(
    spectrum.collapsed.toFixed(isGaussian ? 3 : 2),
    isGaussian ? words.train.squaredError : words.train.crossEntropy,
  );
  return (
    <div data-task={task} data-units={best?.activeUnits} data-loss={best?.loss}>
      <p>
        <b>{words.train.tasks[task]}.</b> {without !== "decoder" && plateau}{" "}
        {without && words.train.theoryWithout[without]} {best && (best.activeUnits === 0
          ? words.train.theoryCollapses(betaText, criticalText)
          : words.train.theoryUses(
            ...[betaText, criticalText] as const,
            words.train.theoryUnits(best.activeUnits, options.latentSize),
            numberText(best.loss, { digits: 5, keepZeros: true }),
            words.train.theoryParts(
              numberText(best.reconstruction, { keepZeros: true }),
              Number.isFinite(best.kl) ? numberText(best.kl, { digits: 3, keepZeros: true }) : "∞",
            ),
          ))} {best && !isGaussian && words.train.theoryEstimate}
      </p>
    </div>
  );
}

/** All options of a task as they are given; absent where they cannot be. */
function settled(task: TaskName) {
  try {
    return optionsOf(TRAINING_TASKS[task], givenOptions(task));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
