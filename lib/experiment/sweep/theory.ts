import { loadMnist } from "../../data/mnist.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { UserError } from "../../user_error.ts";
import { beyondLinearTheory } from "../beyond_linear_theory.ts";
import { sharedEigenvalues } from "./eigenvalues_file.ts";
import type { Group } from "./groups.ts";

/** The eigenvalues of the images that a group was trained on; `undefined` where theory is silent. */
export type Theory = (group: Group) => Float64Array | undefined;

/**
 * Whether linear theory speaks of these runs: squared error, one variance, any Gaussian posterior, a constant
 * weight above 0, and the gray images, whose eigenvalues it is drawn from.
 */
export function isPlain({ rows: [row] }: Group): boolean {
  return row.schedule === "constant" && row.likelihood === "gaussian" && row.decoder === "fixed" &&
    row.clampLogVar === undefined && row.beta > 0 && beyondLinearTheory(row, "gray") === undefined;
}

/**
 * The eigenvalues of all images that the groups were trained on, computed where the folder does not hold
 * them yet. Theory is silent too where the images are not on this machine.
 */
export async function theoryOf(groups: readonly Group[], folder: OutputFolder): Promise<Theory> {
  const known = new Map<string, Float64Array>();
  const key = ({ rows: [{ data, images }] }: Group) => `${images} ${data}`;
  for (const group of groups.filter(isPlain)) {
    if (known.has(key(group))) continue;
    const { data: source, images: count } = group.rows[0];
    try {
      known.set(key(group), await sharedEigenvalues(folder, await loadMnist({ source, count })));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return (group) => isPlain(group) ? known.get(key(group)) : undefined;
}
