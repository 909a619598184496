import type { BatchEvent } from "../train/train.ts";
import { ProgressBar } from "./progress_bar.ts";
import type { Terminal } from "./terminal.ts";

/** Batches after which the time that a run takes is known well enough to tell. */
const KNOWN_AFTER = 30;

/** How far a run is: a bar with the time left on a terminal, one line elsewhere. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #epochs: number;
  readonly #bar?: ProgressBar;
  #seconds = 0;
  #batches = 0;
  #told = false;
  #before = performance.now();

  constructor(terminal: Terminal, epochs: number) {
    this.#terminal = terminal;
    this.#epochs = epochs;
    if (terminal.bar) {
      this.#bar = new ProgressBar(
        `epoch {epoch}/${epochs} {bar} {value}/{total} batches{left}`,
      );
    }
  }

  /** Call after each batch. */
  batch({ epoch, batch, batches }: BatchEvent): void {
    const now = performance.now();
    if (batch > 0) { // between epochs lie the metrics, which are no training time
      this.#seconds += (now - this.#before) / 1000;
      this.#batches++;
    }
    this.#before = now;
    const remaining = (this.#epochs - epoch + 1) * batches - batch - 1;
    const left = this.#batches === 0
      ? "" // not known yet
      : `${duration(remaining * this.#seconds / this.#batches)} left`;
    if (this.#bar) {
      this.#bar.draw(batch + 1, batches, { epoch, left: left && `, ${left}` });
    } else if (!this.#told && this.#batches >= KNOWN_AFTER && remaining > 0) {
      this.#told = true; // an epoch's first batch is not counted, so the number above would come twice
      this.#terminal.note(`about ${left}`);
    }
  }

  /** Takes the bar away, so that lines can be printed; the next batch draws it again. */
  pause(): void {
    this.#bar?.clear();
  }
}

/** `90` -> `2 min`; whole seconds below one minute and a half. */
export function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
