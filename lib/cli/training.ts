import config from "../../deno.json" with { type: "json" };
import type { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import { TorchRandom } from "../math/torch_random.ts";
import { Vae } from "../model/vae.ts";
import type { Checkpoint, Memory } from "../run/checkpoint.ts";
import type { RunFolder } from "../run/run_folder.ts";
import { recordedOptions, recordedSeed } from "../run/recorded_seed.ts";
import type { EpochRecord, RunRecord } from "../run/run_record.ts";
import { evaluate } from "../measure/evaluate.ts";
import { measureUnits, type UnitMetrics } from "../measure/measure_units.ts";
import { judge, type Verdict } from "../measure/judge.ts";
import { type BatchEvent, train, type TrainEvent } from "../train/train.ts";
import { UserError } from "../user_error.ts";
import type { TrainState } from "../train/train_state.ts";
import { isDivergence, isLogVarOverflow } from "../train/divergence.ts";
import { batchLine, epochLine, LINE_EVERY } from "./lab_lines.ts";
import { interruption, place, unlessStopped } from "./interruption.ts";
import { type Prepared, prepareTraining, type TrainingPlan } from "./prepare_training.ts";
import { Progress } from "./progress.ts";
import { Stop } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/** A training run: its parts while it goes on, and all its numbers afterwards. */
export class Training {
  readonly vae: Vae;
  readonly data: DataSet;
  /** The images that the model is tested on at the end. */
  readonly test: DataSet;
  readonly folder: RunFolder;
  /** The command line's options, with the divisor that was chosen. */
  readonly options: Prepared["options"];
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
  readonly #images: RunRecord["data"];
  readonly #lost: AbortSignal;
  readonly #from?: TrainState;
  /** When it would have started if it had never been left. */
  readonly #clock: number = Date.now();
  /** Batches that `metrics.jsonl` holds. */
  #noted: number;
  /** The last epoch of which the model is in the folder. */
  #modelOf = 0;
  /** Where the checkpoint in the folder stands, if there is one. */
  #checkpointAt?: string;

  private constructor(
    { plan, options, terminal, backend, data, images, test, folder, lost, earlier, batches }:
      Prepared,
  ) {
    this.#plan = plan;
    this.options = options;
    this.#terminal = terminal;
    this.#backend = backend;
    this.#images = images;
    this.#lost = lost;
    this.data = data;
    this.test = test;
    this.folder = folder;
    this.#random = new TorchRandom(options.seed);
    const { latentSize } = options;
    this.vae = new Vae({ ...plan.model, latentSize, random: this.#random });
    for (const batch of batches) this.batches.push(batch);
    this.#noted = batches.length;
    if (!earlier) return;
    this.#checkpointAt = place(earlier);
    this.#modelOf = earlier.record.epochs.length;
    this.epochs.push(...earlier.record.epochs);
    this.memory = earlier.memory;
    this.#from = earlier.state;
    this.#clock -= 1000 * earlier.record.seconds;
  }

  /** The KL term that the lab's batch lines show. */
  get klShown(): "weighted" | "nats" {
    return this.#plan.klShown ?? "nats";
  }

  /**
   * Gets everything ready, and makes sure that the run can be written.
   * @param signal ends the preparations at once
   */
  static async start(
    plan: TrainingPlan,
    terminal: Terminal,
    signal?: AbortSignal,
  ): Promise<Training> {
    const preparing = prepareTraining(plan, terminal);
    try {
      const run = new Training(await unlessStopped(preparing, plan, signal));
      await run.#save();
      return run;
    } catch (error) {
      preparing.then(({ folder }) => folder[Symbol.dispose](), () => {});
      throw error;
    }
  }

  /**
   * Trains to the end; prints the lab's lines, draws the progress, keeps the run folder up to date. An
   * aborted signal ends it after the batch, with a checkpoint; after the last epoch nothing is left to
   * end.
   */
  async *events(signal?: AbortSignal): AsyncGenerator<TrainEvent<UnitMetrics>, void> {
    const { options } = this;
    const { weightShown = false } = this.#plan;
    const progress = new Progress(this.#terminal, options.epochs);
    const training = train(this.vae, this.data, {
      ...options,
      random: this.#random,
      objective: this.#plan.objective(options.divisor),
      measure: measureUnits,
      from: this.#from,
      signal: this.#lost,
    });
    // A killed run may have left the model of the epoch before.
    let [complete, failure]: [boolean, unknown] = [false, undefined];
    try {
      if (this.#from?.batch === 0) await this.#writeModel();
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
          await this.#writeModel();
          await this.#save();
          progress.pause();
          this.#terminal.say(epochLine(event, weightShown));
        }
        yield event;
        // Only now: what has looked at the event has taken its notes.
        if (event.kind === "epoch" || signal?.aborted) {
          const checkpoint = await this.#writeCheckpoint(await training.state());
          const isLast = event.kind === "epoch" && event.epoch >= options.epochs;
          if (signal?.aborted && !isLast) throw interruption(checkpoint, signal);
        }
      }
      complete = true;
    } catch (error) {
      failure = error;
      await new Promise((resolve) => setTimeout(resolve)); // what lost it is told after what it broke
      this.#lost.throwIfAborted();
      throw error;
    } finally {
      progress.pause();
      if (!complete) await this.#leave(failure);
    }
  }

  /** Tests the model on images that it has not seen, and judges it. */
  async assess(): Promise<Verdict> {
    const last = this.epochs[this.epochs.length - 1];
    const { seed } = this.options;
    const test = await evaluate(this.vae, this.test, {
      klWeight: last.klWeight,
      random: new TorchRandom(seed),
    });
    const judged = await judge(this.vae, this.data, { ...last, random: new TorchRandom(seed) });
    for (const [images, { loss }] of Object.entries({ test, training: judged })) {
      if (Number.isFinite(loss)) continue;
      throw new UserError(
        `the loss on the ${images} images is ${loss}: training diverged, most often by a logVar above 88.7, ` +
          `where exp(logVar) overflows float32. Start with ${this.#remedy(true)}.`,
        { cause: new RangeError("the loss is not a finite number") },
      );
    }
    this.epochs[this.epochs.length - 1] = { ...last, test };
    return judged;
  }

  /** Marks the run as finished: when its last figure is there, and no sooner. */
  async finish(verdict: Verdict): Promise<void> {
    await this.#save({ finishedAt: new Date().toISOString(), verdict });
    this.folder[Symbol.dispose]();
  }

  /** Keeps what a run that is cut short has seen, and says what is there; why is told by others. */
  async #leave(failure: unknown): Promise<void> {
    const saved = await this.#save().then(() => true, () => false);
    this.folder[Symbol.dispose]();
    const kept = [
      ...saved ? ["the numbers so far"] : [],
      ...this.#modelOf > 0 ? [`the model after epoch ${this.#modelOf}`] : [],
    ];
    const last = this.#checkpointAt;
    const next = failure instanceof Stop
      ? "" // its message says how to resume
      : isDivergence(failure)
      ? `A resumed run would diverge again; start with ${
        this.#remedy(isLogVarOverflow(failure))
      }, and --force or another --out.`
      : last
      ? `--resume continues ${last}.`
      : "There is no checkpoint to resume from.";
    if (kept.length === 0 && !last) return;
    const what = kept.length > 0 ? kept.join(" and ") : "the checkpoint";
    this.#terminal.note(`kept in ${this.folder.path}: ${what}. ${next}`.trimEnd());
  }

  /** The flags of this task that keep training from diverging. */
  #remedy(ofLogVar: boolean): string {
    const clamp = ofLogVar && this.#plan.task === "train" ? ", or with --clamp-log-var 10" : "";
    return `a lower --learning-rate or --beta${clamp}`;
  }

  async #writeModel(): Promise<void> {
    await this.folder.writeModel(this.vae);
    this.#modelOf = this.epochs.length;
  }

  async #writeCheckpoint(state: TrainState): Promise<Checkpoint> {
    await this.#noteBatches();
    const [record, metrics] = [this.#record(), this.folder.metrics()];
    const checkpoint = { record, metrics, memory: this.memory, state };
    await this.folder.writeCheckpoint(checkpoint);
    this.#checkpointAt = place(checkpoint);
    return checkpoint;
  }

  /** Brings `metrics.jsonl` up to date. */
  async #noteBatches(): Promise<void> {
    const batches = this.batches.slice(this.#noted);
    await this.folder.appendMetrics(batches);
    this.#noted += batches.length;
  }

  #record(): RunRecord {
    const { resume: _, force: __, ...options } = this.options;
    const { deno, v8, typescript } = Deno.version;
    return {
      task: this.#plan.task,
      seed: recordedSeed(options.seed),
      options: recordedOptions(options),
      data: this.#images,
      backend: this.#backend,
      versions: { lab: config.version, tfjs: tf.version_core, deno, v8, typescript },
      startedAt: this.folder.startedAt,
      seconds: (Date.now() - this.#clock) / 1000,
      epochs: this.epochs,
    };
  }

  async #save({ finishedAt, verdict }: Partial<RunRecord> = {}): Promise<void> {
    const { seconds, epochs, ...record } = this.#record();
    await this.folder.writeRecord({ ...record, finishedAt, seconds, epochs, verdict });
    await this.#noteBatches();
  }
}
