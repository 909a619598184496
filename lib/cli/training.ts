import config from "../../deno.json" with { type: "json" };
import type { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import { TorchRandom } from "../math/torch_random.ts";
import { Vae } from "../model/vae.ts";
import type { Checkpoint, Memory } from "../run/checkpoint.ts";
import type { RunFolder } from "../run/run_folder.ts";
import type { EpochRecord, RunRecord } from "../run/run_record.ts";
import { evaluate } from "../train/evaluate.ts";
import { judge, type Verdict } from "../train/judge.ts";
import { type BatchEvent, train, type TrainEvent } from "../train/train.ts";
import type { TrainState } from "../train/train_state.ts";
import type { TrainingOptions } from "./lab_flags.ts";
import { batchLine, epochLine, LINE_EVERY } from "./lab_lines.ts";
import { interruption } from "./interruption.ts";
import { type Prepared, prepareTraining, type TrainingPlan } from "./prepare_training.ts";
import { Progress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

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
  /** What a script that looks at the run wants to find again after a resume. */
  readonly memory: Memory = { json: {}, tensors: {} };
  readonly #plan: TrainingPlan;
  readonly #random: TorchRandom;
  readonly #terminal: Terminal;
  readonly #backend: string;
  readonly #lost: AbortSignal;
  readonly #from?: TrainState;
  readonly #startedAt: string = new Date().toISOString();
  /** When it would have started if it had never been left. */
  readonly #clock: number = Date.now();

  private constructor({ plan, terminal, backend, data, test, folder, lost, earlier }: Prepared) {
    this.#plan = plan;
    this.#terminal = terminal;
    this.#backend = backend;
    this.#lost = lost;
    this.data = data;
    this.test = test;
    this.folder = folder;
    this.#random = new TorchRandom(plan.options.seed);
    const { latentSize } = plan.options;
    this.vae = new Vae({ ...plan.model, latentSize, random: this.#random });
    if (!earlier) return;
    this.batches.push(...earlier.batches);
    this.epochs.push(...earlier.record.epochs);
    this.memory = earlier.memory;
    this.#from = earlier.state;
    this.#startedAt = earlier.record.startedAt;
    this.#clock -= 1000 * earlier.record.seconds;
  }

  /** The command line's options. */
  get options(): TrainingOptions {
    return this.#plan.options;
  }

  /** The KL term that the lab's batch lines show. */
  get klShown(): "weighted" | "nats" {
    return this.#plan.klShown ?? "nats";
  }

  /** Gets everything ready, and makes sure that the run can be written. */
  static async start(plan: TrainingPlan, terminal: Terminal): Promise<Training> {
    const run = new Training(await prepareTraining(plan, terminal));
    await run.#save();
    return run;
  }

  /**
   * Trains to the end; prints the lab's lines, draws the progress, keeps the run folder up to date. An
   * aborted signal ends it after the batch, with a checkpoint.
   */
  async *events(signal?: AbortSignal): AsyncGenerator<TrainEvent, void> {
    const { options, objective, weightShown = false } = this.#plan;
    const progress = new Progress(this.#terminal, options.epochs);
    const training = train(this.vae, this.data, {
      ...options,
      random: this.#random,
      objective,
      from: this.#from,
      signal: this.#lost,
    });
    // A killed run may have left the model of the epoch before.
    if (this.#from?.batch === 0) await this.folder.writeModel(this.vae);
    let whole = false;
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
        // Only now: what has looked at the event has taken its notes.
        if (event.kind === "epoch" || signal?.aborted) {
          const checkpoint = this.#checkpoint(await training.state());
          await this.folder.writeCheckpoint(checkpoint);
          if (signal?.aborted) throw interruption(checkpoint);
        }
      }
      whole = true;
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve)); // what lost it is told after what it broke
      this.#lost.throwIfAborted();
      throw error;
    } finally {
      progress.pause();
      if (!whole) await this.#leave();
    }
  }

  /** Tests the model on images that it has not seen, and judges it. */
  async assess(): Promise<Verdict> {
    const last = this.epochs[this.epochs.length - 1];
    const { seed } = this.#plan.options;
    const test = await evaluate(this.vae, this.test, {
      klWeight: last.klWeight,
      random: new TorchRandom(seed),
    });
    this.epochs[this.epochs.length - 1] = { ...last, test };
    return await judge(this.vae, this.data, { ...last, random: new TorchRandom(seed) });
  }

  /** Marks the run as whole: when its last figure is there, and no sooner. */
  async finish(verdict: Verdict): Promise<void> {
    await this.#save({ finishedAt: new Date().toISOString(), verdict });
  }

  /** Keeps what a run that is cut short has seen, if that can be; what cut it short is told by others. */
  async #leave(): Promise<void> {
    const saved = await this.#save().then(() => true, () => false);
    const { length } = this.epochs;
    if (!saved || length === 0) return;
    this.#terminal.note(
      `kept in ${this.folder.path}: the numbers so far, and the model after epoch ${length}; ` +
        `--resume goes on`,
    );
  }

  #checkpoint(state: TrainState): Checkpoint {
    return { record: this.#record(), batches: this.batches, memory: this.memory, state };
  }

  #record(): RunRecord {
    const { task, options: { resume: _, force: __, ...options } } = this.#plan;
    const { deno, v8, typescript } = Deno.version;
    return {
      task,
      seed: options.seed,
      options,
      data: { name: this.data.name, images: this.data.count },
      backend: this.#backend,
      versions: { lab: config.version, tfjs: tf.version_core, deno, v8, typescript },
      startedAt: this.#startedAt,
      seconds: (Date.now() - this.#clock) / 1000,
      epochs: this.epochs,
    };
  }

  async #save({ finishedAt, verdict }: Partial<RunRecord> = {}): Promise<void> {
    const { seconds, epochs, ...record } = this.#record();
    await this.folder.writeMetrics(this.batches);
    await this.folder.writeRecord({ ...record, finishedAt, seconds, epochs, verdict });
  }
}
