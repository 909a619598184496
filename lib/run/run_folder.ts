import type { Vae } from "../model/vae.ts";
import type { BatchEvent } from "../train/train.ts";
import { modelToBytes } from "./model_file.ts";
import type { RunRecord } from "./run_record.ts";
import { unwritable, writeAtomic } from "./write_atomic.ts";

/** The names of what a training run writes. */
const OWN_FILES =
  /^(run\.json|metrics\.jsonl|model\.safetensors|(reconstructions.*|curves|stages|timeline)\.png)$/;

/** What a run leaves behind: `run.json`, `metrics.jsonl`, `model.safetensors`, and figures. */
export class RunFolder {
  /** The folder's path. */
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder where it is missing. @throws {UserError} if it cannot be made */
  static async open(path: string): Promise<RunFolder> {
    try {
      await Deno.mkdir(path, { recursive: true });
    } catch (error) {
      throw unwritable(path, error);
    }
    return new RunFolder(path);
  }

  /** What an earlier run noted here; `undefined` if there was none, or nothing that can be read. */
  async earlier(): Promise<RunRecord | undefined> {
    try {
      const record = JSON.parse(await Deno.readTextFile(`${this.path}/run.json`));
      return typeof record?.options === "object" && record.options !== null ? record : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Removes an earlier run's files, so that no figure or model of it lies beside the next one's.
   * @throws {UserError} if they cannot be removed
   */
  async clear(): Promise<void> {
    try {
      for await (const { name, isFile } of Deno.readDir(this.path)) {
        if (isFile && OWN_FILES.test(name)) await Deno.remove(`${this.path}/${name}`);
      }
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
