import { unreadableFolder } from "../../file/unreadable_folder.ts";
import { readPlainFile } from "../../file/read_plain_file.ts";
import { parseJson } from "../../file/parse_json.ts";
import { checkPath, typeName } from "../../math/check_argument.ts";
import { compareSeeds } from "../../run/recorded_seed.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import { UserError } from "../../user_error.ts";
import type { Column, Table, TableRow } from "./column.ts";
import { tableOfParquet } from "./parquet_of_table.ts";
import { EPOCH_COLUMNS, runColumns } from "./run_columns.ts";
import { flatTables } from "./flat_tables.ts";
import { resultColumns } from "./result_columns.ts";
import { mergedEpochs, mergedRow } from "./merged_rows.ts";
import { runRows } from "./run_rows.ts";
import { sweepRows } from "./sweep_rows.ts";

/** The tables of some runs, and what was left out. */
export interface GatheredTables {
  /** `runs`, `epochs`, then one of each kind of results. */
  readonly tables: readonly Table[];
  /** Why sources were left out, a sentence each. */
  readonly leftOut: readonly string[];
  /** The folders of the runs that have one, by their ids. */
  readonly folderOf: ReadonlyMap<string, string>;
}

/** In bytes. */
const MAX_TABLE = 2 ** 28;

/** The results that are looked for beside runs. */
const RESULTS = ["cures.json"];

/** A file's name: the name of its table, and what kind it is. */
const RESULT_FILE = /^(?:.*[\\/])?([a-z][a-z0-9_-]*)\.json$/i;

/**
 * Makes tidy tables of all finished runs in some sources, in an order that depends on the runs alone: `runs`
 * has a row for each run, `epochs` one for each of their epochs. A run that comes twice counts once.
 *
 * @param sources run folders, folders of earlier tables, folders that hold such folders at any depth, and
 * files of results (see {@linkcode flatTables}), which become tables of their files' names
 * @throws {UserError} if a source cannot be read, or there is no finished run
 *
 * @example The mean test loss of the runs of each weight, and all runs as CSV and Parquet
 * ```ts ignore
 * import { OutputFolder } from "../../run/mod.ts";
 * import { gatherTables, writeTables } from "../mod.ts";
 *
 * const { tables, leftOut } = await gatherTables(["out/sweep", "out/cures"]);
 * const [runs] = tables;
 * for (const [beta, rows] of Map.groupBy(runs.rows, ({ beta }) => beta)) {
 *   const losses = rows.map(({ testLoss }) => testLoss as number);
 *   console.log(beta, losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
 * }
 * console.error(leftOut.join("\n"));
 * using folder = await OutputFolder.open("out/table", { task: "table", files: [] });
 * await writeTables(tables, folder);
 * ```
 */
export async function gatherTables(sources: readonly string[]): Promise<GatheredTables> {
  if (!Array.isArray(sources)) {
    throw new TypeError(`sources must be an array of paths, got ${typeName(sources)}`);
  }
  for (const source of sources) checkPath("sources", source);
  const gathering = new Gathering();
  for (const source of sources) {
    if (RESULT_FILE.test(source)) await gathering.addResults(source);
    else await gathering.addFolder(source);
  }
  return gathering.tables(sources);
}

class Gathering {
  readonly #runs = new Map<string, TableRow>();
  readonly #epochs = new Map<string, readonly TableRow[]>();
  readonly #others = new Map<
    string,
    { columns: Map<string, Column>; rows: Map<string, TableRow> }
  >();
  readonly #leftOut: string[] = [];
  readonly #folderOf = new Map<string, string>();
  /** The names of runs that came again, by where. */
  readonly #again = new Map<string, string[]>();

