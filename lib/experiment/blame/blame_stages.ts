import { useBackend } from "../../backend/use_backend.ts";
import type { Backend } from "../../backend/backends.ts";
import { checkCount } from "../../data/check_count.ts";
import { checkSameShape } from "../../data/check_same_shape.ts";
import { loadImages } from "../../data/load_images.ts";
import { noteVariety } from "../../data/variety.ts";
import { checkList, checkPath, checkWord } from "../../math/check_argument.ts";
import type { Seed } from "../../math/seed.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { HEADS, type ModelOptions } from "../../model/model_options.ts";
import { Vae } from "../../model/vae.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import { recordedSeed } from "../../run/recorded_seed.ts";
import type { TrainEvent } from "../../train/train.ts";
import { writePicture } from "../write_picture.ts";
import { blameData } from "./blame_data.ts";
import { drawBlamedStages } from "./draw_blame.ts";
import { baselineError, type JudgedModel, judgeModels, linearKnownLoss } from "./judge_models.ts";
import { measureBlame } from "./measure_blame.ts";
import {
  type MeasuredStage,
  readStageRecord,
  type StageRecord,
  stageRecordText,
} from "./stage_record.ts";
import { type StageName, trainStages } from "./train_stages.ts";

/** How the head of a model is called. */
export type Head = ModelOptions["head"];

/** What is trained, and looked at. */
export interface BlameStagesSettings {
  /** Where the results are written. */
  readonly out: string;
  /** The heads to train. */
  readonly heads?: readonly Head[];
  /** A run of each head for each seed. */
  readonly seeds?: readonly Seed[];
  /** Passes over the images of the longer run. */
  readonly epochs: number;
  /** The weight of the KL term. */
  readonly beta: number;
  /** Latent units. */
  readonly latentSize: number;
  /** The first training images only; all, if nothing is said. */
  readonly images?: number;
  /** Images whose posteriors are refined: so many training images, and so many others. */
  readonly refined: number;
  /** `mnist`, or a folder. */
  readonly data?: string;
  /** Draws the noise of the refinement; the same for all runs. */
  readonly seed?: Seed;
  /** The engine that computes. */
  readonly backend?: Backend;
  /** Its threads. */
  readonly threads?: number;
  /** Whether foreign files may be replaced. */
  readonly force?: boolean;
  /** Stops it between two batches or steps; what is done is kept. */
  readonly signal?: AbortSignal;
  /** Is told what is odd. */
  readonly tell?: (caution: string) => void;
  /** Sees each event of the training under way. */
  readonly observe?: (event: TrainEvent) => void;
}

/** A stage of one run, judged. */
export interface JudgedStage extends JudgedModel {
  /** How its encoder ends. */
  readonly head: Head;
  /** Of its run. */
  readonly seed: Seed;
  /** Which stage. */
  readonly stage: StageName;
  /** Counts from 1. */
  readonly epoch: number;
  /** Batches of that epoch that were done. */
  readonly batch: number;
}

/** How far it is. */
export type BlameStagesEvent =
  | {
    readonly kind: "plan";
    readonly runs: number;
    readonly todo: number;
    readonly backend: string;
  }
  | { readonly kind: "train"; readonly head: Head; readonly seed: Seed }
  | {
    readonly kind: "measure";
    readonly head: Head;
    readonly seed: Seed;
    readonly stage: StageName;
  }
  | {
    readonly kind: "results";
    readonly stages: readonly JudgedStage[];
    /** Whose loss is the best known. */
    readonly best: string;
    readonly meanImageError: number;
  };

/**
 * Trains the lab's collapse with each head and seed, looks at each run at its stages, and says who is to blame
 * there. Each run has a file of its own, `HEAD_seed-N.json`: the same settings find it again, so that the work can be
 * stopped and resumed run by run. In the end it writes `blame.json` and `blame.png`. The best known loss is that
 * of the best of all stages, or of the best linear VAE.
 *
 * @throws {UserError} for images that cannot be measured, a folder that holds what would be lost, or a run that diverged
 * @throws the signal's reason, if it is aborted
 */
