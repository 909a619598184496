import type { Vae } from "../model/vae.ts";
import type { BatchEvent } from "../train/train.ts";
import { readPlainFile } from "../data/read_plain_file.ts";
import { type Checkpoint, checkpointFromBytes, checkpointToBytes } from "./checkpoint.ts";
import { modelToBytes } from "./model_file.ts";
import { parseJson } from "./parse_json.ts";
import { MAX_RECORD, RECORD_BOUNDS } from "./read_run_record.ts";
import type { RunRecord } from "./run_record.ts";
import { removeTemporary, unwritable, writeAtomic } from "./write_atomic.ts";

const CHECKPOINT = "checkpoint.safetensors";

/** The names of what a training run writes. */
const OWN_FILES =
  /^(run\.json|metrics\.jsonl|(model|checkpoint)\.safetensors|(reconstructions.*|curves|stages|timeline|hysteresis)\.png)$/;

/** In bytes; the model takes 6 MB, and an epoch 120 KB. */
const MAX_CHECKPOINT = 2 ** 27;

/**
 * What a run leaves behind: `run.json`, `metrics.jsonl`, `model.safetensors`, figures, and
 * `checkpoint.safetensors`, from which it can be gone on with.
 */
export class RunFolder {
  /** The folder's path. */
  readonly path: string;

  /** A folder to look into; {@linkcode RunFolder.open} makes it one to write to. */
  constructor(path: string) {
    this.path = path;
  }

  /**
   * Makes the folder where it is missing, and removes the unfinished files of killed runs.
   * @throws {UserError} if it cannot be written to
   */
  static async open(path: string): Promise<RunFolder> {
    try {
      await Deno.mkdir(path, { recursive: true });
      await removeTemporary(path);
    } catch (error) {
      throw unwritable(path, error);
    }
    return new RunFolder(path);
  }

  /** What an earlier run noted here; `undefined` if there was none, or nothing that can be read. */
  async earlier(): Promise<RunRecord | undefined> {
    try {
      const bytes = await readPlainFile(`${this.path}/run.json`, MAX_RECORD);
      const record = parseJson(new TextDecoder().decode(bytes), RECORD_BOUNDS) as RunRecord;
      if (typeof record?.options !== "object" || record.options === null) return undefined;
      return { ...record, epochs: Array.isArray(record.epochs) ? record.epochs : [] };
    } catch {
      return undefined;
    }
  }

  /**
   * Where an earlier run was left; `undefined` if there is no checkpoint.
   * @throws {UserError} if it is not whole
   */
  async readCheckpoint(): Promise<Checkpoint | undefined> {
    const file = `${this.path}/${CHECKPOINT}`;
    const bytes = await readPlainFile(file, MAX_CHECKPOINT);
    return bytes && await checkpointFromBytes(bytes, file);
  }

  /** Whether there is a checkpoint, whole or not. */
  async hasCheckpoint(): Promise<boolean> {
    return await Deno.stat(`${this.path}/${CHECKPOINT}`).then(() => true, () => false);
  }

  /** Whether a run has left anything that {@linkcode RunFolder.clear} should remove. */
  async holdsRun(): Promise<boolean> {
    return await this.earlier() !== undefined || await this.hasCheckpoint();
  }

  /** Writes `checkpoint.safetensors`. */
  async writeCheckpoint(checkpoint: Checkpoint): Promise<void> {
    await this.write(CHECKPOINT, await checkpointToBytes(checkpoint));
  }

  /**
   * Removes an earlier run's files, so that no figure or model of it lies beside the next one's.
   * @throws {UserError} if they cannot be removed
   */
  async clear(): Promise<void> {
    try {
      const entries = await Array.fromAsync(Deno.readDir(this.path));
      const own = entries.filter(({ name, isFile }) => isFile && OWN_FILES.test(name));
      // run.json first: without its other files it would pass for a whole run.
      own.sort((a, b) => Number(b.name === "run.json") - Number(a.name === "run.json"));
      for (const { name } of own) await Deno.remove(`${this.path}/${name}`);
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  /** Writes a file by its name in the folder. @throws {UserError} if it cannot be written */
  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeAtomic(`${this.path}/${name}`, content);
  }

  /** Writes `run.json`. */
  writeRecord(record: RunRecord): Promise<void> {
    return this.write("run.json", JSON.stringify(record, null, 2) + "\n");
  }

  /** Writes `metrics.jsonl`: a line for each batch so far. */
  writeMetrics(batches: readonly BatchEvent[]): Promise<void> {
    const lines = batches.map(({ epoch, batch, loss, reconstruction, kl }) =>
      JSON.stringify({ epoch, batch, loss, reconstruction, kl }) + "\n"
    );
    return this.write("metrics.jsonl", lines.join(""));
  }

  /** Writes `model.safetensors`. */
  async writeModel(vae: Vae): Promise<void> {
    await this.write("model.safetensors", await modelToBytes(vae));
  }
}
