import { createHash, type Hash } from "node:crypto";
import type { BatchEvent } from "../train/train.ts";
import { UserError } from "../user_error.ts";
import { unwritable } from "../file/write_atomic.ts";
import { metricsLine, parseMetricsLine } from "./metrics_line.ts";
import { MAX_METRICS, type MetricsPosition } from "./metrics_position.ts";

/** Bytes that are read at once. */
const CHUNK = 2 ** 20;

/** `metrics.jsonl`: a line for each batch of a run, in order. Lines are appended, never changed. */
export class MetricsLog {
  readonly #path: string;
  #bytes = 0;
  #hash: Hash = createHash("sha256");

  private constructor(path: string) {
    this.#path = path;
  }

  /** An empty file, whatever was there. @throws {UserError} if it cannot be written */
  static async create(path: string): Promise<MetricsLog> {
    const log = new MetricsLog(path);
    await log.#truncate();
    return log;
  }

  /**
   * The file of an earlier run up to `position`; what follows there is cut off.
   *
   * @param batchesPerEpoch batches of an epoch, which the lines do not tell
   * @returns the log, and the batches that it holds
   * @throws {UserError} if the file is shorter, or other lines stand there than the run wrote
   */
  static async resume(
    path: string,
    position: MetricsPosition,
    batchesPerEpoch: number,
  ): Promise<{ log: MetricsLog; batches: BatchEvent[] }> {
    const log = new MetricsLog(path);
    const batches: BatchEvent[] = [];
    let known = true;
    for await (const line of log.#lines(position.bytes)) {
      const batch = parseMetricsLine(line, batchesPerEpoch);
      if (batch) batches.push(batch);
      else known = false;
    }
    if (!known || log.#bytes !== position.bytes || log.#sha256() !== position.sha256) {
      throw new UserError(
        `${path} was cut short or altered: the checkpoint beside it counts ${position.bytes} bytes with the ` +
          `SHA-256 ${position.sha256}. Put the file back as it was, or start the run anew with \`force\`.`,
      );
    }
    await log.#truncate();
    return { log, batches };
  }

  /** Appends a line for each of these batches, and flushes them to the disk. */
  async append(batches: readonly BatchEvent[]): Promise<void> {
    if (batches.length === 0) return;
    const bytes = new TextEncoder().encode(batches.map(metricsLine).join(""));
    if (this.#bytes + bytes.length > MAX_METRICS) {
      throw new UserError(`${this.#path} would be longer than ${MAX_METRICS} bytes.`);
    }
    try {
      using file = await Deno.open(this.#path, { write: true });
      try {
        await file.seek(this.#bytes, Deno.SeekMode.Start);
        for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
        await file.sync();
      } catch (error) {
        await file.truncate(this.#bytes).catch(() => {}); // no half of a line
        throw error;
      }
    } catch (error) {
      throw unwritable(this.#path, error);
    }
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
  }

  /** How much there is by now. */
  position(): MetricsPosition {
    return { bytes: this.#bytes, sha256: this.#sha256() };
  }

  #sha256(): string {
    return this.#hash.copy().digest("hex");
  }

  async #truncate(): Promise<void> {
    try {
      using file = await Deno.open(this.#path, { write: true, create: true });
      await file.truncate(this.#bytes);
    } catch (error) {
      throw unwritable(this.#path, error);
    }
  }

  /** The lines in the first `length` bytes of the file. */
  async *#lines(length: number): AsyncGenerator<string, void> {
    let file: Deno.FsFile;
    try {
      file = await Deno.open(this.#path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      throw error;
    }
    using _ = file;
    const [decoder, chunk] = [new TextDecoder(), new Uint8Array(CHUNK)];
    let rest = "";
    while (this.#bytes < length) {
      const read = await file.read(chunk.subarray(0, Math.min(CHUNK, length - this.#bytes)));
      if (read === null) return;
      const bytes = chunk.subarray(0, read);
      this.#bytes += read;
      this.#hash.update(bytes);
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop()!;
      yield* lines;
    }
  }
}
