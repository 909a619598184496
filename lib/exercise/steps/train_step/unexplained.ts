import type { Answer } from "../../answer.ts";
import type { Finding } from "../../step.ts";
import { noiseDefect } from "./noise_defect.ts";
import { runEvidence } from "./run_evidence.ts";
import { seenRuns } from "./seen_run.ts";
import type { TrainingCase } from "./training_case.ts";

/**
 * What is said of runs that no mistake explains. Nobody knows in advance which noise a function draws, so that the
 * evidence is taken from the noise, or else from what that same noise should have led to.
 */
export function unexplained(
  cases: readonly TrainingCase[],
  answers: readonly Answer[],
): Partial<Finding> {
  const runs = seenRuns(cases, answers).filter((seen) => seen !== undefined);
  for (const seen of runs) {
    const idle = seen.calls.findIndex(({ forward }) => forward === 0);
    if (idle >= 0) {
      const evidence = { at: `calls of forward in step ${idle + 1}`, wanted: "1", found: "0" };
      return { message: "The model does not run for every batch.", evidence };
    }
    const missed = seen.noise.findIndex((values) => values.some(Number.isNaN));
    if (missed >= 0) {
      const found = seen.noise[missed].filter(Number.isNaN).length;
      return {
        message: "Some images of a batch never reach the model, or get noise that is not a number.",
        evidence: {
          at: `missing numbers in the noise of step ${missed + 1}`,
          wanted: "0",
          found: `${found}`,
        },
        hint: "Which rows of x and of eps is `forward` given?",
        strongerHint:
          "Print the values of eps, and the shapes of x and eps, at each call of `forward`.",
      };
    }
    const evidence = noiseDefect(seen);
    if (!evidence) continue;
    return {
      message:
        "The noise is wrong: it is not standard normal, or not drawn from `random` anew for each batch.",
      evidence,
      hint: "Which numbers does eps hold, and where do they come from?",
      strongerHint:
        "`random.normal` gives standard normal numbers. What happens to them before the model gets them?",
    };
  }
  return { evidence: runs.map(runEvidence).find((evidence) => evidence) };
}
