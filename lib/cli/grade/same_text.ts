import type { SameFiles } from "../../exercise/same_files.ts";
import { oneLine } from "../../user_error.ts";

/** How many names are listed; of a solution that half the class has found, the number is enough. */
const MOST = 6;

/** What is said of files that several students have, to one of them. */
export function sameText({ names, isSolution }: SameFiles, student: string): string {
  const others = names.filter((name) => name !== student);
  const whose = [
    ...isSolution ? ["the model solution"] : [],
    ...others.length > 0 ? [namesText(others)] : [],
  ];
  return `The same text as that of ${whose.join(", and of ")}, but for comments and white space.`;
}

/** `anna, ben and 3 others`. */
export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map(oneLine);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} other${more > 1 ? "s" : ""}`;
  return shown.length > 1
    ? `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`
    : shown[0];
}

/** `steps 1, 2 and 3`. */
export function stepsText({ steps }: SameFiles): string {
  const numbers = steps.map(({ number }) => String(number));
  return numbers.length > 1
    ? `steps ${numbers.slice(0, -1).join(", ")} and ${numbers[numbers.length - 1]}`
    : `step ${numbers[0]}`;
}
