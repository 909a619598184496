import type { Grade } from "../../exercise/grade_submission.ts";
import { oneLine } from "../../user_error.ts";
import { duration } from "../progress.ts";
import { ProgressBar } from "../progress_bar.ts";
import type { Terminal } from "../terminal.ts";

/** How far the grading is: a bar with the time left on a terminal, elsewhere a line for each submission. */
export class GradeProgress implements Disposable {
  readonly #terminal: Terminal;
  readonly #total: number;
  readonly #start = performance.now();
  #bar?: ProgressBar;
  #done = 0;

  /** @param total submissions */
  constructor(terminal: Terminal, total: number) {
    this.#terminal = terminal;
    this.#total = total;
    if (!terminal.bar) return;
    this.#bar = new ProgressBar("{bar} {value}/{total} submissions{left}");
    this.#bar.draw(0, total, { left: "" });
  }

  /** How many are graded. */
  get done(): number {
    return this.#done;
  }

  /** Call after each submission. */
  graded({ name, points, outOf }: Grade): void {
    this.#done++;
    const remaining = this.#total - this.#done;
    const seconds = (performance.now() - this.#start) / 1000;
    const left = remaining > 0 ? `; about ${duration(remaining * seconds / this.#done)} left` : "";
    if (this.#bar) return this.#bar.draw(this.#done, this.#total, { left });
    const place = `${this.#done}`.padStart(`${this.#total}`.length);
    this.#terminal.note(
      `[${place}/${this.#total}] ${oneLine(name)}: ${points} of ${outOf} points${left}`,
    );
  }

  /** Takes the bar away. */
  [Symbol.dispose](): void {
    this.#bar?.clear();
    this.#bar = undefined;
  }
}
