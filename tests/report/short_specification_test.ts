/** A chart as a page carries it. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { compile, type TopLevelSpec } from "../../lib/deps/vega.ts";
import { timelineSpecification } from "../../lib/figure/timeline_specification.ts";
import { madeUpRun } from "../figure/made_up_run.ts";
import { shortSpecification } from "../../lib/report/short_specification.ts";

const run = {
  title: "A run",
  batches: madeUpRun(2, () => 1).batches,
  activeUnits: [{ epoch: 1, batch: 0, count: 3 }],
  ...{ meanImageError: 52.725, latentSize: 8 },
};

it("shortSpecification() holds a table once that several layers share", () => {
  const specification = timelineSpecification(run);
  const short = shortSpecification(specification);
  const tables: unknown[][] = Object.values(JSON.parse(short).datasets);
  assertEquals(tables.filter(({ length }) => length === 120).length, 1); // of all batches
  assert(short.length < JSON.stringify(specification).length / 2, `${short.length}`);
});

it("shortSpecification() is the same chart, to six digits", () => {
  const specification = timelineSpecification(run);
  const short: TopLevelSpec = JSON.parse(shortSpecification(specification));
  assertEquals(valuesOf(short), valuesOf(specification));
});

/** The tables that the compiled chart draws, to six digits. */
function valuesOf(specification: TopLevelSpec): unknown[] {
  const { data = [] } = compile(specification).spec;
  return data.flatMap((table) => "values" in table ? [table.values] : [])
    .map((values) =>
      JSON.stringify(
        values,
        (_, value) => typeof value === "number" ? Number(value.toPrecision(6)) : value,
      )
    )
    .sort();
}
