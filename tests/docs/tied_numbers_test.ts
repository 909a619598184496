/** The numbers of documents that rest on the table of runs: each is what a query of it gives, or names its source. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import type { TableRow } from "../../lib/experiment/table/column.ts";
import { tableOfParquet } from "../../lib/experiment/table/parquet_of_table.ts";
import { itNeeds } from "../needs.ts";
import { evaluate, type RowSets } from "./table_query.ts";
import { untiedNumbers } from "./tied_numbers.ts";

/** The documents of which every number is checked. */
const DOCUMENTS = ["docs/collapse.md", "docs/table.md"];

/** The committed tables, by their files' names; an epoch has the columns of its run, too. */
async function committedTables(): Promise<RowSets> {
  const sets = new Map<string, readonly TableRow[]>();
  for await (const { name } of Deno.readDir("fixtures/collapse")) {
    if (!name.endsWith(".parquet")) continue;
    const table = name.slice(0, -".parquet".length);
    const file = `fixtures/collapse/${name}`;
    sets.set(table, (await tableOfParquet(await Deno.readFile(file), table, file)).rows);
  }
  const runs = new Map(sets.get("runs")!.map((run) => [run.id, run]));
  sets.set("epochs", sets.get("epochs")!.map((epoch) => ({ ...runs.get(epoch.id), ...epoch })));
  return sets;
}

for (const document of DOCUMENTS) {
  itNeeds(
    ["read"],
    `every number of ${document} is what the table gives, or names its source`,
    async () => {
      const text = await Deno.readTextFile(document);
      assertEquals(untiedNumbers(text, await committedTables()), []);
    },
  );
}

itNeeds(
  ["read"],
  "a query finds epochs by what their run is, and the numbers of the epoch",
  async () => {
    const tables = await committedTables();
    const shipped = JSON.parse(await Deno.readTextFile("fixtures/anneal-seed-0/run.json"));
    const last = "epochs where task = anneal, labVersion = 0.1.0, epoch";
    assertEquals(
      evaluate(`mean loss of ${last} = 2`, tables).toFixed(4),
      shipped.epochs[1].loss.toFixed(4),
    );
    assertEquals(
      evaluate(`mean testLoss of ${last} = 15`, tables).toFixed(4),
      shipped.epochs[14].test.loss.toFixed(4),
    );
  },
);

const a = [1, 2, 4].map((loss, seed) => ({
  run: `a_seed-${seed}`,
  seed: `${seed}`,
  beta: 1 / 784,
  loss,
  units: [loss, 7],
}));
const b = [0, 2, 1].map((loss, seed) => ({
  run: `b_seed-${seed}`,
  seed: `${seed}`,
  beta: 2,
  loss,
  units: [loss, 8],
}));
const c = [9, 1, 5].map((loss, seed) => ({
  run: `c_seed-${seed}`,
  seed: `${seed}`,
  beta: null,
  loss,
}));
const sets: RowSets = new Map([["runs", [...a, ...b, ...c]], ["a", a], ["b", b], ["c", c]]);

const queries: [query: string, value: number][] = [
  ["count of runs", 9],
  ["count of runs where beta = 1/784", 3],
  ["count of runs where run ~ b_*, loss > 0", 2],
  ["count of runs where beta = null", 3],
  ["count of runs where beta = 7", 0],
  ["count of runs where beta != 2", 6],
  ["count of runs where loss >= 4, loss <= 5", 2],
  ["mean loss of a", 7 / 3],
  ["sd loss of a", Math.sqrt(7 / 3)], // (16 + 1 + 25) / 9 / 2
  ["median loss of a", 2],
  ["median loss of a where loss < 4", 1.5],
  ["min loss of runs", 0],
  ["max loss of runs", 9],
  ["sum units[2] of a", 21],
  ["mean loss+beta of b", 3],
  ["difference loss of a less b", 4 / 3],
  ["(mean loss of a) - (mean loss of b)", 4 / 3],
  ["100 * (count of a) / (count of runs)", 100 / 3],
  ["((sum loss of a) - 1) / 2", 3],
];
for (const [query, value] of queries) {
  it(`evaluate() gives ${value} for ${query}`, () => {
    assertEquals(evaluate(query, sets).toFixed(12), value.toFixed(12));
  });
}

