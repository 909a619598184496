import { checkObject } from "../../math/check_argument.ts";
import { UserError } from "../../user_error.ts";
import { trainTask } from "../train_task.ts";
import type { TrainTaskOptions } from "../train_options.ts";
import { optionsOf } from "../../run/training_task.ts";

/** What a sweep decides for each run. */
const OWN = ["out", "resume", "force", "eigenvalues"];

/**
 * Refuses what runs cannot share: the options that a sweep decides, and those that differ between runs.
 *
 * @param differ the options that have a place of their own, and what it is called
 * @throws {UserError} that names the option
 */
export function checkShared(shared: object, differ: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(checkObject("shared", shared))) {
    if (OWN.includes(name)) {
      throw new UserError(`runs cannot share \`${name}\`: a sweep chooses it for each of them.`);
    }
    if (Object.hasOwn(differ, name)) {
      throw new UserError(`\`${name}\` belongs to \`${differ[name]}\`, not to \`shared\`.`);
    }
  }
}

/** Refuses a run that cannot be, before any is trained. @throws {UserError} that names the run */
export function checkRun(name: string, options: Partial<TrainTaskOptions>): void {
  try {
    optionsOf(trainTask, options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`the run ${name} cannot be: ${error.message}`, { cause: error });
  }
}
