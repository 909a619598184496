import type { DataSet } from "./data_set.ts";
import { oneLine, UserError } from "../user_error.ts";

/** Tells a caution if a model has nothing to tell apart. */
export function noteVariety(training: DataSet, tell: (caution: string) => void): void {
  if (!allTheSame(training)) return;
  tell(
    `${described(training)}: a code has nothing to tell, and no latent unit will be in use.`,
  );
}

/**
 * Makes sure that a theory of the images' variance has something to say.
 *
 * @throws {UserError} if there is one image, or all are the same
 */
export function checkVariety(training: DataSet): void {
  if (!allTheSame(training)) return;
  throw new UserError(
    `${
      described(training)
    }, and the theory starts from the variance between images: take two different ` +
      `ones or more.`,
  );
}

function described({ name, count }: DataSet): string {
  return count === 1
    ? `there is only one training image in ${oneLine(name)}`
    : `all ${count} training images of ${oneLine(name)} are the same`;
}

/** Whether all images are the same, as a single one is: then their pixels have no variance. */
export function allTheSame({ pixels, size }: DataSet): boolean {
  return pixels.every((value, i) => value === pixels[i % size]);
}
