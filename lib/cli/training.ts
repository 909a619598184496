import config from "../../deno.json" with { type: "json" };
import { useBackend } from "../backend/use_backend.ts";
import type { DataSet } from "../data/data_set.ts";
import { loadMnist } from "../data/mnist.ts";
import { tf } from "../deps/tfjs.ts";
import { TorchRandom } from "../math/torch_random.ts";
import { Vae } from "../model/vae.ts";
import { RunFolder } from "../run/run_folder.ts";
import type { EpochRecord, RunRecord } from "../run/run_record.ts";
import { evaluate } from "../train/evaluate.ts";
import type { Objective } from "../train/objective.ts";
import { type BatchEvent, train, type TrainEvent } from "../train/train.ts";
import type { TrainingOptions } from "./flags.ts";
import { batchLine, epochLine, LINE_EVERY } from "./lab_lines.ts";
import { Progress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** What a script says of its run. */
export interface TrainingPlan {
  /** The task's name, for `run.json`. */
  readonly task: string;
  readonly options: TrainingOptions;
  readonly objective: Objective;
  /** The KL term that the lab's batch lines show: as weighted in the loss, or in nats. */
  readonly klShown?: "weighted" | "nats";
  /** Whether the epoch lines tell the weight of the KL term. */
  readonly weightShown?: boolean;
}

/** A training run: its parts while it goes on, and all its numbers afterwards. */
export class Training {
  readonly vae: Vae;
  readonly data: DataSet;
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
    { plan, terminal, backend, data, folder }: {
      plan: TrainingPlan;
      terminal: Terminal;
      backend: string;
      data: DataSet;
      folder: RunFolder;
    },
  ) {
    this.#plan = plan;
    this.#terminal = terminal;
    this.#backend = backend;
    this.data = data;
    this.folder = folder;
    this.#random = new TorchRandom(plan.options.seed);
    this.vae = new Vae({ latentSize: plan.options.latentSize, random: this.#random });
  }

  /** The command line's options. */
  get options(): TrainingOptions {
    return this.#plan.options;
  }

  /** Gets everything ready, says what the run will take, and makes sure that it can be written. */
  static async start(plan: TrainingPlan, terminal: Terminal): Promise<Training> {
    const { options, task } = plan;
    const { data: source, images, epochs, seed, out } = options;
    const backend = await useBackend(options.backend);
    const data = await loadMnist({ source, count: images });
    const folder = await RunFolder.open(out);
    terminal.note(
      `${task}: ${data.count} images of ${source}, ${epochs} epochs, seed ${seed}, ` +
        `backend ${backend}, results in ${out}`,
    );
    const run = new Training({ plan, terminal, backend, data, folder });
    await run.#save();
    return run;
  }

  /** Trains to the end; prints the lab's lines, draws the progress, keeps the run folder up to date. */
  async *events(signal?: AbortSignal): AsyncGenerator<TrainEvent, void> {
    const { options, objective, klShown = "nats", weightShown = false } = this.#plan;
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
            const weight = klShown === "weighted" ? event.klWeight : 1;
            this.#terminal.say(batchLine(event, weight * event.kl));
          }
          progress.batch(event);
        } else {
          const { kind: _, ...epoch } = event;
          this.epochs.push(epoch);
          await this.#save();
          progress.pause();
          this.#terminal.say(epochLine(event, weightShown));
        }
        yield event;
      }
    } finally {
      progress.pause();
    }
  }

  /** Tests the model on images it has not seen, and writes it. */
  async finish(): Promise<void> {
    const { data: source, images, seed } = this.#plan.options;
    const test = await loadMnist({
      source,
      split: "test",
      count: images && Math.min(images, 10000),
    });
    const last = this.epochs[this.epochs.length - 1];
    const result = await evaluate(this.vae, test, {
      klWeight: last.klWeight,
      random: new TorchRandom(seed),
    });
    this.epochs[this.epochs.length - 1] = { ...last, test: result };
    await this.folder.writeModel(this.vae);
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
