import { v } from "../deps/valibot.ts";
import { parseJson } from "../file/parse_json.ts";
import { readPlainFile } from "../file/read_plain_file.ts";
import { unwritable, writeAtomic } from "../file/write_atomic.ts";
import { oneLine, UserError } from "../user_error.ts";
import { ANSWERS } from "./answer_sheet.ts";
import { configFor } from "./config_for.ts";
import questions from "./questions.md" with { type: "text" };
import { fileOf, type Step } from "./step.ts";
import { STEPS } from "./steps.ts";

/** The file that remembers which steps are passed. */
const PROGRESS = "progress.json";

const schema = v.object({
  passed: v.array(v.picklist(STEPS.map(({ number }) => number))),
});

/** A student's folder: a text and a file for each step that is open, and the steps that are passed. */
export class ExerciseFolder {
  /** As it was given. */
  readonly path: string;
  readonly #passed: Set<number>;
  readonly #hasProgress: boolean;

  private constructor(path: string, passed?: Iterable<number>) {
    this.path = path;
    this.#passed = new Set(passed);
    this.#hasProgress = passed !== undefined;
  }

  /**
   * A folder that is there: an exercise under way, or files without one, such as a submission or the solutions, in
   * which nothing is then written.
   *
   * @throws {UserError} if there is none, or what it remembers cannot be read
   */
  static async open(path: string): Promise<ExerciseFolder> {
    const found = await Deno.stat(path).catch(() => undefined);
    if (!found?.isDirectory) {
      const what = found ? "is a file" : "is not there";
      throw new UserError(`${path} ${what}; wanted the folder of an exercise.`);
    }
    return new ExerciseFolder(path, await readProgress(path));
  }

  /**
   * The same; a folder that is not there, or is empty, becomes an exercise.
   * @throws {UserError} if the folder holds other things, or cannot be written to
   */
  static async begin(path: string): Promise<ExerciseFolder> {
    const found = await Deno.stat(path).catch(() => undefined);
    if (found && !found.isDirectory) {
      throw new UserError(`${path} is a file; wanted a folder for the exercise.`);
    }
    try {
      await Deno.mkdir(path, { recursive: true });
    } catch (error) {
      throw unwritable(path, error);
    }
    const passed = await readProgress(path);
    if (passed) {
      const folder = new ExerciseFolder(path, passed);
      await folder.#addConfig();
      return folder;
    }
    const names: string[] = [];
    for await (const { name } of Deno.readDir(path)) names.push(name);
    if (names.length > 0 && !STEPS.some((step) => names.includes(fileOf(step)))) {
      throw new UserError(
        `${path} holds other files already (${
          oneLine(names[0])
        }), and no exercise. Choose another folder with ` +
          "`out`.",
      );
    }
    const folder = new ExerciseFolder(path, []);
    await folder.#save();
    await folder.#add(ANSWERS, questions);
    await folder.#addConfig();
    return folder;
  }

  /** Whether this step passed when it was last checked. */
  hasPassed({ number }: Step): boolean {
    return this.#passed.has(number);
  }

  /** Whether its file is there. */
  async isOpen(step: Step): Promise<boolean> {
    return await Deno.lstat(`${this.path}/${fileOf(step)}`).then(() => true, () => false);
  }

  /**
   * Puts a step's text and skeleton there, where they are missing: what a student wrote is never replaced.
   * @returns the names of the files that were written
   */
  async offer(step: Step): Promise<string[]> {
    const written: string[] = [];
    const files = [[fileOf(step, ".md"), step.text], [fileOf(step), step.skeleton]] as const;
    for (const [name, text] of files) if (await this.#add(name, text)) written.push(name);
    return written;
  }

  /** Remembers whether a step passes, in an exercise under way. */
  async remember({ number }: Step, passes: boolean): Promise<void> {
    if (!this.#hasProgress || this.#passed.has(number) === passes) return;
    if (passes) this.#passed.add(number);
    else this.#passed.delete(number);
    await this.#save();
  }

  /** Whether it remembers anything: a submission, or the solutions, do not. */
  get isUnderWay(): boolean {
    return this.#hasProgress;
  }

  async #addConfig(): Promise<void> {
    for (const [name, text] of Object.entries(await configFor(this.path))) {
      await this.#add(name, text);
    }
  }

  async #save(): Promise<void> {
    const passed = [...this.#passed].sort((a, b) => a - b);
    const text = `${JSON.stringify({ passed })}\n`;
    await writeAtomic(`${this.path}/${PROGRESS}`, text, String(Deno.pid));
  }

  /** Writes a file, unless one of its name is there. */
  async #add(name: string, text: string): Promise<boolean> {
    const path = `${this.path}/${name}`;
    if (await Deno.lstat(path).catch(() => undefined)) return false;
    await writeAtomic(path, text, String(Deno.pid));
    return true;
  }
}

async function readProgress(folder: string): Promise<readonly number[] | undefined> {
  const path = `${folder}/${PROGRESS}`;
  const bytes = await readPlainFile(path, 10_000);
  if (!bytes) return undefined;
  try {
    const json = parseJson(new TextDecoder().decode(bytes), { depth: 3, parts: 1000 });
    return v.parse(schema, json).passed;
  } catch {
    throw new UserError(
      `${path} is not a list of passed steps, such as {"passed":[1,2]}. Mend it, or delete it and run the exercise ` +
        "task again: your own files stay as they are, and steps count as passed when they are checked again.",
    );
  }
}
