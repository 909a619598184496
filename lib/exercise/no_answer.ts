import { FORBIDDEN, forbidden } from "./forbidden.ts";
import type { ProbeResult } from "./run_probe.ts";
import type { Limits } from "./limits.ts";
import { fileOf, type Finding, type Step } from "./step.ts";

/** Why a submission's process gave no answers. */
export function noAnswer(
  step: Step,
  { unreadable, stopped }: ProbeResult,
  limits: Limits,
): Finding {
  const file = fileOf(step);
  if (unreadable !== undefined) {
    if (FORBIDDEN.test(unreadable)) return forbidden(file, unreadable);
    return {
      message: `${file} cannot be loaded: ${unreadable}`,
      hint: "Where its line is known, it stands at the end of the message.",
      strongerHint: "An editor with Deno's extension shows the same error while you type.",
    };
  }
  // The same words for both: which of the two limits comes first depends on what else the machine does.
  const endless = [
    `${file} did not finish in the time that a step has: ${limits.seconds} seconds of computing.`,
    "Is there a loop whose condition stays true, or an await of something that never comes?",
  ] as const;
  const reasons = {
    time: endless,
    wait: endless,
    memory: [
      `${file} used more than ${limits.memory / 2 ** 20} MiB of memory.`,
      "Does a loop add to a list, or make tensors, without an end?",
    ],
    output: [
      `${file} printed more than can be read.`,
      "Does it print in an endless loop?",
    ],
    exit: [
      `${file} ended the process before its functions had answered.`,
      "Does it call Deno.exit?",
    ],
  } as const;
  const [message, hint] = reasons[stopped ?? "exit"];
  return {
    message,
    hint,
    strongerHint: "Let it print something before and after the line that you suspect.",
  };
}
