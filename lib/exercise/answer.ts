/** What one call of a student's function gave. */
export type Answer = Values | Thrown | Other;

/** Numbers: of a tensor, a list, or one number, whose shape is []. */
export interface Values {
  readonly values: readonly number[];
  readonly shape: readonly number[];
}

/** It threw. */
export interface Thrown {
  /** The error's message, with the line of the student's file where it is known. */
  readonly thrown: string;
}

/** It gave something that is no number, in words: `undefined`, `a text`. */
export interface Other {
  readonly other: string;
}

/** The answers of a submission to a step, by the names of its functions. */
export type Answers = Readonly<Record<string, readonly Answer[]>>;

/** A number as JSON can hold it, which has no NaN and no Infinity: they travel as texts. */
export function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
