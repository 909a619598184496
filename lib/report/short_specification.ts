import type { TopLevelSpec } from "../deps/vega.ts";
import { rounded } from "./rounded.ts";

/**
 * A specification as JSON that a page carries: tables that several layers share stand in it once, under
 * `datasets`, and numbers are rounded.
 */
export function shortSpecification(specification: TopLevelSpec): string {
  const plain = JSON.parse(JSON.stringify(specification, (_, value) => rounded(value)));
  const count = new Map<string, number>();
  JSON.stringify(plain, (_, value) => {
    if (isTable(value)) count.set(keyOf(value), (count.get(keyOf(value)) ?? 0) + 1);
    return value;
  });
  const datasets: Record<string, readonly unknown[]> = {};
  const names = new Map<string, string>();
  const short = JSON.parse(JSON.stringify(plain, (_, value) => {
    if (!isTable(value) || count.get(keyOf(value)) === 1) return value;
    const name = names.get(keyOf(value)) ?? `table-${names.size + 1}`;
    names.set(keyOf(value), name);
    datasets[name] = value.values;
    return { name };
  }));
  return JSON.stringify(names.size > 0 ? { ...short, datasets } : short);
}

/** Data that stand in the specification. */
interface InlineData {
  readonly values: readonly unknown[];
}

/** Whether this is inline data and nothing else; the ticks of an axis are `values` too, among others. */
function isTable(value: unknown): value is InlineData {
  return typeof value === "object" && value !== null && "values" in value &&
    Array.isArray(value.values) && Object.keys(value).length === 1;
}

function keyOf({ values }: InlineData): string {
  return JSON.stringify(values);
}
