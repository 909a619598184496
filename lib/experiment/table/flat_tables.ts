import { UserError } from "../../user_error.ts";
import type { Cell, TableRow } from "./column.ts";

type Json = Readonly<Record<string, unknown>>;

/** The rows of one list of records. */
export interface FlatTable {
  /** Its table. */
  readonly name: string;
  /** A row for each record. */
  readonly rows: readonly TableRow[];
}

/**
 * The tables in a file of results: a JSON array of records, or a record that holds such arrays. What is nested in a
 * record becomes columns (`{ gain: { mean } }` is `gainMean`); a list of records within it becomes a table of its own,
 * called after both (`blame_units`), and so do the lists of a file that has several. The texts and numbers around a list
 * stand in each of its rows, but where the row has a column of that name itself. A list that is none of numbers or
 * records is written as JSON.
 *
 * @param name of the table that the file's array becomes
 * @param file how messages call it
 * @throws {UserError} if there is no such array
 */
export function flatTables(json: unknown, name: string, file: string): FlatTable[] {
  if (isList(json)) return tablesOf(json, name, {});
  if (!isRecord(json)) throw new UserError(`${file}: wanted an array of one record or more.`);
  const lists = Object.entries(json).filter(([, value]) => isList(value));
  if (lists.length === 0) {
    throw new UserError(`${file}: wanted an array of records in it; found none.`);
  }
  const around = Object.fromEntries(Object.entries(json).filter(([, value]) => isScalar(value)));
  return lists.flatMap(([list, records]) =>
    tablesOf(records as Json[], lists.length === 1 ? name : `${name}_${list}`, flat(around))
  );
}

function tablesOf(records: readonly Json[], name: string, around: TableRow): FlatTable[] {
  const inner = new Map<string, FlatTable[]>();
  const rows = records.map((record) => {
    const lists = Object.entries(record).filter(([, value]) => isList(value));
    const own = Object.fromEntries(Object.entries(record).filter(([, value]) => !isList(value)));
    const row = { ...around, ...flat(own) };
    const scalars = Object.entries(own).filter(([, value]) => isScalar(value));
    const aroundInner = { ...around, ...flat(Object.fromEntries(scalars)) };
    for (const [list, records] of lists) {
      for (const table of tablesOf(records as Json[], `${name}_${list}`, aroundInner)) {
        inner.set(table.name, [...inner.get(table.name) ?? [], table]);
      }
    }
    return row;
  });
  const joined = [...inner].map(([name, tables]) => ({
    name,
    rows: tables.flatMap(({ rows }) => rows),
  }));
  return [{ name, rows }, ...joined];
}

function flat(record: Json, prefix = ""): TableRow {
  const entries = Object.entries(record).flatMap(([name, value]): [string, Cell | undefined][] => {
    const column = prefix === "" ? name : prefix + name.charAt(0).toUpperCase() + name.slice(1);
    if (isRecord(value)) return Object.entries(flat(value, column));
    if (column === "seed") return [[column, String(value)]];
    const isCell = isScalar(value) ||
      Array.isArray(value) && value.every((each) => typeof each === "number");
    return [[column, isCell ? value as Cell : JSON.stringify(value)]];
  });
  return Object.fromEntries(entries);
}

function isList(value: unknown): value is Json[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
