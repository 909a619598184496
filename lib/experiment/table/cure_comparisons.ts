import type { EpochPoint } from "../../figure/points.ts";
import { defaultsOf, modelOptions } from "../../run/option.ts";
import { METHOD_NAMES, methodOf, METHODS } from "../cures/methods.ts";
import { imagesKey, kindOf, type Row } from "../sweep/row.ts";
import { SHAPES, TRAIN_OPTIONS, type TrainTaskOptions } from "../train_options.ts";
import { settle } from "../train_task.ts";

/** Runs of several cures that share everything but the cure and the seed. */
export interface CureComparison {
  /** Training images. */
  readonly images: number;
  /** Passes over them. */
  readonly epochs: number;
  /** The cures, in the order of {@linkcode METHOD_NAMES}, and the epochs of each of their runs. */
  readonly series: readonly { readonly name: string; readonly runs: readonly EpochPoint[][] }[];
}

/** What methods choose, and the options that belong to one value of these. */
const CHOSEN: readonly string[] = METHOD_NAMES.flatMap((name) =>
  Object.keys(methodOf(name).options)
).flatMap((name) => [name, ...Object.values(SHAPES[name] ?? {}).flatMap(Object.keys)]);

/** What all runs of a comparison have in common, beside their images. */
const SHARED = modelOptions(TRAIN_OPTIONS).filter((name) =>
  name !== "seed" && !CHOSEN.includes(name)
);

/**
 * The comparisons of cures that some runs are enough for, that of most runs first. A run is a cure's if its folder
 * is called after it, and its options are the cure's.
 *
 * @param epochsOf the epochs of a run by its id; none where they are not known
 */
export function cureComparisons(
  rows: readonly (Row & { readonly id: string })[],
  epochsOf: (id: string) => EpochPoint[] | undefined,
): CureComparison[] {
  const seen = new Set<string>();
  const cures = rows.flatMap((row) => {
    const name = /^(.*)_seed--?\d+$/.exec(row.run)?.[1];
    const method = METHOD_NAMES.find((each) => each === name);
    const epochs = epochsOf(row.id) ?? [];
    if (!method || epochs.length === 0) return [];
    const shared = sharedOf(row);
    const wanted = settle({
      ...{ ...defaultsOf(TRAIN_OPTIONS), ...shared, ...methodOf(method).options },
    } as TrainTaskOptions);
    const kind = kindOf(row);
    const one = `${row.seed} ${kind}`;
    if (seen.has(one) || kindOf({ ...wanted, ...imagesOf(row) }) !== kind) return [];
    seen.add(one);
    return [{ method, row, epochs, key: JSON.stringify([shared, imagesKey(row)]) }];
  });
  const comparisons = [...Map.groupBy(cures, ({ key }) => key)].map(([key, cures]) => ({
    key,
    size: cures.length,
    images: cures[0].row.images,
    epochs: cures[0].row.epochs,
    series: METHOD_NAMES.flatMap((method) => {
      const runs = cures.filter((cure) => cure.method === method).map(({ epochs }) => epochs);
      return runs.length === 0 ? [] : [{ name: METHODS[method].title, runs }];
    }),
  }));
  return comparisons.filter(({ series }) => series.length > 1)
    .sort((a, b) => b.size - a.size || (a.key < b.key ? -1 : 1))
    .map(({ images, epochs, series }) => ({ images, epochs, series }));
}

/** The options that no method chooses. */
function sharedOf(row: Row): Partial<TrainTaskOptions> {
  const values = SHARED.map((name) => [name, row[name as keyof Row]]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function imagesOf({ data, images, sha256 }: Row) {
  return { data, images, sha256 };
}
