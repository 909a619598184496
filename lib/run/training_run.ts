import { binariseData } from "../data/binarise.ts";
import type { DataSet } from "../data/data_set.ts";
import { checkFinite } from "../math/check_argument.ts";
import { derivedSeed } from "../math/derived_seed.ts";
import { TorchRandom } from "../math/torch_random.ts";
import { evaluate } from "../measure/evaluate.ts";
import { heldOutInformation } from "../measure/held_out_information.ts";
import { judge, type Verdict } from "../measure/judge.ts";
import { measureUnits, type UnitMetrics } from "../measure/measure_units.ts";
import { Vae } from "../model/vae.ts";
import type { AggressiveInference } from "../train/aggressive_inference.ts";
import type { Divisor, Objective } from "../train/objective.ts";
import { type BatchEvent, train, type TrainEvent } from "../train/train.ts";
import type { TrainState } from "../train/train_state.ts";
import { UserError } from "../user_error.ts";
import { type Checkpoint, type Memory, placeOf } from "./checkpoint.ts";
import type { PreparedRun } from "./prepared_run.ts";
import { recordedOptions, recordedSeed } from "./recorded_seed.ts";
import type { RunOptions } from "./run_options.ts";
import type { BetaChange, EpochRecord, RunRecord } from "./run_record.ts";
import type { RunStore } from "./run_store.ts";
import type { StepOptions, TrainingTask } from "./training_task.ts";

/** Thrown where a signal stopped a run between two batches; its checkpoint is written. */
export class RunStopped extends Error {
  /** The class name, as for every built-in error. */
  override readonly name: string = "RunStopped";
  /** Where it stands: `in epoch 3, after 120 of 469 batches`. */
  readonly place: string;

  /** Says where it stopped. @param cause the signal's reason */
  constructor(place: string, cause: unknown) {
    super(`the run was stopped ${place}`, { cause });
    this.place = place;
  }
}

/** What a run that ended before its time left in its folder. */
export interface Kept {
  /** Whether `run.json` and `metrics.jsonl` hold every number so far. */
  readonly numbers: boolean;
  /** The epoch after which the model was written; 0 if there is none. */
  readonly modelAfter: number;
  /** Where the checkpoint stands, from which it can be resumed. */
  readonly checkpoint?: string;
}

/**
 * Training that keeps a run's files up to date: `run.json`, `metrics.jsonl`, the model and a checkpoint, from
 * which it can be resumed. Where the files lie is its {@linkcode RunStore}'s business: `Session` trains into a
 * folder, the page into the browser's store. Nothing is printed.
 */
export class TrainingRun<O extends RunOptions = RunOptions> implements Disposable {
  /** The model that is trained. */
  readonly vae: Vae;
  /** The training images, in black and white where the task asks for it. */
  readonly data: DataSet;
  /** The images that the model is tested on at the end; it is not tested where there are none. */
  readonly test?: DataSet;
  /** Where it is written. */
  readonly folder: RunStore;
  /** The backend's name. */
  readonly backend: string;
  /** All options, with the divisor that was chosen; `beta` is the one in force, see `changeBeta`. */
  options: O & { readonly divisor: Divisor };
  /** What is trained. */
  readonly task: TrainingTask<O>;
  /** Where it continues an earlier run; absent if it begins anew. */
  readonly resumed?: string;
  /** Every batch so far. */
  readonly batches: BatchEvent[] = [];
  /** Every epoch so far; at the end the last one has its loss on the test images. */
  readonly epochs: EpochRecord[] = [];
  /** What those who look at the run want to find again after a resume. */
  readonly memory: Memory = { json: {}, tensors: {} };
  /** What is in the folder, once the run has ended before its time. */
  kept?: Kept;
  readonly #random: TorchRandom;
  /** Where `beta` was changed while it ran. */
  readonly changes: BetaChange[] = [];
  readonly #images: RunRecord["data"];
  readonly #versions: RunRecord["versions"];
  readonly #lost: AbortSignal;
  readonly #steps: StepOptions;
  /** The images that batches are taken from. */
  readonly #trained: DataSet;
  readonly #from?: TrainState;
  /** When it would have started if it had never been left. */
  readonly #clock: number = Date.now();
  /** Batches that `metrics.jsonl` holds. */
  #noted: number;
  /** The last epoch of which the model is in the folder. */
  #modelAfter = 0;
  /** Where the checkpoint in the folder stands, if there is one. */
  #checkpoint?: string;

