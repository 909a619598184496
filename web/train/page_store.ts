import type { Vae } from "../../lib/model/vae.ts";
import { type Checkpoint, checkpointToBytes } from "../../lib/run/checkpoint.ts";
import { metricsLine } from "../../lib/run/metrics_line.ts";
import { MAX_METRICS, type MetricsPosition } from "../../lib/run/metrics_position.ts";
import { modelToBytes } from "../../lib/run/model_file.ts";
import { recordToBytes } from "../../lib/run/record_to_bytes.ts";
import type { RunRecord } from "../../lib/run/run_record.ts";
import type { RunStore } from "../../lib/run/run_store.ts";
import type { BatchEvent } from "../../lib/train/train.ts";
import { UserError } from "../../lib/user_error.ts";
import { words } from "../words.ts";
import { keepFile } from "./kept_runs.ts";
import type { RunFile, RunFiles } from "./run_files.ts";

/** A run's files in the page: in memory, and in what the browser keeps, so that a closed tab loses nothing. */
export class PageStore implements RunStore {
  /** When the run was started, in ISO 8601; the first time, if it is resumed. */
  readonly startedAt: string;
  readonly #id: string;
  readonly #tell: (caution: string) => void;
  readonly #files: { [name in RunFile]?: Uint8Array<ArrayBuffer> };
  #isKept = true;

  /**
   * @param id the run's name in the browser
   * @param startedAt of a run that is resumed
   * @param files of a run that is resumed; of metrics.jsonl no more than its checkpoint counts
   * @param tell is told once if the browser keeps nothing
   */
  constructor(
    { id, startedAt = new Date().toISOString(), files = {}, tell }: {
      readonly id: string;
      readonly startedAt?: string;
      readonly files?: RunFiles;
      readonly tell: (caution: string) => void;
    },
  ) {
    this.#id = id;
    this.startedAt = startedAt;
    this.#files = { "metrics.jsonl": new Uint8Array(), ...files };
    this.#tell = tell;
  }

  /** The files as they are now. */
  get files(): RunFiles {
    return { ...this.#files };
  }

  /** Appends batches to `metrics.jsonl`. @throws {UserError} if it would be longer than its readers take */
  async appendMetrics(batches: readonly BatchEvent[]): Promise<void> {
    if (batches.length === 0) return;
    const before = this.#files["metrics.jsonl"]!;
    const added = new TextEncoder().encode(batches.map(metricsLine).join(""));
    if (before.length + added.length > MAX_METRICS) {
      throw new UserError(`metrics.jsonl would be longer than ${MAX_METRICS} bytes.`);
    }
    const bytes = new Uint8Array(before.length + added.length);
    bytes.set(before);
    bytes.set(added, before.length);
    await this.#write("metrics.jsonl", bytes);
  }

  /** How much of `metrics.jsonl` there is. */
  async metrics(): Promise<MetricsPosition> {
    return await metricsPosition(this.#files["metrics.jsonl"]!);
  }

  /** Writes `run.json`. @throws {UserError} if it would be longer than its readers take */
  async writeRecord(record: RunRecord): Promise<void> {
    await this.#write("run.json", recordToBytes(record, "run.json"));
  }

  /** Writes `checkpoint.safetensors`. */
  async writeCheckpoint(checkpoint: Checkpoint): Promise<void> {
    await this.#write("checkpoint.safetensors", await checkpointToBytes(checkpoint));
  }

  /** Writes `model.safetensors`. */
  async writeModel(vae: Vae): Promise<void> {
    await this.#write("model.safetensors", await modelToBytes(vae) as Uint8Array<ArrayBuffer>);
  }

  /** Nothing is held that others wait for. */
  [Symbol.dispose](): void {}

  async #write(name: RunFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#files[name] = bytes;
    if (!this.#isKept) return;
    try {
      await keepFile(this.#id, name, bytes);
    } catch (error) {
      // A private window, or no room: the run goes on, and can be saved by hand.
      this.#isKept = false;
      this.#tell(words.train.notKept((error as Error).message));
    }
  }
}

/** Where a `metrics.jsonl` of these bytes ends. */
export async function metricsPosition(bytes: Uint8Array<ArrayBuffer>): Promise<MetricsPosition> {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return { bytes: bytes.length, sha256: new Uint8Array(hash).toHex() };
}
