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
