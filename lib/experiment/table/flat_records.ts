import { UserError } from "../../user_error.ts";
import type { Cell, TableRow } from "./column.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The rows in a file of results: a JSON array of records, or a record with one such array, whose own texts and
 * numbers then stand in every row. What is nested in a record becomes a column of its own: `{ gain: { mean } }` is
 * `gainMean`; a list that is none of numbers is written as JSON.
 *
 * @param file how messages call it
 * @throws {UserError} that says what was found instead
 */
export function flatRecords(json: unknown, file: string): TableRow[] {
  if (isRecord(json)) {
    const lists = Object.entries(json).filter(([, value]) => isList(value));
    if (lists.length !== 1) {
      const found = lists.length === 0 ? "none" : lists.map(([name]) => name).join(", ");
      throw new UserError(`${file}: wanted one array of records; found ${found}.`);
    }
    const shared = Object.fromEntries(Object.entries(json).filter(([, value]) => isScalar(value)));
    return (lists[0][1] as Json[]).map((record) => flat({ ...shared, ...record }));
  }
  if (!isList(json)) throw new UserError(`${file}: wanted an array of one record or more.`);
  return json.map((record) => flat(record));
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
