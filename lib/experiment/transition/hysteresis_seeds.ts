import { holm } from "../../math/holm.ts";
import { pairedDifference } from "../../math/paired_difference.ts";
import { type Summary, summary } from "../../math/summary.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import type { EpochRecord, RunRecord } from "../../run/run_record.ts";
import { oneLine, UserError } from "../../user_error.ts";
import { ways } from "../hysteresis.ts";

/** What is compared at each weight: KL divergence and active units after the epoch, mean loss of the epoch. */
export const HYSTERESIS_MEASURES = ["units", "kl", "loss"] as const;

/** One of them. */
export type HysteresisMeasure = typeof HYSTERESIS_MEASURES[number];

/** A measure at one weight of the KL term, over seeds, on both ways. */
export interface WaysCompared {
  /** On the way up. */
  readonly up: Summary;
  /** On the way down. */
  readonly down: Summary;
  /** down - up in the mean over the seeds, which are paired. */
  readonly difference: number;
  /** Half of the 95 % interval of that difference alone. */
  readonly halfWidth: number;
  /**
   * Of the paired t test, corrected by Holm's method for all weights and the measures that are tested. Absent for
   * counts of units: seeds often differ by the same count, which a t test would take for certainty.
   */
  readonly p?: number;
}

/** All measures at one weight. */
export interface WeightCompared extends Readonly<Record<HysteresisMeasure, WaysCompared>> {
  /** The weight of the KL term. */
  readonly beta: number;
}

/** A run of one seed: its two ways, by ascending weight. */
export interface SeedWays {
  /** What draws it. */
  readonly seed: RunRecord["seed"];
  /** On the way up. */
  readonly up: readonly EpochRecord[];
  /** On the way down. */
  readonly down: readonly EpochRecord[];
}

/** Runs of `hysteresis` that differ in their seed alone, compared. */
export interface HysteresisSeeds {
  /** A run for each. */
  readonly seeds: readonly SeedWays[];
  /** By ascending weight. */
  readonly weights: readonly WeightCompared[];
  /** The number of tests that p is corrected for. */
  readonly tests: number;
  /** What the runs have in common. */
  readonly options: RunRecord["options"];
  /** How many images. */
  readonly images: number;
}

/** Options in which the runs may differ. */
const FREE = ["seed", "out", "data", "threads", "resume", "force"];

/**
 * Reads the runs in some folders, and compares them.
 *
 * @throws {UserError} if one is no finished run of `hysteresis`, two have the same seed, or they differ in more than it
 */
export async function readHysteresisSeeds(folders: readonly string[]): Promise<HysteresisSeeds> {
  const runs = [];
  for (const folder of folders) runs.push({ folder, record: await readRunRecord(folder) });
  for (const { folder, record } of runs) {
    const where = oneLine(folder);
    if (record.task !== "hysteresis") {
      throw new UserError(
        `${where} holds a run of ${oneLine(record.task)}; wanted runs of hysteresis.`,
      );
    }
    if (!record.finishedAt) throw new UserError(`${where} holds an unfinished run.`);
    const same = runs.find((other) => other.record.seed === record.seed)!;
    if (same.record !== record) {
      throw new UserError(
        `${
          oneLine(same.folder)
        } and ${where} have the same seed, ${record.seed}; wanted different ones.`,
      );
    }
    const [first] = runs;
    const names = new Set([record, first.record].flatMap(({ options }) => Object.keys(options)));
    const other = [...names].find((name) =>
      !FREE.includes(name) && record.options[name] !== first.record.options[name]
    );
    if (other) {
      throw new UserError(
        `${
          oneLine(first.folder)
        } and ${where} differ in \`${other}\`; wanted runs that differ in the seed alone.`,
      );
    }
    if (record.data.sha256 !== first.record.data.sha256) {
      throw new UserError(`${oneLine(first.folder)} and ${where} were trained on other images.`);
    }
  }
  if (runs.length < 2) {
    throw new UserError("two runs or more are compared; one has no spread.");
  }
  const [{ record }] = runs;
  return {
    ...compareWays(runs.map(({ record: { seed, epochs } }) => ({ seed, epochs }))),
    options: record.options,
    images: record.data.images,
  };
}

/** Compares the ways of some runs, whose weights are the same. */
export function compareWays(
  runs: readonly Pick<RunRecord, "seed" | "epochs">[],
): Pick<HysteresisSeeds, "seeds" | "weights" | "tests"> {
  const seeds = runs.map(({ seed, epochs }) => {
    const { up, down } = ways(epochs);
    return { seed, up, down: down.toReversed() };
  });
  const compared = seeds[0].up.map(({ klWeight }, i) => ({
    beta: klWeight,
    measures: HYSTERESIS_MEASURES.map((measure) => {
      const values = (way: "up" | "down") => seeds.map((seed) => valueOf(seed[way][i], measure));
      const [up, down] = [values("up"), values("down")];
      return { up: summary(up), down: summary(down), ...pairedDifference(down, up) };
    }),
  }));
  const tested = HYSTERESIS_MEASURES.flatMap((name, k) => name === "units" ? [] : [k]);
  const corrected = holm(compared.flatMap(({ measures }) => tested.map((k) => measures[k].p)));
  const weights = compared.map(({ beta, measures }, i) => {
    const named = HYSTERESIS_MEASURES.map((name, k) => {
      const { mean: difference, p: _, ...rest } = measures[k];
      const test = tested.indexOf(k);
      const p = test < 0 ? undefined : corrected[i * tested.length + test];
      return [name, { ...rest, difference, p }];
    });
    return { beta, ...Object.fromEntries(named) } as WeightCompared;
  });
  return { seeds, weights, tests: corrected.length };
}

/** A measure of an epoch. */
export function valueOf(epoch: EpochRecord, measure: HysteresisMeasure): number {
  if (measure === "units") return epoch.activeUnits;
  if (measure === "loss") return epoch.loss;
  return epoch.klPerUnit.reduce((sum, kl) => sum + kl, 0);
}
