import { readPlainFile } from "../file/read_plain_file.ts";
import { v } from "../deps/valibot.ts";
import { UserError } from "../user_error.ts";
import { lockFolder } from "../file/lock_folder.ts";
import { parseJson } from "../file/parse_json.ts";
import { runId, unwritable, writeAtomic } from "../file/write_atomic.ts";

/** Which files of a folder were written by a task, and what stood in them. */
const OUTPUTS = ".vae-lab-outputs.json";

/** The SHA-256 of what a task wrote last into each file and, since it may be killed between, before that. */
const outputs = v.record(
  v.string(),
  v.object({ task: v.string(), sha256: v.array(v.string()) }),
);

/** In bytes; of the list, and of a file that is compared with it: a million images may be as long. */
const MAX_LIST = 2 ** 20, MAX_FILE = 2 ** 30;

/** Who writes, and what. */
export interface OutputOptions {
  /** The task's name. */
  readonly task: string;
  /** The files that it will write, as far as they are known at the start. */
  readonly files: readonly string[];
  /** Whether files that others wrote may be replaced. */
  readonly force?: boolean;
  /**
   * The files that an earlier version of this task left in a folder, which kept no list: told by what is in
   * them, for instance `runs.csv` beside a `runs.json` with the rows of a sweep.
   */
  readonly earlier?: (folder: string) => Promise<readonly string[]>;
}

/**
 * A folder for the results of a task that trains no run. A file that is there already is replaced only if
 * this task wrote it, and nobody has changed it since: the folder keeps the files' SHA-256 for that, in
 * `.vae-lab-outputs.json`. While it is open, no other process writes there.
 */
export class OutputFolder implements Disposable {
  /** The folder's path. */
  readonly path: string;
  readonly #options: OutputOptions;
  readonly #lock: Disposable;
  readonly #outputs: v.InferOutput<typeof outputs>;
  readonly #earlier: readonly string[];
  readonly #id = runId({ startedAt: new Date().toISOString() });

  private constructor(
    path: string,
    options: OutputOptions,
    lock: Disposable,
    known: v.InferOutput<typeof outputs> | undefined,
    earlier: readonly string[],
  ) {
    this.path = path;
    this.#options = options;
    this.#lock = lock;
    this.#outputs = known ?? {};
    this.#earlier = earlier;
  }

  /**
   * Makes the folder where it is missing, and locks it.
   *
   * @throws {UserError} if it cannot be written to, another process writes there, or one of the files is
   * not known to be this task's
   */
  static async open(path: string, options: OutputOptions): Promise<OutputFolder> {
    try {
      await Deno.mkdir(path, { recursive: true });
    } catch (error) {
      throw unwritable(path, error);
    }
    const lock = await lockFolder(path);
    try {
      const known = await readOutputs(path);
      const earlier = known ? [] : await options.earlier?.(path) ?? [];
      const folder = new OutputFolder(path, options, lock, known, earlier);
      for (const name of options.files) await folder.#check(name);
      return folder;
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  }

  /**
   * Writes a file by its name in the folder.
   * @throws {UserError} if it cannot be written, or a file of that name is not known to be this task's
   */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    await this.#check(name);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const before = this.#outputs[name]?.sha256.at(-1);
    const now = await sha256(bytes);
    // Before the file itself: one that was written and is not in the list would not be known again.
    const task = this.#options.task;
    this.#outputs[name] = { task, sha256: before && before !== now ? [before, now] : [now] };
    const list = JSON.stringify(this.#outputs, null, 2) + "\n";
    await writeAtomic(`${this.path}/${OUTPUTS}`, list, this.#id);
    await writeAtomic(`${this.path}/${name}`, bytes, this.#id);
  }

  /**
   * Removes a file by its name, if it is there, which is no longer among the results.
   * @throws {UserError} if it cannot be removed, or is not known to be this task's
   */
  async remove(name: string): Promise<void> {
    const file = `${this.path}/${name}`;
    await this.#check(name);
    try {
      await Deno.remove(file);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw unwritable(file, error);
    }
  }

  /** Lets other processes write there. */
  [Symbol.dispose](): void {
    this.#lock[Symbol.dispose]();
  }

  /** @throws {UserError} if a file of that name is there and may be somebody else's */
  async #check(name: string): Promise<void> {
    const { task, force } = this.#options;
    const file = `${this.path}/${name}`;
    if (force || !await Deno.lstat(file).catch(() => undefined)) return;
    if (this.#earlier.includes(name)) return;
    const known = this.#outputs[name];
    if (known?.task === task) {
      const bytes = await readPlainFile(file, MAX_FILE).catch(() => undefined);
      if (bytes && known.sha256.includes(await sha256(bytes))) return;
    }
    throw new UserError(
      `${file} is there already, and is not known to be an earlier result of this task (${task}). ` +
        `Choose another folder with \`out\`, or replace it with \`force\`.`,
    );
  }
}

/** The list in a folder, if there is one that can be read. */
async function readOutputs(folder: string): Promise<v.InferOutput<typeof outputs> | undefined> {
  try {
    const bytes = await readPlainFile(`${folder}/${OUTPUTS}`, MAX_LIST);
    return v.parse(
      outputs,
      parseJson(new TextDecoder().decode(bytes), { depth: 3, parts: 10_000 }),
    );
  } catch {
    return undefined;
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return new Uint8Array(hash).toHex();
}
