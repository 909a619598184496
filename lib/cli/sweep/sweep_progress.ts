import type { SweepEvent } from "../../experiment/sweep/sweep.ts";
import type { RunEvent } from "../../experiment/sweep/train_all.ts";
import { epochsOf, type SweepRun } from "../../experiment/sweep/grid.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { duration } from "../progress.ts";
import { ProgressBar } from "../progress_bar.ts";
import { stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";

/** How often the bar looks at the runs under way, in milliseconds. */
const LOOK = 1000;

type PlanEvent = SweepEvent & { readonly kind: "plan" };

/** What a user is told where a sweep is stopped. */
export interface SweepStop {
  /** The command line that resumes it. */
  readonly again: string;
  readonly signal: AbortSignal;
}

/** How far a sweep is: a bar with the time left on a terminal, elsewhere a line for each run that ends. */
export class SweepProgress implements Disposable {
  /** What failed, and why, a line each. */
  readonly failures: string[] = [];
  readonly #terminal: Terminal;
  readonly #stop: SweepStop;
  readonly #start = performance.now();
  /** Epochs that a run had trained before this sweep: the time left is told by those trained now. */
  readonly #before = new Map<SweepRun, number>();
  readonly #underWay = new Set<SweepRun>();
  #timer?: ReturnType<typeof setInterval>;
  #bar?: ProgressBar;
  #total = { runs: 0, epochs: 0 };
  #ended = { runs: 0, epochs: 0 };

  constructor(terminal: Terminal, stop: SweepStop) {
    this.#terminal = terminal;
    this.#stop = stop;
  }

  /**
   * Passes on the events of a sweep, and shows how far it is.
   * @throws {Stop} that tells how to resume, if the signal was aborted
   */
  async *follow<E extends { readonly kind: string }>(
    events: AsyncIterable<RunEvent | PlanEvent | E>,
  ): AsyncGenerator<PlanEvent | E, void> {
    try {
      for await (const event of events) {
        if (event.kind === "begin") this.#underWay.add((event as RunEvent).run);
        else if (event.kind === "end") await this.#end(event as RunEvent & { kind: "end" });
        else {
          if (event.kind !== "plan") this[Symbol.dispose]();
          yield event as PlanEvent | E;
          if (event.kind === "plan") this.#begin((event as PlanEvent).todo);
        }
      }
    } catch (error) {
      const { signal, again } = this.#stop;
      if (!signal.aborted || error !== signal.reason) throw error;
      const stop = stopOf(signal);
      const done = this.#ended.runs - this.failures.length;
      throw stop.told(
        `${stop.what} with ${done} of ${this.#total.runs} runs done; those under way keep what they have ` +
          `trained. Resume with: ${again}`,
      );
    } finally {
      this[Symbol.dispose]();
    }
  }

  /** Takes the bar away. */
  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#bar?.clear();
    this.#bar = undefined;
  }

  #begin(todo: readonly SweepRun[]): void {
    for (const run of todo) this.#before.set(run, epochsIn(run));
    this.#total = {
      runs: todo.length,
      epochs: todo.reduce((sum, run) => sum + this.#ahead(run), 0),
    };
    if (!this.#terminal.bar || todo.length === 0) return;
    this.#bar = new ProgressBar(`{bar} {value}/{total} epochs, {runs}/${todo.length} runs{left}`);
    this.#draw();
    this.#timer = setInterval(() => this.#draw(), LOOK);
  }

  async #end({ run, failure, seconds }: RunEvent & { readonly kind: "end" }): Promise<void> {
    this.#underWay.delete(run);
    if (failure) this.failures.push(`${run.name}: ${failure}`);
    const runs = this.#ended.runs + 1;
    this.#ended = { runs, epochs: this.#ended.epochs + this.#ahead(run) };
    if (this.#bar) return this.#draw();
    const what = failure ??
      `${outcome(await readRunRecord(run.folder))}, ${Math.round(seconds)} s`;
    const place = `${runs}`.padStart(`${this.#total.runs}`.length);
    this.#terminal.note(
      `[${place}/${this.#total.runs}] ${run.name}: ${what}${this.#left(this.#ended.epochs)}`,
    );
  }

  #ahead(run: SweepRun): number {
    return epochsOf(run) - this.#before.get(run)!;
  }

  #draw(): void {
    const trained = [...this.#underWay].map((run) => epochsIn(run) - this.#before.get(run)!);
    const epochs = trained.reduce((sum, n) => sum + Math.max(0, n), this.#ended.epochs);
    const more = { runs: this.#ended.runs, left: this.#left(epochs) };
    this.#bar?.draw(epochs, this.#total.epochs, more);
  }

  #left(epochs: number): string {
    const remaining = this.#total.epochs - epochs;
    if (epochs === 0 || remaining <= 0) return "";
    const seconds = (performance.now() - this.#start) / 1000;
    return `; about ${duration(remaining * seconds / epochs)} left`;
  }
}

/** What a run came to, in a line. */
function outcome({ epochs }: RunRecord): string {
  const { loss, kl, activeUnits, klPerUnit: { length } } = epochs[epochs.length - 1];
  return `loss ${loss.toFixed(3)}, KL ${kl.toFixed(3)}, ${activeUnits} of ${length} units active`;
}

/** How many epochs a run has noted; 0 while it has not begun. */
function epochsIn({ folder }: SweepRun): number {
  try {
    return JSON.parse(Deno.readTextFileSync(`${folder}/run.json`)).epochs.length;
  } catch {
    return 0;
  }
}
