import { duration } from "../progress.ts";
import { ProgressBar } from "../progress_bar.ts";
import type { Terminal } from "../terminal.ts";

/** What there is to do. */
export interface SweepSize {
  readonly runs: number;
  readonly epochs: number;
}

/** How often the bar looks at the runs under way, in milliseconds. */
const LOOK = 1000;

/** How far a sweep is: a bar with the time left on a terminal, elsewhere a line for each run that ends. */
export class SweepProgress {
  readonly #terminal: Terminal;
  readonly #total: SweepSize;
  readonly #underWay: () => number;
  readonly #start = performance.now();
  readonly #timer?: ReturnType<typeof setInterval>;
  readonly #bar?: ProgressBar;
  #ended = { runs: 0, epochs: 0 };

  /** @param underWay epochs that the runs under way have trained so far */
  constructor(terminal: Terminal, total: SweepSize, underWay: () => number) {
    this.#terminal = terminal;
    this.#total = total;
    this.#underWay = underWay;
    if (!terminal.bar) return;
    this.#bar = new ProgressBar(`{bar} {value}/{total} epochs, {runs}/${total.runs} runs{left}`);
    this.#draw();
    this.#timer = setInterval(() => this.#draw(), LOOK);
  }

  /** Call when a run has ended. */
  ended(name: string, epochs: number, what: string): void {
    const { runs } = this.#ended;
    this.#ended = { runs: runs + 1, epochs: this.#ended.epochs + epochs };
    if (this.#bar) return this.#draw();
    const place = `${runs + 1}`.padStart(`${this.#total.runs}`.length);
    this.#terminal.note(
      `[${place}/${this.#total.runs}] ${name}: ${what}${this.#left(this.#ended.epochs)}`,
    );
  }

  /** Takes the bar away. */
  stop(): void {
    clearInterval(this.#timer);
    this.#bar?.clear();
  }

  #draw(): void {
    const epochs = this.#ended.epochs + this.#underWay();
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
