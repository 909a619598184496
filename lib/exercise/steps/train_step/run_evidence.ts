import { areClose } from "../../are_close.ts";
import { numberText } from "../../number_text.ts";
import type { Evidence } from "../../step.ts";
import type { SeenRun } from "./seen_run.ts";
import { TOLERANCE, train } from "./training.ts";
import { viewText } from "./training_case.ts";

/**
 * The first number of a run that differs from what the same noise should have led to: a loss, or else a parameter, or
 * else the number of tensors; `undefined` if none does.
 */
export function runEvidence(seen: SeenRun): Evidence | undefined {
  return lossEvidence(seen) ?? parameterEvidence(seen) ?? tensorEvidence(seen);
}

function lossEvidence({ run, noise, losses }: SeenRun): Evidence | undefined {
  const right = train(run, noise).losses;
  const step = losses.findIndex((loss, i) => !areClose([loss], [right[i]], TOLERANCE));
  if (step < 0) return;
  const at = `step ${step + 1} of ${viewText({ view: "losses", run })}`;
  return { at, wanted: numberText(right[step]), found: numberText(losses[step]) };
}

/** Of the last step, in which errors have grown most. */
function parameterEvidence({ run, noise, parameters }: SeenRun): Evidence | undefined {
  const last = parameters.at(-1)!, right = train(run, noise).parameters.at(-1)!;
  if (areClose(last, right, TOLERANCE)) return;
  const distances = last.map((value, i) =>
    Number.isFinite(value) ? Math.abs(value - right[i]) : Infinity
  );
  const i = distances.indexOf(Math.max(...distances));
  const at = `number ${i + 1} of ${last.length} at the end of ${
    viewText({ view: "parameters", run })
  }`;
  return { at, wanted: numberText(right[i]), found: numberText(last[i]) };
}

/** How many tensors a step leaves in memory, or frees that it did not make. */
export function tensorEvidence({ tensors }: SeenRun): Evidence | undefined {
  const step = tensors.findIndex((count) => count !== 0);
  if (step < 0) return;
  return {
    at: `change of the number of tensors in memory by step ${step + 1}`,
    ...{ wanted: "0", found: `${tensors[step]}` },
  };
}
