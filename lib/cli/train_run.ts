import type { UnitMetrics } from "../measure/measure_units.ts";
import type { RunOptions } from "../run/run_options.ts";
import { Session } from "../run/session.ts";
import { RunStopped } from "../run/training_run.ts";
import type { TrainingTask } from "../run/training_task.ts";
import { isDivergence, isLogVarOverflow } from "../train/divergence.ts";
import type { BatchEvent, TrainEvent } from "../train/train.ts";
import { restartLine, resumeLine } from "./resume_line.ts";
import { batchLine, epochLine, LINE_EVERY } from "./lab_lines.ts";
import { Progress } from "./progress.ts";
import { stopOf } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Starts the run of a task, and says what it will take.
 *
 * @param command the task of the command line, where it is another one than what is trained
 * @throws {Stop} if it is stopped before the first batch: the same command line starts it again
 */
export async function startRun<O extends RunOptions>(
  task: TrainingTask<O>,
  given: O,
  terminal: Terminal,
  signal: AbortSignal,
  command: string = task.name,
): Promise<Session<O>> {
  const { out, resume, epochs, seed, data: source } = given;
  let session: Session<O>;
  try {
    session = await Session.start(task, given, { signal, tell: terminal.caution });
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const stop = stopOf(signal);
    const again = restartLine(command, out);
    throw stop.told(`${stop.what} before the first batch. Start again with: ${again}`);
  }
  const origin = source === "mnist" ? "MNIST (fetched once, 55 MB, then offline)" : source;
  terminal.note(
    `${task.name}: ${counted(session.data.count, "image")} of ${origin}, ${
      counted(epochs, "epoch")
    }, seed ${seed}, backend ${session.backend}, results in ${out}`,
  );
  if (session.resumed) terminal.note(`resuming ${session.resumed}`);
  else if (resume) terminal.note(`no checkpoint in ${out}: starting from the beginning`);
  return session;
}

/** What the lab's lines of a run show. */
export interface ShownLines {
  /** The KL term of the batch lines: as weighted in the loss, or in nats, if nothing is said. */
  readonly klShown?: "weighted" | "nats";
  /** Whether the epoch lines tell the weight of the KL term. */
  readonly weightShown?: boolean;
  /** The task of the command line, where it is another one than what is trained. */
  readonly command?: string;
  /** Looks at each event before its checkpoint is written. */
  readonly observe?: (event: TrainEvent<UnitMetrics>) => Promise<void>;
}

/**
 * Trains a run to its end; prints the lab's lines and the progress.
 *
 * @throws {Stop} that tells how to resume, if it is stopped
 */
export async function trainRun<O extends RunOptions>(
  session: Session<O>,
  terminal: Terminal,
  signal: AbortSignal,
  { klShown = "nats", weightShown = false, command = session.task.name, observe }: ShownLines = {},
): Promise<void> {
  const progress = new Progress(terminal, session.options.epochs);
  try {
    for await (const event of session.events(signal)) {
      if (event.kind === "batch") {
        if (event.batch % LINE_EVERY === 0 && !terminal.interactive) {
          terminal.say(batchLine(event, shownKl(event, klShown)));
        }
        progress.batch(event);
      } else {
        progress.pause();
        terminal.say(epochLine(event, weightShown));
      }
      await observe?.(event);
    }
  } catch (error) {
    progress.pause();
    const kept = keptLine(session, error);
    if (kept) terminal.note(kept);
    if (!(error instanceof RunStopped)) throw error;
    const stop = stopOf(signal);
    throw stop.told(
      `${stop.what} ${error.place}. Resume with: ${resumeLine(command, session.options.out)}`,
    );
  }
  progress.pause();
}

/** The KL term of a batch as the lab's lines show it. */
export function shownKl(
  { kl, klWeight }: BatchEvent,
  klShown: NonNullable<ShownLines["klShown"]>,
): number {
  return klShown === "weighted" ? klWeight * kl : kl;
}

/** What a run that ended before its time left behind; why it ended is told by others. */
function keptLine<O extends RunOptions>(
  { kept, folder, task }: Session<O>,
  failure: unknown,
): string | undefined {
  if (!kept) return undefined;
  const { numbers, modelAfter, checkpoint } = kept;
  const parts = [
    ...numbers ? ["the numbers so far"] : [],
    ...modelAfter > 0 ? [`the model after epoch ${modelAfter}`] : [],
  ];
  if (parts.length === 0 && !checkpoint) return undefined;
  const what = parts.length > 0 ? parts.join(" and ") : "the checkpoint";
  return `kept in ${folder.path}: ${what}. ${next()}`.trimEnd();

  function next(): string {
    if (failure instanceof RunStopped) return ""; // it is told how to resume
    if (isDivergence(failure)) {
      const clamps = isLogVarOverflow(failure) && "clampLogVar" in task.options;
      return `A resumed run would diverge again; start with a lower --learning-rate or --beta${
        clamps ? ", or with --clamp-log-var 10" : ""
      }, and --force or another --out.`;
    }
    return checkpoint
      ? `--resume continues ${checkpoint}.`
      : "There is no checkpoint to resume from.";
  }
}

/** `1 image`, `2 images`. */
function counted(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}
