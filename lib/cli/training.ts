import config from "../../deno.json" with { type: "json" };
import { useBackend } from "../backend/use_backend.ts";
import type { DataSet } from "../data/data_set.ts";
import { loadMnist } from "../data/mnist.ts";
import { tf } from "../deps/tfjs.ts";
import { TorchRandom } from "../math/torch_random.ts";
import type { ModelOptions } from "../model/model_options.ts";
import { Vae } from "../model/vae.ts";
import { RunFolder } from "../run/run_folder.ts";
import type { EpochRecord, RunRecord } from "../run/run_record.ts";
import { evaluate } from "../train/evaluate.ts";
import type { Objective } from "../train/objective.ts";
import { type BatchEvent, train, type TrainEvent } from "../train/train.ts";
import { UserError } from "../user_error.ts";
import { flagName, type TrainingOptions } from "./flags.ts";
import { batchLine, epochLine, LINE_EVERY } from "./lab_lines.ts";
import { Progress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** What a script says of its run. */
export interface TrainingPlan {
  /** The task's name, for `run.json`. */
  readonly task: string;
  readonly options: TrainingOptions;
  readonly objective: Objective;
  /** Where the model is not the lab's. */
  readonly model?: Partial<ModelOptions>;
  /** The KL term that the lab's batch lines show: as weighted in the loss, or in nats. */
  readonly klShown?: "weighted" | "nats";
  /** Whether the epoch lines tell the weight of the KL term. */
  readonly weightShown?: boolean;
}

/** A training run: its parts while it goes on, and all its numbers afterwards. */
export class Training {
  readonly vae: Vae;
  readonly data: DataSet;
  /** The images that the model is tested on at the end. */
  readonly test: DataSet;
  readonly folder: RunFolder;
  /** Every batch so far. */
  readonly batches: BatchEvent[] = [];
  /** Every epoch so far; at the end the last one has its loss on the test images. */
  readonly epochs: EpochRecord[] = [];
  readonly #plan: TrainingPlan;
  readonly #random: TorchRandom;
  readonly #terminal: Terminal;
  readonly #startedAt = new Date();
  readonly #backend: string;

  private constructor(
    { plan, terminal, backend, data, test, folder }: {
      plan: TrainingPlan;
      terminal: Terminal;
      backend: string;
      data: DataSet;
      test: DataSet;
      folder: RunFolder;
    },
  ) {
    this.#plan = plan;
    this.#terminal = terminal;
    this.#backend = backend;
    this.data = data;
    this.test = test;
    this.folder = folder;
    this.#random = new TorchRandom(plan.options.seed);
    const { latentSize } = plan.options;
    this.vae = new Vae({ ...plan.model, latentSize, random: this.#random });
  }

  /** The command line's options. */
  get options(): TrainingOptions {
    return this.#plan.options;
  }

  /** The KL term that the lab's batch lines show. */
  get klShown(): "weighted" | "nats" {
    return this.#plan.klShown ?? "nats";
  }

  /** Gets everything ready, says what the run will take, and makes sure that it can be written. */
  static async start(plan: TrainingPlan, terminal: Terminal): Promise<Training> {
    const { options, task } = plan;
    const { data: source, images, epochs, seed, out } = options;
    const backend = await useBackend(options.backend, options);
    const data = await loadMnist({ source, count: images });
    const test = await loadMnist({ source, split: "test" }); // now: a file that is missing is told first
    const folder = await RunFolder.open(out);
    await makeRoom(folder, options);
    const origin = source === "mnist" ? "MNIST (fetched once, 55 MB, then offline)" : source;
    terminal.note(
      `${task}: ${count(data.count, "image")} of ${origin}, ${
        count(epochs, "epoch")
      }, seed ${seed}, ` +
        `backend ${backend}, results in ${out}`,
    );
    const run = new Training({ plan, terminal, backend, data, test, folder });
    await run.#save();
    return run;
  }

  /** Trains to the end; prints the lab's lines, draws the progress, keeps the run folder up to date. */
  async *events(signal?: AbortSignal): AsyncGenerator<TrainEvent, void> {
    const { options, objective, weightShown = false } = this.#plan;
    const progress = new Progress(this.#terminal, options.epochs);
    const training = train(this.vae, this.data, {
      ...options,
      random: this.#random,
      objective,
      signal,
    });
    try {
      for await (const event of training) {
        if (event.kind === "batch") {
          this.batches.push(event);
          if (event.batch % LINE_EVERY === 0 && !this.#terminal.interactive) {
            const weight = this.klShown === "weighted" ? event.klWeight : 1;
            this.#terminal.say(batchLine(event, weight * event.kl));
          }
          progress.batch(event);
        } else {
          const { kind: _, ...epoch } = event;
          this.epochs.push(epoch);
          await this.folder.writeModel(this.vae);
          await this.#save();
          progress.pause();
          this.#terminal.say(epochLine(event, weightShown));
        }
        yield event;
      }
    } finally {
      progress.pause();
      await this.#save(); // also what a run that is cut short has seen
      if (this.epochs.length < options.epochs && this.epochs.length > 0) {
        this.#terminal.note(
          `kept in ${this.folder.path}: the numbers so far, and the model after epoch ${this.epochs.length}`,
        );
      }
    }
  }

  /** Tests the model on images that it has not seen, and marks the run as whole. */
  async finish(): Promise<void> {
    const last = this.epochs[this.epochs.length - 1];
    const test = await evaluate(this.vae, this.test, {
      klWeight: last.klWeight,
      random: new TorchRandom(this.#plan.options.seed),
    });
    this.epochs[this.epochs.length - 1] = { ...last, test };
    await this.#save({ finishedAt: new Date().toISOString() });
  }

  async #save(more: Pick<RunRecord, "finishedAt"> = {}): Promise<void> {
    const { task, options } = this.#plan;
    const { deno, v8, typescript } = Deno.version;
    await this.folder.writeRecord({
      task,
      seed: options.seed,
      options,
      data: { name: this.data.name, images: this.data.count },
      backend: this.#backend,
      versions: { lab: config.version, tfjs: tf.version_core, deno, v8, typescript },
      startedAt: this.#startedAt.toISOString(),
      ...more,
      seconds: (Date.now() - this.#startedAt.getTime()) / 1000,
      epochs: this.epochs,
    });
    await this.folder.writeMetrics(this.batches);
  }
}

/**
 * Clears the folder for a run. An earlier run there may be run again; one of other options is replaced
 * with `--force` only.
 */
async function makeRoom(folder: RunFolder, options: TrainingOptions): Promise<void> {
  const earlier = await folder.earlier();
  if (!earlier) return;
  const neutral = ["backend", "threads", "out", "force"];
  const other = Object.keys({ ...earlier.options, ...options })
    .filter((name) => !neutral.includes(name))
    .find((name) => earlier.options[name] !== options[name as keyof TrainingOptions]);
  if (other && !options.force) {
    const value = (given: unknown) => given === undefined ? "not given" : String(given);
    throw new UserError(
      `${folder.path} holds another run: its ${flagName(other)} was ${
        value(earlier.options[other])
      }, here it is ` +
        `${value(options[other as keyof TrainingOptions])}. Choose another folder with --out, or ` +
        `replace it with --force.`,
    );
  }
  await folder.clear();
}

/** `1 image`, `2 images`. */
function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}
