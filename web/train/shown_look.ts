import type { Look } from "./protocol.ts";
import type { Training } from "./training.ts";

/** The look that is shown: the chosen one, else the latest. */
export function shownLook({ looks, chosen }: Training): Look | undefined {
  const all = looks.value;
  return all[Math.min(chosen.value ?? Infinity, all.length - 1)];
}
