import { fileURLToPath } from "node:url";
import type { Answer, Answers } from "./answer.ts";
import { boundedLines, Head } from "./bounded_lines.ts";
import type { Question } from "./probe/answer_to.ts";
import { LIMITS, type Limits, PATIENCE } from "./limits.ts";
import { probeCommand, probeEnvironment } from "./probe_arguments.ts";
import { type ProbeLine, readResult } from "./read_result.ts";
import { fileOf, type Step } from "./step.ts";
import type { Submission } from "./submission.ts";

/** How a submission's process ended, and what came of it. */
export interface ProbeResult {
  /** What its functions gave; absent where it came to no end of its own. */
  readonly answers?: Answers;
  /** Why the file could not be loaded. */
  readonly unreadable?: string;
  /** Why it was stopped, or that it ended itself; `wait` is by the clock, when it had processor time left. */
  readonly stopped?: "time" | "wait" | "memory" | "output" | "exit";
  /** What the student's code printed. */
  readonly printed: string;
}

/** The most that is read of each stream that it prints to, in bytes, and the most of it that is kept. */
const MAX_OUTPUT = 16 * 1024 ** 2, MAX_PRINTED = 4096;

/**
 * Asks a submission's functions in a process of their own. It may read the copy of the submission, and has no
 * other permission: no network, no environment, no writing, no programs, nothing from a registry or by URL. What it
 * prints is not believed: only values come from it, and they are compared here.
 *
 * @param cases of each function, by its name
 * @param signal ends the process
 */
export async function runProbe(
  submission: Submission,
  step: Step,
  cases: Question["cases"],
  { limits = LIMITS, signal }: { limits?: Limits; signal?: AbortSignal } = {},
): Promise<ProbeResult> {
  signal?.throwIfAborted();
  const { program, args } = probeCommand(submission, step, limits);
  const process = new Deno.Command(program, {
    args,
    cwd: submission.copy,
    env: probeEnvironment(),
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  let stopped: ProbeResult["stopped"];
  function stop(reason?: ProbeResult["stopped"]): void {
    stopped ??= reason;
    try {
      process.kill("SIGKILL");
    } catch { /* it has ended by itself */ }
  }
  const timer = setTimeout(() => stop("wait"), PATIENCE * limits.seconds * 1000);
  const abort = () => stop();
  signal?.addEventListener("abort", abort, { once: true });
  globalThis.addEventListener("unload", abort); // an endless loop would outlive this process
  try {
    const token = crypto.randomUUID();
    const file = new URL(fileOf(step), submission.copy).href;
    let line: ProbeLine | undefined;
    const printed = new Head(MAX_PRINTED), errors = new Head(MAX_PRINTED);
    const take = (text: string) => {
      if (!text.startsWith(`${token} `)) return printed.add(text);
      line ??= readResult(text.slice(token.length + 1));
      // It has answered, or forged an answer: what else it may do is of no interest.
      stop(line ? line.stopped : "exit");
    };
    const tooMuch = () => stop("output");
    await Promise.all([
      // Where its output has ended, nothing can come of it any more.
      boundedLines(process.stdout, MAX_OUTPUT, take, tooMuch).then(() => stop()),
      boundedLines(process.stderr, MAX_OUTPUT, (text) => errors.add(text), tooMuch),
      ask(process.stdin, { token, file, cases, memory: limits.memory }),
    ]);
    const { signal: endedBy } = await process.status;
    if (endedBy === "SIGXCPU") stopped = "time";
    signal?.throwIfAborted();
    const { answers, unreadable } = withoutFolder(line, submission);
    const words = [printed.text, errors.text].filter((text) => text !== "").join("\n");
    const told = { printed: nameless(words, submission).slice(0, MAX_PRINTED) };
    if (answers || unreadable !== undefined) return { answers, unreadable, ...told };
    const outOfMemory = /out of memory|memory limit|allocation failed/i.test(errors.text);
    return { stopped: stopped ?? (outOfMemory ? "memory" : "exit"), ...told };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    globalThis.removeEventListener("unload", abort);
  }
}

/** The process may end before it has read everything. */
async function ask(stdin: WritableStream<Uint8Array>, question: Question): Promise<void> {
  try {
    const writer = stdin.getWriter();
    await writer.write(new TextEncoder().encode(JSON.stringify(question)));
    await writer.close();
  } catch { /* what it printed tells more */ }
}

/** A result whose texts do not name the copy's folder, which has another name each time. */
function withoutFolder(line: ProbeLine = {}, submission: Submission): ProbeLine {
  const { answers, unreadable } = line;
  const told = (answer: Answer): Answer =>
    "thrown" in answer
      ? { thrown: nameless(answer.thrown, submission) }
      : "other" in answer
      ? { other: nameless(answer.other, submission) }
      : answer;
  return {
    answers: answers &&
      Object.fromEntries(Object.entries(answers).map(([name, list]) => [name, list.map(told)])),
    unreadable: unreadable === undefined ? undefined : nameless(unreadable, submission),
  };
}

function nameless(text: string, { copy }: Submission): string {
  return text.replaceAll(copy.href, "").replaceAll(fileURLToPath(copy), "");
}
