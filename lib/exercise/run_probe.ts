import { fileURLToPath } from "node:url";
import { v } from "../deps/valibot.ts";
import { type Answers, answersSchema } from "./answer.ts";
import type { Question } from "./probe/answer_to.ts";
import { fileOf, type Step } from "./step.ts";
import type { Submission } from "./submission.ts";

/** What a submission's process may use. */
export interface Limits {
  /** Seconds, by the clock on the wall. */
  readonly seconds: number;
  /** Bytes. */
  readonly memory: number;
}

/** Ten times what the slowest right solution needs, on a busy machine. */
export const LIMITS: Limits = { seconds: 20, memory: 1024 ** 3 };

/** How a submission's process ended, and what came of it. */
export interface ProbeResult {
  /** What its functions gave; absent where it came to no end of its own. */
  readonly answers?: Answers;
  /** Why the file could not be loaded. */
  readonly unreadable?: string;
  /** Why it was stopped, or that it ended itself. */
  readonly stopped?: "time" | "memory" | "output" | "exit";
  /** What the student's code printed. */
  readonly printed: string;
}

/** The most that is read of what it prints, and the most that is kept of the student's own words, in bytes. */
const MAX_OUTPUT = 16 * 1024 ** 2, MAX_PRINTED = 4096;

const lineSchema = v.object({
  answers: v.optional(answersSchema),
  unreadable: v.optional(v.string()),
  stopped: v.optional(v.literal("memory")),
});

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
  const token = crypto.randomUUID();
  const file = new URL(fileOf(step), submission.copy).href;
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "--quiet",
        "--no-prompt",
        "--no-check",
        "--no-remote",
        "--cached-only",
        "--frozen",
      ],
      ...["--config", fileURLToPath(new URL("../../deno.json", import.meta.url))],
      `--allow-read=${fileURLToPath(submission.copy)}`,
      `--v8-flags=--max-old-space-size=${Math.ceil(limits.memory / 2 ** 20)}`,
      new URL(`steps/${step.id}/probe.ts`, import.meta.url).href,
    ],
    cwd: submission.copy,
    env: { NO_COLOR: "1" },
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  let stopped: ProbeResult["stopped"];
  function stop(reason?: ProbeResult["stopped"]): void {
    stopped ??= reason;
    try {
      process.kill("SIGKILL");
    } catch { /* it has ended by itself */ }
  }
  const timer = setTimeout(() => stop("time"), limits.seconds * 1000);
  const abort = () => stop();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const question: Question = { token, file, cases, memory: limits.memory };
    let line: v.InferOutput<typeof lineSchema> | undefined;
    let printed = "";
    const [, errors] = await Promise.all([
      readLines(process.stdout, (text) => {
        if (!text.startsWith(`${token} `)) {
          if (text || printed) printed = `${printed}${text}\n`.slice(0, MAX_PRINTED);
          return;
        }
        const found = v.safeParse(lineSchema, parsed(text.slice(token.length + 1)));
        if (found.success) line ??= found.output;
        if (line?.stopped) stop("memory");
        else stop(); // it has answered: what else it may do is of no interest
      }, () => stop("output")),
      readHead(process.stderr),
      ask(process.stdin, JSON.stringify(question)),
    ]);
    await process.status;
    signal?.throwIfAborted();
    const result = { answers: line?.answers, unreadable: line?.unreadable };
    const answered = result.answers ?? result.unreadable;
    printed = (printed.trimEnd() + (errors.trim() ? `\n${errors.trim()}` : "")).slice(
      0,
      MAX_PRINTED,
    );
    if (answered === undefined) {
      const outOfMemory = /heap out of memory|memory limit/i.test(errors);
      return { stopped: stopped ?? (outOfMemory ? "memory" : "exit"), printed };
    }
    return { ...result, printed };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The process may end before it has read everything. */
async function ask(stdin: WritableStream<Uint8Array>, question: string): Promise<void> {
  try {
    const writer = stdin.getWriter();
    await writer.write(new TextEncoder().encode(question));
    await writer.close();
  } catch { /* what it printed tells more */ }
}

/** Reads lines up to a limit of bytes, and then to the end without keeping any. */
async function readLines(
  stream: ReadableStream<Uint8Array>,
  take: (line: string) => void,
  tooMuch: () => void,
): Promise<void> {
  let rest = "", read = 0;
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    read += chunk.length;
    if (read > MAX_OUTPUT) {
      tooMuch();
      rest = "";
      continue;
    }
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    lines.forEach(take);
  }
  if (rest) take(rest);
}

/** The beginning of a stream, which is read to its end. */
async function readHead(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    if (text.length < MAX_PRINTED) text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
