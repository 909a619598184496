import { loadMnist } from "../../data/mnist.ts";
import { pixelEigenvalues } from "../../theory/pixel_eigenvalues.ts";
import { UserError } from "../../user_error.ts";
import type { Group } from "./groups.ts";

/** The eigenvalues of the images that a group was trained on; `undefined` where theory is silent. */
export type Theory = (group: Group) => Float64Array | undefined;

/** Whether linear theory speaks of these runs: squared error, one variance, a free logVar, a constant weight above 0. */
export function isPlain({ rows: [row] }: Group): boolean {
  return row.schedule === "constant" && row.likelihood === "gaussian" && row.decoder === "fixed" &&
    row.freeBits === 0 && row.clampLogVar === undefined && row.beta > 0;
}

/**
 * Computes the eigenvalues of all images that the groups were trained on, a few seconds for MNIST.
 * Theory is silent too where the images are not on this machine.
 */
export async function theoryOf(groups: readonly Group[]): Promise<Theory> {
  const known = new Map<string, Float64Array>();
  const key = ({ rows: [{ data, images }] }: Group) => `${images} ${data}`;
  for (const group of groups.filter(isPlain)) {
    if (known.has(key(group))) continue;
    const { data: source, images: count } = group.rows[0];
    try {
      known.set(key(group), pixelEigenvalues(await loadMnist({ source, count })));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return (group) => isPlain(group) ? known.get(key(group)) : undefined;
}
