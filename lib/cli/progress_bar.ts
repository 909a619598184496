import { cliProgress } from "../deps/cli_progress.ts";
import { toStderr } from "./terminal.ts";

/**
 * A progress bar in one line of standard error. It is drawn by carriage returns and spaces alone: no
 * escape sequence is sent and no mode of the terminal changed, so that there is nothing to restore,
 * however the process ends.
 */
export class ProgressBar {
  readonly #bar: {
    readonly isActive: boolean;
    start(total: number, value: number, more: object): void;
    update(value: number, more: object): void;
    stop(): void;
  };

  /** @param format cli-progress', for instance `{bar} {value}/{total} batches` */
  constructor(format: string) {
    this.#bar = new cliProgress.SingleBar({
      format,
      terminal: line(),
      linewrap: true, // else it would switch the terminal's off
      barsize: 24,
      clearOnComplete: true,
      hideCursor: false,
      fps: 10,
    }, cliProgress.Presets.shades_classic);
  }

  /** Draws the bar at a value; `more` fills the other places of the format. */
  draw(value: number, total: number, more: object): void {
    if (!this.#bar.isActive) this.#bar.start(total, value, more);
    this.#bar.update(value, more);
  }

  /** Takes the bar away, so that lines can be printed; the next call of `draw` brings it back. */
  clear(): void {
    this.#bar.stop();
  }
}

/** What cli-progress takes for a terminal. */
function line() {
  let drawn = 0;
  const nothing = () => {};
  return {
    ...{ cursorSave: nothing, cursorRestore: nothing, cursor: nothing, lineWrapping: nothing },
    ...{ clearRight: nothing, newline: nothing },
    cursorTo: () => toStderr("\r"),
    write(text: string) {
      const shown = text.slice(0, width() - 1);
      toStderr(shown.padEnd(drawn));
      drawn = shown.length;
    },
    clearLine() {
      toStderr(`\r${" ".repeat(drawn)}\r`);
      drawn = 0;
    },
    isTTY: () => true,
    getWidth: width,
  };
}

/** The terminal's columns, or what most have. */
function width(): number {
  try {
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80; // it was closed
  }
}
