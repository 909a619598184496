import { useBackend } from "../../backend/use_backend.ts";
import type { Backend } from "../../backend/backends.ts";
import type { DataSet } from "../../data/data_set.ts";
import { v } from "../../deps/valibot.ts";
import { parseJson } from "../../file/parse_json.ts";
import { readPlainFile } from "../../file/read_plain_file.ts";
import type { Seed } from "../../math/seed.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { recordedSeed } from "../../run/recorded_seed.ts";
import { pixelEigenvalues } from "../../theory/pixel_eigenvalues.ts";
import { UserError } from "../../user_error.ts";
import {
  type ContinuedStage,
  continuedTraining,
  type Phase,
  TRANSITION_MODELS,
  type TransitionModel,
} from "./continued_training.ts";

/** Which models are trained through their transition, and how. */
export interface TrainingSettings {
  /** The training images. */
  readonly data: DataSet;
  /** Which models. */
  readonly models: readonly TransitionModel[];
  /** A run for each. */
  readonly seeds: readonly Seed[];
  /** Latent units, d. */
  readonly latentSize: number;
  /** The weights of the KL term over the critical one. */
  readonly ratios: readonly number[];
  /** What a stage consists of. */
  readonly phases: readonly Phase[];
  /** The engine that computes. */
  readonly backend: Backend;
  /** Its threads; chosen for this machine, if nothing is said. */
  readonly threads: number | undefined;
  /** Where a file for each model and seed is written; what is there already is not trained again. */
  readonly folder: OutputFolder;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Is told, a sentence each, what is odd. */
  readonly tell?: (caution: string) => void;
}

/** A model of one seed, through its transition and back. */
export interface TrainedBranch {
  /** Which model. */
  readonly model: TransitionModel;
  /** What draws it. */
  readonly seed: number | string;
  /** Latent units, d. */
  readonly latentSize: number;
  /** The images that it was trained on. */
  readonly images: number;
  /** Of their pixels. */
  readonly sha256: string;
  /** The first of the covariance of these images, the largest first. */
  readonly eigenvalues: readonly number[];
  /** What a stage consists of. */
  readonly phases: readonly Phase[];
  /** The engine that computes. */
  readonly backend: string;
  /** How long it took. */
  readonly seconds: number;
  /** In the order of training. */
  readonly stages: readonly ContinuedStage[];
}

/** What happened. */
export type TrainingEvent =
  | {
    readonly kind: "stage";
    readonly model: TransitionModel;
    readonly seed: Seed;
    readonly stage: ContinuedStage;
    readonly done: number;
    readonly of: number;
  }
  | { readonly kind: "branches"; readonly branches: readonly TrainedBranch[] };

/** Ratios before the transition, at which the model learns to use its units. */
export const BEFORE = [0.1, 0.3, 0.6] as const;

/** Eigenvalues that a branch's file keeps. */
const KEPT = 16;

/** In bytes, of a branch's file. */
const MAX_BRANCH = 2 ** 22;

const numbers = v.array(v.number());
const stageSchema = v.object({
  way: v.picklist(["up", "down"]),
  ratio: v.number(),
  kl: numbers,
  klPerUnit: numbers,
  gain: v.number(),
});
const branchSchema = v.object({
  model: v.picklist(Object.keys(TRANSITION_MODELS) as TransitionModel[]),
  seed: v.union([v.number(), v.string()]),
  latentSize: v.number(),
  images: v.number(),
  sha256: v.string(),
  eigenvalues: numbers,
  phases: v.array(v.object({ epochs: v.number(), learningRate: v.number() })),
  backend: v.string(),
  seconds: v.number(),
  stages: v.array(stageSchema),
});

/** The file that a branch is kept in. */
export function branchFile(
  { model, latentSize, images, seed }: {
    readonly model: TransitionModel;
    readonly latentSize: number;
    readonly images: number;
    readonly seed: Seed;
  },
): string {
  return `${model}_latent-${latentSize}_images-${images}_seed-${recordedSeed(seed)}.json`;
}

