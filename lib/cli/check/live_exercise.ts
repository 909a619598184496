import type { StepReport } from "../../exercise/check_step.ts";
import type { Drawing } from "../../exercise/drawings/drawing.ts";
import { fileOf, type Step } from "../../exercise/step.ts";
import type { ExerciseState, StepCheck } from "../../../web/exercise/exercise_state.ts";

/** What a {@linkcode LiveExercise} begins with. */
export interface LiveExerciseOptions {
  /** The exercise's folder, as the user names it. */
  readonly folder: string;
  /** All steps, in their order. */
  readonly steps: readonly Step[];
  /** The numbers of the steps that have passed before. */
  readonly passed?: Iterable<number>;
}

/** How far an exercise has come while it is watched: told step by step, and read by the page. */
export class LiveExercise {
  readonly #folder: string;
  readonly #steps: readonly Step[];
  readonly #passed: Set<number>;
  readonly #checks = new Map<number, StepCheck>();
  #latest: number | undefined;
  #checking: number | undefined;

  constructor({ folder, steps, passed = [] }: LiveExerciseOptions) {
    this.#folder = folder;
    this.#steps = steps;
    this.#passed = new Set(passed);
  }

  /** A step's check begins. */
  begin({ number }: Step): void {
    this.#checking = number;
  }

  /** A step's check has ended; its pictures, which are still the earlier ones, are drawn now. */
  checked({ step: { number }, passed, parts, printed }: StepReport): void {
    const drawings = this.#checks.get(number)?.drawings ?? [];
    this.#checks.set(number, { parts, printed, drawings, drawing: true });
    if (passed) this.#passed.add(number);
    else this.#passed.delete(number);
    this.#latest = number;
    this.#checking = undefined;
  }

  /** A checked step's pictures are there; none where they cannot be drawn. */
  drawn({ number }: Step, drawings: readonly Drawing[]): void {
    const check = this.#checks.get(number);
    if (check) this.#checks.set(number, { ...check, drawings, drawing: false });
  }

  /** What the page is told now. */
  state(): ExerciseState {
    const open = this.#steps.find(({ number }) => !this.#passed.has(number))?.number;
    return {
      folder: this.#folder,
      steps: this.#steps.map((step) => {
        const { number, title } = step;
        const check = this.#checks.get(number);
        const isOpen = number === open || check !== undefined;
        const status = this.#passed.has(number) ? "passed" : isOpen ? "open" : "later";
        return { number, title, file: fileOf(step), status, check };
      }),
      latest: this.#latest,
      checking: this.#checking,
    };
  }
}