  /** A run from its preparations; what it trains into takes over the files of an earlier run. */
  constructor(prepared: PreparedRun<O>) {
    const { task, options, backend, versions, data, images, test, folder, lost, earlier, batches } =
      prepared;
    this.task = task;
    this.options = options;
    this.backend = backend;
    this.#steps = task.steps?.(options) ?? {};
    const { binarisation = "none" } = this.#steps;
    // What is measured stays the same from epoch to epoch, where each batch is drawn anew, too.
    // The seed's own stream gives the first parameters: pixels drawn from it would depend on them.
    const drawn = (images: DataSet, which: string) =>
      binarisation === "none" ? images : binariseData(
        images,
        new TorchRandom(derivedSeed(options.seed, `binarised ${which} images`)),
      );
    this.data = drawn(data, "training");
    this.test = test && drawn(test, "test");
    this.#trained = binarisation === "dynamic" ? data : this.data;
    this.folder = folder;
    this.#images = images;
    this.#versions = versions;
    this.#lost = lost;
    this.#random = new TorchRandom(options.seed);
    const { latentSize } = options;
    const { height, width } = data;
    this.vae = new Vae({
      ...task.model?.(options),
      ...{ latentSize, image: { height, width }, random: this.#random },
    });
    for (const batch of batches) this.batches.push(batch);
    this.#noted = batches.length;
    if (!earlier) return;
    this.resumed = this.#checkpoint = placeOf(earlier);
    this.#modelAfter = earlier.record.epochs.length;
    this.epochs.push(...earlier.record.epochs);
    this.changes.push(...earlier.record.changes ?? []);
    this.memory = earlier.memory;
    this.vae.loadStateDict(earlier.state.parameters);
    this.#from = earlier.state;
    this.#clock -= 1000 * earlier.record.seconds;
  }

  /** Makes sure that the run's files can be written. @throws {UserError} if they cannot */
  async begin(): Promise<void> {
    await this.#save();
  }

  /**
   * Changes the weight of the KL term by its factor, from the next batch on. `run.json` notes when: the run's
   * options alone no longer tell how it was trained.
   *
   * @throws {RangeError} if it is not a finite number from 0 on
   * @throws {UserError} if it does not go together with the run's other options; nothing is changed then
   */
  changeBeta(beta: number): void {
    checkFinite("beta", beta, { min: 0 });
    if (beta === this.options.beta) return;
    const changed = { ...this.options, beta };
    const mistake = this.task.objection?.(changed);
    if (mistake) {
      throw new UserError(`${mistake} \`beta\` stays ${this.options.beta}; choose another value.`);
    }
    const last = this.batches[this.batches.length - 1];
    const [epoch, batch] = last ? [last.epoch, last.batch] : [1, -1];
    const isLast = last && batch + 1 === last.batches;
    this.changes.push({ epoch: isLast ? epoch + 1 : epoch, batch: isLast ? 0 : batch + 1, beta });
    this.options = changed;
  }

  /**
   * Trains to the end, and keeps the run folder up to date. While an event is handled training waits.
   *
   * @param signal ends it after a batch, with a checkpoint; after the last epoch nothing is left to end
   * @param halt is awaited after each event, when all that belongs to it is written: by it a run can be held
   * @throws {RunStopped} if the signal is aborted
   * @throws {UserError} if training diverges, or the folder cannot be written to; see {@linkcode Session.kept}
   */
  async *events(
    signal?: AbortSignal,
    halt?: (event: TrainEvent<UnitMetrics>) => Promise<void>,
  ): AsyncGenerator<TrainEvent<UnitMetrics>, void> {
    const { options } = this;
    const training = train(this.vae, this.#trained, {
      ...options,
      random: this.#random,
      objective: this.#objective(),
      aggressive: this.#aggressive(),
      ...this.#steps,
      binarised: this.#steps.binarisation === "dynamic",
      measure: (vae, _, epoch) => measureUnits(vae, this.data, epoch),
      from: this.#from,
      signal: this.#lost,
    });
    let complete = false;
    try {
      // A killed run may have left the model of the epoch before.
      if (this.#from?.batch === 0) await this.#writeModel();
      for await (const event of training) {
        if (event.kind === "batch") {
          this.batches.push(event);
        } else {
          const { kind: _, ...epoch } = event;
          this.epochs.push(epoch);
          await this.#writeModel();
          await this.#save();
        }
        yield event;
        // Only now: what has looked at the event has taken its notes.
        let place = event.kind === "epoch"
          ? await this.#writeCheckpoint(await training.state())
          : undefined;
        await halt?.(event);
        const isLast = event.kind === "epoch" && event.epoch >= options.epochs;
        if (!signal?.aborted || isLast) continue;
        place ??= await this.#writeCheckpoint(await training.state());
        throw new RunStopped(place, signal.reason);
      }
      complete = true;
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve)); // what lost it is told after what it broke
      this.#lost.throwIfAborted();
      throw error;
    } finally {
      if (!complete) await this.#leave();
    }
  }

  /**
   * Tests the model on images that it has not seen, where there are such, and judges it.
   *
   * @param eigenvalues of the training images' pixels, where they are known already
   * @throws {UserError} if a loss is not finite
   */
  async assess(eigenvalues?: ArrayLike<number>): Promise<Verdict> {
    const last = this.epochs[this.epochs.length - 1];
    const { seed } = this.options;
    const random = () => new TorchRandom(seed);
    const test = this.test &&
      await evaluate(this.vae, this.test, { klWeight: last.klWeight, random: random() });
    const verdict = await judge(this.vae, this.data, {
      ...last,
      random: random(),
      eigenvalues,
      linear: !this.task.otherLoss?.(this.options),
    });
    for (const [images, values] of Object.entries({ test, training: verdict })) {
      const loss = values?.loss ?? 0;
      if (Number.isFinite(loss)) continue;
      throw new UserError(
        `the loss on the ${images} images is ${loss}: training diverged, most often by a logVar above 88.7, ` +
          "where exp(logVar) overflows float32. Start with a lower `learningRate` or `beta`" +
          ("clampLogVar" in this.task.options ? ", or with `clampLogVar` 10." : "."),
        { cause: new RangeError("the loss is not a finite number") },
      );
    }
    this.epochs[this.epochs.length - 1] = { ...last, ...test && { test } };
    return verdict;
  }

  /** Marks the run as finished: when its last figure is there, and no sooner. */
  async finish(verdict: Verdict): Promise<void> {
    await this.#save({ finishedAt: new Date().toISOString(), verdict });
    this.folder[Symbol.dispose]();
  }

  /** Frees the model, and the folder for other processes; what is in the folder stays. */
  [Symbol.dispose](): void {
    this.vae.dispose();
    this.folder[Symbol.dispose]();
  }

  /** The task's objective, made anew when an option of it has changed. */
  #objective(): Objective {
    let made: { readonly options: O; readonly objective: Objective } | undefined;
    const current = () => {
      const { options, task, data } = this;
      if (made?.options !== options) {
        made = { options, objective: task.objective(options, options.divisor, data) };
      }
      return made!.objective;
    };
    const objective: Objective = (output, position) => current()(output, position);
    return Object.assign(objective, { samples: current().samples });
  }

  /** Aggressive inference, where the options ask for it; images that are not trained on tell when it ends. */
  #aggressive(): AggressiveInference | undefined {
    const loop = this.task.innerLoop?.(this.options);
    const images = this.test ?? this.data;
    return loop && { ...loop, information: (vae) => heldOutInformation(vae, images) };
  }

  /** Keeps what a run that is cut short has seen. */
  async #leave(): Promise<void> {
    const numbers = await this.#save().then(() => true, () => false);
    this.folder[Symbol.dispose]();
    this.kept = { numbers, modelAfter: this.#modelAfter, checkpoint: this.#checkpoint };
  }

  async #writeModel(): Promise<void> {
    await this.folder.writeModel(this.vae);
    this.#modelAfter = this.epochs.length;
  }

  /** @returns where the checkpoint stands */
  async #writeCheckpoint(state: TrainState): Promise<string> {
    await this.#noteBatches();
    const [record, metrics] = [this.#record(), await this.folder.metrics()];
    const checkpoint: Checkpoint = { record, metrics, memory: this.memory, state };
    await this.folder.writeCheckpoint(checkpoint);
    return this.#checkpoint = placeOf(checkpoint);
  }

  /** Brings `metrics.jsonl` up to date. */
  async #noteBatches(): Promise<void> {
    const batches = this.batches.slice(this.#noted);
    await this.folder.appendMetrics(batches);
    this.#noted += batches.length;
  }

  #record(): RunRecord {
    const { resume: _, force: __, ...options } = this.options;
    return {
      task: this.task.name,
      seed: recordedSeed(options.seed),
      options: recordedOptions(options),
      data: this.#images,
      backend: this.backend,
      versions: this.#versions,
      startedAt: this.folder.startedAt,
      seconds: (Date.now() - this.#clock) / 1000,
      ...this.changes.length > 0 ? { changes: [...this.changes] } : {},
      epochs: this.epochs,
    };
  }

  async #save({ finishedAt, verdict }: Partial<RunRecord> = {}): Promise<void> {
    const { seconds, epochs, ...record } = this.#record();
    await this.folder.writeRecord({ ...record, finishedAt, seconds, epochs, verdict });
    await this.#noteBatches();
  }
}
