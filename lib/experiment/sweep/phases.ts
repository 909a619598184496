import type { Group } from "./groups.ts";
import { imagesKey } from "./row.ts";
import type { Theory } from "./theory.ts";

/** Groups that differ in their beta and their heads alone: a phase diagram. */
export interface Phase {
  /** For a file: `latent-8`, `latent-8-linear-vae`. */
  readonly name: string;
  /** For a title, with the number of seeds. */
  readonly title: string;
  readonly latentSize: number;
  readonly eigenvalues: Float64Array;
  /** The kinds of model, each by ascending beta. */
  readonly kinds: readonly { readonly name: string; readonly groups: readonly Group[] }[];
}

/** A diagram has no fewer betas. */
const BETAS = 3;

/** The phase diagrams that the groups are enough for; of each name the one with most runs. */
export function phases(groups: readonly Group[], theory: Theory): Phase[] {
  const comparable = Map.groupBy(
    groups.filter((group) => theory(group)),
    ({ rows: [row] }) =>
      JSON.stringify([
        ...[row.latentSize, row.architecture, imagesKey(row), row.divisor],
        ...[row.epochs, row.batchSize, row.learningRate],
      ]),
  );
  const found = [...comparable.values()]
    .filter((groups) => new Set(groups.map(({ rows: [row] }) => row.beta)).size >= BETAS)
    .sort((a, b) => runs(b) - runs(a))
    .map((groups) => phase(groups, theory(groups[0])!));
  return found.filter(({ name }, i) => found.findIndex((other) => other.name === name) === i);
}

function phase(groups: readonly Group[], eigenvalues: Float64Array): Phase {
  const { latentSize, epochs, architecture } = groups[0].rows[0];
  const linear = architecture === "linear";
  const counts = groups.map(({ rows }) => rows.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const n = least === most ? `${most}` : `${least} to ${most}`;
  const kinds = Map.groupBy(
    groups,
    ({ rows: [{ head }] }) =>
      linear ? "linear VAE" : head === "leaky" ? "the lab's LeakyReLU heads" : "linear heads",
  );
  return {
    name: `latent-${latentSize}${linear ? "-linear-vae" : ""}`,
    title: `${latentSize} units, ${epochs} epochs, n = ${n} ${
      most === 1 ? "seed" : "seeds"
    } a point`,
    ...{ latentSize, eigenvalues },
    kinds: [...kinds].map(([name, groups]) => ({
      name,
      groups: groups.toSorted((a, b) => a.rows[0].beta - b.rows[0].beta),
    })),
  };
}

function runs(groups: readonly Group[]): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0);
}
