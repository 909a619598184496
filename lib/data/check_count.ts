import type { DataSet } from "./data_set.ts";
import { UserError } from "../user_error.ts";

/** What a task wants of its images. */
export interface Wanted {
  /** Images at least. */
  readonly least: number;
  /** What they are called: `training images`. */
  readonly images: string;
  /** What takes so many, a noun: `sample --compare`. */
  readonly task: string;
  /** Why: the end of a sentence that begins with `since`. */
  readonly since: string;
}

/**
 * Makes sure that there are images enough, before a run starts that would miss them at its end.
 *
 * @throws {UserError} if there are fewer than `least`
 */
export function checkCount(
  { name, count }: Pick<DataSet, "name" | "count">,
  { least, images, task, since }: Wanted,
): void {
  if (count >= least) return;
  throw new UserError(
    `${task} takes ${least} ${images} or more, since ${since}; ${name} gives ${count}.`,
  );
}