/** The epochs of each phase and their step size: `12 at 0.001, 10 at 0.0001`. */
export function phasesText(phases: readonly Phase[]): string {
  return phases.map(({ epochs, learningRate }) => `${epochs} at ${learningRate}`).join(", ");
}

/**
 * Trains models through their transition and back, see {@linkcode continuedTraining}, seeds first, and keeps each in a file of
 * its own as it ends, so that the same call goes on where it was left, between two models.
 *
 * @throws {UserError} if a file holds a branch of other images or phases
 * @throws the signal's reason, if it was aborted
 */
export async function* trainingStudy(
  settings: TrainingSettings,
): AsyncGenerator<TrainingEvent, void> {
  const { data, models, seeds, latentSize, ratios, phases, folder, signal, tell } = settings;
  const sha256 = await data.sha256();
  const eigenvalues = [...pixelEigenvalues(data).slice(0, KEPT)];
  const of = 2 * ratios.length - 1;
  const branches: TrainedBranch[] = [];
  let backend: string | undefined;
  for (const seed of seeds) {
    for (const model of models) {
      const name = branchFile({ model, latentSize, images: data.count, seed });
      const earlier = await readBranch(`${folder.path}/${name}`);
      if (earlier) {
        checkSame(earlier, name, { sha256, phases, ratios });
        branches.push(earlier);
        continue;
      }
      backend ??= await useBackend(settings.backend, { threads: settings.threads, tell });
      const start = performance.now();
      const stages: ContinuedStage[] = [];
      const training = continuedTraining({
        ...{ data, model, latentSize, ratios, phases, seed, signal },
        ...{ eigenvalue: eigenvalues[0], before: BEFORE },
      });
      for await (const stage of training) {
        stages.push(stage);
        yield { kind: "stage", model, seed, stage, done: stages.length, of };
      }
      const seconds = (performance.now() - start) / 1000;
      const branch: TrainedBranch = {
        ...{ model, seed: recordedSeed(seed) as number | string, latentSize },
        ...{ images: data.count, sha256, eigenvalues, phases, backend, seconds, stages },
      };
      await folder.write(name, JSON.stringify(branch, null, 2) + "\n");
      branches.push(branch);
    }
  }
  yield { kind: "branches", branches };
}

async function readBranch(file: string): Promise<TrainedBranch | undefined> {
  const bytes = await readPlainFile(file, MAX_BRANCH);
  if (!bytes) return undefined;
  try {
    const text = new TextDecoder().decode(bytes);
    return v.parse(branchSchema, parseJson(text, { depth: 6, parts: 100_000 }));
  } catch (error) {
    throw new UserError(
      `${file}: not a branch that this task wrote (${
        (error as Error).message
      }). Move it away, or choose ` +
        `another folder with \`out\`.`,
    );
  }
}

/** @throws {UserError} if an earlier branch is another one than the one that is wanted */
function checkSame(
  earlier: TrainedBranch,
  name: string,
  wanted: Pick<TrainedBranch, "sha256" | "phases"> & { readonly ratios: readonly number[] },
): void {
  const ratios = earlier.stages.filter(({ way }) => way === "up").map(({ ratio }) => ratio);
  const other = earlier.sha256 !== wanted.sha256
    ? "its images were others"
    : phasesText(earlier.phases) !== phasesText(wanted.phases)
    ? `its epochs were ${phasesText(earlier.phases)}, here they are ${phasesText(wanted.phases)}`
    : ratios.join() !== wanted.ratios.join()
    ? `its ratios were ${ratios}, here they are ${wanted.ratios}`
    : undefined;
  if (!other) return;
  throw new UserError(
    `${name} holds another branch: ${other}. Choose another folder with \`out\`.`,
  );
}