  tables(sources: readonly string[]): GatheredTables {
    if (this.#runs.size === 0) {
      throw new UserError(
        [`no finished run in ${sources.join(", ")}.`, ...this.#leftOut].join("\n  "),
      );
    }
    const runs = [...this.#runs.values()].sort(inOrder);
    const epochs = runs.flatMap(({ id, run }) =>
      (this.#epochs.get(id as string) ?? []).map((epoch) => ({ ...epoch, run }))
    );
    const others = [...this.#others].sort(([a], [b]) => a < b ? -1 : 1).map(
      ([name, { columns, rows }]) => ({
        ...{ name, columns: [...columns.values()].sort(byName) },
        rows: [...rows].sort(([a], [b]) => a < b ? -1 : 1).map(([, row]) => row),
      }),
    );
    return {
      tables: [
        { name: "runs", columns: runColumns(runs), rows: runs },
        { name: "epochs", columns: EPOCH_COLUMNS, rows: epochs },
        ...others,
      ],
      leftOut: [...this.#leftOut, ...[...this.#again].map(cameAgain)],
      folderOf: this.#folderOf,
    };
  }

  /** Adds what is in a folder. @returns whether there was anything that could be a source */
  async addFolder(folder: string, depth = 0): Promise<boolean> {
    let entries: Deno.DirEntry[];
    try {
      entries = await Array.fromAsync(Deno.readDir(folder));
    } catch (error) {
      throw unreadableFolder(folder, error);
    }
    const has = (file: string) => entries.some(({ name, isFile }) => isFile && name === file);
    if (has("run.json")) return await this.#addRun(folder);
    if (has("runs.parquet")) return await this.#addTables(folder, entries);
    let found = false;
    const inner = entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
    for (const name of inner) found = await this.addFolder(`${folder}/${name}`, depth + 1) || found;
    // A sweep's table is taken where its runs are gone.
    if (!found && has("runs.csv")) found = await this.#addSweep(`${folder}/runs.csv`);
    for (const name of RESULTS.filter(has)) await this.addResults(`${folder}/${name}`);
    if (found || depth > 0) return found;
    throw new UserError(
      `no run in ${folder}: wanted a run folder (with a run.json), a table (with a runs.parquet), or a ` +
        "folder of such folders.",
    );
  }

  async #addRun(folder: string): Promise<boolean> {
    try {
      const record = await readRunRecord(folder);
      if (record.finishedAt === undefined) throw new UserError(`${folder}: unfinished.`);
      const name = folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder;
      const { run, epochs } = await runRows(name, record);
      this.#add(run, epochs, folder);
      this.#folderOf.set(run.id as string, folder);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#leftOut.push(error.message);
    }
    return true;
  }

  async #addTables(folder: string, entries: readonly Deno.DirEntry[]): Promise<boolean> {
    const names = entries.map(({ name }) => name).filter((name) => name.endsWith(".parquet"))
      .map((name) => name.slice(0, -".parquet".length)).sort();
    const read = async (name: string) => {
      const file = `${folder}/${name}.parquet`;
      const bytes = await readPlainFile(file, MAX_TABLE);
      if (!bytes) throw new UserError(`no ${file}: it belongs to the table of runs beside it.`);
      return await tableOfParquet(bytes, name, file);
    };
    const [runs, epochs] = [await read("runs"), await read("epochs")];
    const epochsOf = Map.groupBy(epochs.rows, ({ id }) => id as string);
    for (const run of runs.rows) this.#add(run, epochsOf.get(run.id as string) ?? [], folder);
    for (const name of names.filter((name) => !["runs", "epochs"].includes(name))) {
      const { columns, rows } = await read(name);
      this.#addOther(name, columns, rows);
    }
    return true;
  }

  async #addSweep(file: string): Promise<boolean> {
    const bytes = await readPlainFile(file, MAX_TABLE);
    const rows = await sweepRows(new TextDecoder().decode(bytes), file);
    for (const row of rows) this.#add(row, [], file);
    return true;
  }

  /** A run that is there already gains the epochs and the cells that only its other row has. */
  #add(run: TableRow, epochs: readonly TableRow[], where: string): void {
    const id = run.id as string;
    const before = this.#runs.get(id);
    if (before) this.#again.set(where, [...this.#again.get(where) ?? [], String(run.run)]);
    this.#runs.set(id, mergedRow(before ?? {}, run));
    this.#epochs.set(id, mergedEpochs(this.#epochs.get(id) ?? [], epochs));
  }

  /** @throws {UserError} if the file holds no array of records */
  async addResults(file: string): Promise<void> {
    const bytes = await readPlainFile(file, MAX_TABLE);
    if (!bytes) throw new UserError(`no ${file}: wanted results, JSON with an array of records.`);
    let json: unknown;
    try {
      json = parseJson(new TextDecoder().decode(bytes), { depth: 10, parts: MAX_TABLE });
    } catch (error) {
      throw new UserError(`${file}: not valid JSON: ${(error as Error).message}.`, {
        cause: error,
      });
    }
    const name = RESULT_FILE.exec(file)![1];
    if (name === "runs" || name === "epochs") {
      throw new UserError(`${file}: a table of results cannot be called ${name}.`);
    }
    for (const table of flatTables(json, name, file)) {
      this.#addOther(table.name, resultColumns(table.name, table.rows), table.rows);
    }
  }

  #addOther(name: string, columns: readonly Column[], rows: readonly TableRow[]): void {
    const table = this.#others.get(name) ?? { columns: new Map(), rows: new Map() };
    this.#others.set(name, table);
    for (const column of columns) {
      const before = table.columns.get(column.name);
      const type = before && before.type !== column.type
        ? wider(before.type, column.type)
        : column.type;
      table.columns.set(column.name, { ...column, type });
    }
    for (const row of rows) {
      const there = Object.entries(row).filter(([, value]) => value !== null && value !== undefined)
        .sort(([a], [b]) => a < b ? -1 : 1);
      table.rows.set(JSON.stringify(there), row);
    }
  }
}

function cameAgain([where, runs]: [where: string, runs: readonly string[]]): string {
  return runs.length === 1
    ? `${where}: the run ${runs[0]} is in the table already.`
    : `${where}: ${runs.length} runs are in the table already.`;
}

/** A type that holds the values of two. */
function wider(a: Column["type"], b: Column["type"]): Column["type"] {
  return [a, b].every((type) => type === "integer" || type === "number") ? "number" : "text";
}

/** What tells rows of results apart; stands before other columns. */
const NAMES = ["method", "name", "model", "seed"];

/** An order of columns that does not depend on which file came first. */
function byName({ name: a }: Column, { name: b }: Column): number {
  const rank = (name: string) => NAMES.includes(name) ? NAMES.indexOf(name) : NAMES.length;
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** By task, then by the name without the seed, then by seed. */
function inOrder(a: TableRow, b: TableRow): number {
  const kind = ({ task, run }: TableRow) => `${task} ${String(run).replace(/_?seed--?\d+$/, "")}`;
  const [x, y] = [kind(a), kind(b)];
  if (x !== y) return x < y ? -1 : 1;
  const seeds = compareSeeds(a.seed as string, b.seed as string);
  return seeds !== 0 ? seeds : String(a.id) < String(b.id) ? -1 : 1;
}
