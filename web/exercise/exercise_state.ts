import type { Drawing } from "../../lib/exercise/drawings/drawing.ts";
import type { Finding } from "../../lib/exercise/step.ts";

/** The content of `exercise.json`: the present state of a student's exercise, reported by `deno task check --watch`. */
export interface ExerciseState {
  /** The exercise's folder, as the command names it. */
  readonly folder: string;
  /** All steps, in their order. */
  readonly steps: readonly StepState[];
  /** The number of the step that was checked last; absent before the first check. */
  readonly latest?: number;
  /** The number of the step that is being checked now. */
  readonly checking?: number;
}

/** A step of the exercise. */
export interface StepState {
  /** Counts from 1. */
  readonly number: number;
  readonly title: string;
  /** The name of the student's file. */
  readonly file: string;
  /** `later`: a step before it does not pass yet. */
  readonly status: "passed" | "open" | "later";
  /** The result of its last check; absent before that. */
  readonly check?: StepCheck;
}

/** The result of a step's check. */
export interface StepCheck {
  /** Each function, and what is wrong with it; a function without a finding is right. */
  readonly parts: readonly { readonly name: string; readonly finding?: Finding }[];
  /** What the student's code printed. */
  readonly printed: string;
  /** Pictures of the functions' values. */
  readonly drawings: readonly Drawing[];
  /** Whether the pictures show an earlier version of the file, while new ones are being drawn. */
  readonly drawing: boolean;
}