it("evaluate() tests pairs by Student's t and Holm's correction", () => {
  // Differences 1, 0, 3: t = (4 / 3) / (sqrt(7 / 3) / sqrt(3)) with 2 degrees of freedom, whose two-sided p is
  // 1 - t / sqrt(2 + t^2).
  const t = (4 / 3) / (Math.sqrt(7 / 3) / Math.sqrt(3));
  const p = 1 - t / Math.sqrt(2 + t * t);
  assertEquals(evaluate("p loss of a less b", sets).toFixed(9), p.toFixed(9));
  // The interval's quantile, from the same distribution function: q / sqrt(2 + q^2) = 0.95.
  const q = 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
  const half = q * Math.sqrt(7 / 3) / Math.sqrt(3);
  assertEquals(evaluate("interval loss of a less b", sets).toFixed(6), half.toFixed(6));
  const other = evaluate("p loss of a less c", sets);
  const holm = evaluate("holm loss of a less b among b, c", sets);
  assertEquals(holm.toFixed(9), (p < other ? 2 * p : Math.max(p, 2 * other)).toFixed(9));
});

const wrong: [query: string, words: string][] = [
  ["average loss of a", "cannot read the query"],
  ["mean loss of nothing", 'there is no set "nothing"'],
  ["mean los of a", "has no number los"],
  ["mean beta of c", "has no number beta"],
  ["mean loss of runs where los = 1", "no column los"],
  ["mean loss of runs where loss > 100", "no row of"],
  ["mean loss of runs where loss", "cannot read the condition"],
  ["sd loss of a where seed = 1", "of a single run"],
  ["difference loss of a less runs", "the same seed"],
  ["p loss of a where seed = 1 less b", "different seeds"],
  ["holm loss of a less b among c", "b is not among c"],
  ["(mean loss of a) -", "cannot read"],
  ["(mean loss of a) - mean loss of b", "cannot read"],
];
for (const [query, words] of wrong) {
  it(`evaluate() refuses ${query}`, () => {
    assertThrows(() => evaluate(query, sets), Error, words);
  });
}

it("untiedNumbers() is content with numbers that are tied, and with what are none", () => {
  const document = `# 3.1 A heading (2 of 3)<!-- given 2: counted -->

<!-- let small = runs where loss < 3 -->
The loss is 2.33<!-- mean loss of a --> ± 1.5<!-- sd loss of a --> over
3<!-- count of a --> seeds, −2.3<!-- (0) - (mean loss of a) --> or 33 %<!-- (count of a) / (count of runs) -->
less, 0.0e1<!-- min loss of b --> at least, of 60,000<!-- given: MNIST's training images --> images.
As Lucas et al. (2019) and arXiv 1906.02691, equation 5, figures 2 and 3, SHA-256, \`x = 12\`, $\\beta = 1/2$ have it.

| method | loss |
| ------ | ---- |
| a      | 2.3<!-- mean loss of a --> |
| best   | 6<!-- count of small --> |

- from 1 to 12<!-- given 2: the grid -->, 28.919<!-- source: the notebook -->, 4.2<!-- printed: deno task predict -->

1. First, [a link](table.md#part-2).

    12 lines of code
`;
  assertEquals(untiedNumbers(document, sets), []);
});

it("untiedNumbers() names every number that is not what its query gives, or has no source", () => {
  const found = (text: string) => untiedNumbers(text, sets).join("\n");
  assertEquals(
    found("It is 2.34<!-- mean loss of a -->."),
    "line 1: 2.34 should be 2.3333333 (mean loss of a)",
  );
  assertEquals(found("It is 2.3333<!-- mean loss of a -->."), "");
  assertEquals(found("It is\n2.3333<!-- mean loss of a -->."), ""); // no number of a list
  assertEquals(
    found("It is ?<!-- mean loss of a -->."),
    "line 1: ? should be 2.3333333 (mean loss of a)",
  );
  assertEquals(found("a\n\nIt is 12."), "line 3: 12 has no source");
  assertEquals(found("x 1 and 2<!-- given: one of them -->"), "line 1: 1 has no source");
  assertEquals(found("| 1 |\n| 2<!-- given 2: both --> |").split("\n").length, 3);
  assertStringIncludes(found("3 %<!-- count of a -->"), "3 % should be 3.0000000");
  assertStringIncludes(found("1<!-- given: -->"), "given: says nothing");
  assertStringIncludes(found("1<!-- printed: my head -->"), "wants a command of Deno");
  assertStringIncludes(found("one<!-- count of a -->"), "follows no number");
  assertStringIncludes(found("<!-- let a = runs -->"), "there is a set a already");
  assertStringIncludes(found("<!-- let x = none -->"), 'there is no set "none"');
  assertStringIncludes(found("5 epochs, (28.9)"), "28.9 has no source");
  assertStringIncludes(found("-0.5 nats in 2019"), "2019 has no source");
  assertStringIncludes(found("1,000 images"), "1,000 has no source");
});
