import type { Vae } from "../model/vae.ts";
import type { BatchEvent } from "../train/train.ts";
import { readPlainFile } from "../file/read_plain_file.ts";
import { UserError } from "../user_error.ts";
import {
  type Checkpoint,
  checkpointFromBytes,
  checkpointToBytes,
  MAX_CHECKPOINT,
  type StoredCheckpoint,
} from "./checkpoint.ts";
import { lockFolder } from "../file/lock_folder.ts";
import { MetricsLog } from "./metrics_log.ts";
import type { MetricsPosition } from "./metrics_position.ts";
import { modelToBytes } from "./model_file.ts";
import { recordToBytes } from "./record_to_bytes.ts";
import { readRunRecord } from "./read_run_record.ts";
import { runFiles } from "./run_files.ts";
import type { RunRecord } from "./run_record.ts";
import { removeTemporary, runId, unwritable, writeAtomic } from "../file/write_atomic.ts";

/**
 * What a run leaves behind: `run.json`, `metrics.jsonl`, `model.safetensors`, figures, and
 * `checkpoint.safetensors`, from which it can be resumed.
 *
 * {@linkcode RunFolder.open} makes it a folder to write to, which no other process can write to until it
 * is disposed of; then {@linkcode RunFolder.begin} or {@linkcode RunFolder.resume} says for which run.
 */
export class RunFolder implements Disposable {
  /** The folder's path. */
  readonly path: string;
  #startedAt = new Date().toISOString();
  #lock?: Disposable;
  #metrics?: MetricsLog;

  /** A folder to look into. */
  constructor(path: string) {
    this.path = path;
  }

  /**
   * Makes the folder where it is missing, and locks it.
   * @throws {UserError} if it cannot be written to, or another process writes there
   */
  static async open(path: string): Promise<RunFolder> {
    try {
      await Deno.mkdir(path, { recursive: true });
    } catch (error) {
      throw unwritable(path, error);
    }
    const folder = new RunFolder(path);
    folder.#lock = await lockFolder(path);
    return folder;
  }

  /** When the run was started that writes here, in ISO 8601; the first time, if it is resumed. */
  get startedAt(): string {
    return this.#startedAt;
  }

  /** What an earlier run noted here; `undefined` if there was none, or a `run.json` that no run wrote. */
  async earlier(): Promise<RunRecord | undefined> {
    try {
      return await readRunRecord(this.path);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  /**
   * Where an earlier run was left; `undefined` if there is no checkpoint.
   * @throws {UserError} if it was cut short or altered
   */
  async readCheckpoint(): Promise<StoredCheckpoint | undefined> {
    const file = `${this.path}/checkpoint.safetensors`;
    const bytes = await readPlainFile(file, MAX_CHECKPOINT);
    return bytes && await checkpointFromBytes(bytes, file);
  }

  /** Whether a file of this name is there, whatever it holds. */
  async has(name: string): Promise<boolean> {
    return await Deno.lstat(`${this.path}/${name}`).then(() => true, () => false);
  }

  /**
   * Begins a run: removes the files of the earlier one, so that no figure or model of it lies beside those
   * of the next.
   *
   * @param tasks the tasks whose files are removed: that of the run, and that of the earlier one
   * @throws {UserError} if they cannot be removed
   */
  async begin(tasks: readonly string[]): Promise<void> {
    const earlier = await this.earlier();
    const names = new Set(tasks.flatMap(runFiles));
    try {
      // run.json first: without its other files it would pass for a complete run.
      for (const name of names) {
        await Deno.remove(`${this.path}/${name}`).catch((error) => {
          if (!(error instanceof Deno.errors.NotFound)) throw error;
        });
      }
      if (earlier) await removeTemporary(this.path, runId(earlier));
    } catch (error) {
      throw unwritable(this.path, error);
    }
    this.#metrics = await MetricsLog.create(`${this.path}/metrics.jsonl`);
  }

  /**
   * Takes up the run of a checkpoint.
   *
   * @param batchesPerEpoch batches of an epoch
   * @returns every batch so far
   * @throws {UserError} if `metrics.jsonl` is not as the run left it
   */
  async resume(
    { record, metrics, batches: stored }: StoredCheckpoint,
    batchesPerEpoch: number,
  ): Promise<BatchEvent[]> {
    this.#startedAt = record.startedAt;
    await removeTemporary(this.path, runId(record));
    const path = `${this.path}/metrics.jsonl`;
    const { log, batches } = await MetricsLog.resume(path, metrics, batchesPerEpoch);
    this.#metrics = log;
    if (!stored) return batches;
    await log.append(stored);
    return [...stored];
  }

  /** Appends batches to `metrics.jsonl`. @throws {UserError} if that cannot be */
  async appendMetrics(batches: readonly BatchEvent[]): Promise<void> {
    await this.#metrics?.append(batches);
  }

  /** How much of `metrics.jsonl` there is. */
  metrics(): MetricsPosition {
    if (!this.#metrics) throw new Error("begin() or resume() comes before metrics()");
    return this.#metrics.position();
  }

  /** Writes a file by its name in the folder. @throws {UserError} if it cannot be written */
  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeAtomic(`${this.path}/${name}`, content, runId(this));
  }

  /** Writes `run.json`. @throws {UserError} if it would be longer than its readers take */
  async writeRecord(record: RunRecord): Promise<void> {
    await this.write("run.json", recordToBytes(record, `${this.path}/run.json`));
  }

  /** Writes `checkpoint.safetensors`. */
  async writeCheckpoint(checkpoint: Checkpoint): Promise<void> {
    await this.write("checkpoint.safetensors", await checkpointToBytes(checkpoint));
  }

  /** Writes `model.safetensors`. */
  async writeModel(vae: Vae): Promise<void> {
    await this.write("model.safetensors", await modelToBytes(vae));
  }

  /** Lets other processes write there. */
  [Symbol.dispose](): void {
    this.#lock?.[Symbol.dispose]();
    this.#lock = undefined;
  }
}
