import type { Answers } from "../answer.ts";
import type { Drawing } from "./drawing.ts";

/**
 * Puts cases to a step's functions, in a process of their own; the cases are of the form that the step's probe reads. A
 * function that is left out is not asked. Answers come from a stranger's process, and may be anything.
 *
 * @returns a list for each of the step's functions, which may be shorter than its cases
 */
export type Ask = (cases: Readonly<Record<string, readonly unknown[]>>) => Promise<Answers>;

/** Asks a step's functions, and makes pictures of the answers. */
export type StepDrawing = (ask: Ask) => Promise<readonly Drawing[]>;
