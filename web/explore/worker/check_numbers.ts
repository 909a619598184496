import type { DataSet } from "../../../lib/data/data_set.ts";
import { UserError } from "../../../lib/user_error.ts";
import { words } from "../../words.ts";

/** Makes sure that there are images of these numbers, which the address may name. @throws {UserError} if not */
export function checkNumbers({ count }: DataSet, numbers: readonly number[]): void {
  const missing = numbers.find((number) => number >= count);
  if (missing !== undefined) throw new UserError(words.explore.imageField.missing(missing, count));
}