export async function* blameStages(
  settings: BlameStagesSettings,
): AsyncGenerator<BlameStagesEvent, void> {
  const { out, heads = HEADS, seeds = [0], epochs, beta, latentSize, images, refined } = settings;
  const { data: source = "mnist", seed = 0, backend, threads, force, signal, observe } = settings;
  const { tell = () => {} } = settings;
  checkPath("out", out);
  for (const head of checkList("heads", heads)) checkWord("a head", head, HEADS);
  checkList("seeds", seeds);
  const training = await loadImages({ source, count: images }, tell);
  noteVariety(training, tell);
  const test = await loadImages({ source, split: "test" }, tell);
  checkSameShape(training, test);
  for (const [data, words] of [[training, "training images"], [test, "test images"]] as const) {
    checkCount(data, {
      ...{ least: 2, images: words, task: "blame" },
      since: "what a loss gains is a mean over them with a standard error",
    });
  }
  const runs = seeds.flatMap((seed) => heads.map((head) => ({ head, seed })));
  const fileOf = ({ head, seed }: { head: Head; seed: Seed }) => `${head}_seed-${seed}.json`;
  using folder = await OutputFolder.open(out, {
    ...{ task: "blame", files: ["blame.json", "blame.png", ...runs.map(fileOf)], force },
  });
  const used = await useBackend(backend, { threads, tell });
  const sha256 = await training.sha256();
  const optionsOf = (run: { head: Head; seed: Seed }) => ({
    ...{ head: run.head, seed: recordedSeed(run.seed), epochs, beta, latentSize, refined },
    ...{ data: training.name, images: training.count, sha256, noise: recordedSeed(seed) },
  });
  const known = await Promise.all(
    runs.map((run) => readStageRecord(`${out}/${fileOf(run)}`, optionsOf(run))),
  );
  const todo = known.filter((record) => !record).length;
  yield { kind: "plan", runs: runs.length, todo, backend: used };
  const found: (MeasuredStage & { head: Head; seed: Seed })[] = [];
  for (const [i, run] of runs.entries()) {
    let stages = known[i]?.stages;
    if (!stages) {
      yield { kind: "train", ...run };
      const measured: MeasuredStage[] = [];
      for (
        const { stage, epoch, batch, parameters } of await trainStages(training, {
          ...{ ...run, epochs, beta, latentSize, observe, signal },
        })
      ) {
        yield { kind: "measure", ...run, stage };
        const { height, width } = training;
        const vae = new Vae({
          ...{ head: run.head, latentSize, image: { height, width }, random: new TorchRandom(0) },
        });
        try {
          vae.loadStateDict(parameters);
          const measurement = await measureBlame({
            ...{ vae, training, test, images: refined, klWeight: beta, seed, signal },
          });
          measured.push({ stage, epoch, batch, measured: measurement });
        } finally {
          vae.dispose();
        }
      }
      const text = stageRecordText({ options: optionsOf(run), stages: measured });
      await folder.write(fileOf(run), text);
      // As the file has them: the same command says the same when it is repeated.
      stages = (JSON.parse(text) as StageRecord).stages;
    }
    found.push(...stages.map((stage) => ({ ...stage, ...run })));
  }
  const linear = await linearKnownLoss({
    ...{ training, test, images: refined, klWeight: beta, seed, latentSize },
    likelihood: "gaussian",
  });
  const error = baselineError(training, "gaussian");
  const named = found.map(({ head, seed, stage, measured }) => ({
    ...{ name: `${head} heads, seed ${seed}, ${stage}`, measured },
  }));
  const { judged, best } = judgeModels(named, {
    ...{ known: linear ? [linear] : [], meanImageError: error },
  });
  const stages = judged.map((model, i): JudgedStage => {
    const { head, seed, stage, epoch, batch } = found[i];
    return { ...model, head, seed, stage, epoch, batch };
  });
  await folder.write("blame.json", blameData(stages, { best: best.name, meanImageError: error }));
  await writePicture(folder, "blame.png", await drawBlamedStages(stages));
  yield { kind: "results", stages, best: best.name, meanImageError: error };
}
