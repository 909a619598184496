import type { Drawing } from "../../lib/exercise/drawings/drawing.ts";
import type { Finding } from "../../lib/exercise/step.ts";

/** What `exercise.json` says: how far a student's exercise has come, as `deno task check --watch` sees it now. */
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
  /** What was found when it was checked; absent until then. */
  readonly check?: StepCheck;
}

/** What was found of a step. */
export interface StepCheck {
  /** Each function, and what is wrong with it; nothing is if there is no finding. */
  readonly parts: readonly { readonly name: string; readonly finding?: Finding }[];
  /** What the student's code printed. */
  readonly printed: string;
  /** What the functions give, in pictures. */
  readonly drawings: readonly Drawing[];
  /** Whether the pictures are of an earlier file, since those of this one are being drawn. */
  readonly drawing: boolean;
}
