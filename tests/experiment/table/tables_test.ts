import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { fc } from "../../../lib/deps/fast_check.ts";
import { it } from "@std/testing/bdd";
import { parse, stringify } from "../../../lib/deps/std_csv.ts";
import {
  type Cell,
  type Column,
  type Table,
  type TableRow,
  typeOf,
} from "../../../lib/experiment/table/column.ts";
import { csvOfTable } from "../../../lib/experiment/table/csv_of_table.ts";
import { flatTables } from "../../../lib/experiment/table/flat_tables.ts";
import { gatherTables } from "../../../lib/experiment/table/gather_tables.ts";
import { mergedEpochs, mergedRow } from "../../../lib/experiment/table/merged_rows.ts";
import { parquetOfTable, tableOfParquet } from "../../../lib/experiment/table/parquet_of_table.ts";
import { writeTables } from "../../../lib/experiment/table/write_tables.ts";
import { collect } from "../../../lib/experiment/sweep/collect.ts";
import { OutputFolder } from "../../../lib/run/output_folder.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { itNeedsPython, runPython } from "../../python.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { madeUpRecord } from "../sweep/made_up_record.ts";

const columns: Column[] = [
  { name: "name", type: "text", description: "a name" },
  { name: "count", type: "integer", unit: "units", description: "a count" },
  { name: "value", type: "number", description: "a value" },
  { name: "flag", type: "boolean", description: "a flag" },
  { name: "list", type: "numbers", unit: "nats", description: "a list" },
];
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const nullable = (arbitrary: fc.Arbitrary<Cell>) => fc.option(arbitrary, { nil: null });
const rows = fc.array(
  fc.record({
    name: nullable(fc.string({ unit: "binary" })),
    count: nullable(fc.maxSafeInteger()),
    value: nullable(finite),
    flag: nullable(fc.boolean()),
    list: nullable(fc.array(finite, { maxLength: 5 })),
  }),
  { minLength: 1, maxLength: 30 },
);

it("tableOfParquet() reads what parquetOfTable() made, nulls and all, and the same bytes again", async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const bytes = parquetOfTable({ name: "t", columns, rows });
      assertEquals(bytes, parquetOfTable({ name: "t", columns, rows }));
      const read = await tableOfParquet(bytes, "t", "t.parquet");
      assertEquals(read.rows, rows);
      assertEquals(read.columns.map((column) => ({ unit: undefined, ...column })), [
        ...columns.map((column) => ({ unit: undefined, ...column })),
      ]);
    }),
    { numRuns: 50 },
  );
});

it("a column whose values have several types is one of texts, in both files", async () => {
  const cells: Cell[] = [1, "x", true, null, [1, 0.5]];
  const rows = cells.map((cell) => ({ a: cell }));
  const mixed: Column[] = [{ name: "a", type: typeOf(cells), description: "" }];
  const table = { name: "t", columns: mixed, rows };
  const { rows: read } = await tableOfParquet(parquetOfTable(table), "t", "t.parquet");
  assertEquals(read.map(({ a }) => a), ["1", "x", "true", null, "1 0.5"]);
  assertEquals(csvOfTable(table), "a\n1\nx\ntrue\n\n1 0.5\n");
});

it("csvOfTable() leaves cells without a value empty, and numbers with all their digits", () => {
  const table: Table = {
    ...{ name: "t", columns },
    rows: [{ name: 'a, "b"', value: 1 / 784, list: [0.1, 2], flag: false }, { count: 3 }],
  };
  const text = csvOfTable(table);
  assertEquals(
    text,
    'name,count,value,flag,list\n"a, ""b""",,0.0012755102040816326,false,0.1 2\n,3,,,\n',
  );
  assertEquals(parse(text, { skipFirstRow: true })[0].name, 'a, "b"');
});

it("flatTables() makes rows of nested results, with what stands around them", () => {
  const [blame, units, ...others] = flatTables(
    {
      ...{ backend: "blas", grid: [1, 2], about: { a: 1 } },
      models: [
        {
          name: "x",
          seed: 3,
          gain: { mean: 1.5, of: { test: 2 } },
          odd: ["a"],
          klPerUnit: [0.5, 1],
        },
        {
          name: "y",
          backend: "wasm",
          gain: { mean: 3 },
          units: [{ unit: 0, kl: 2 }, { unit: 1, name: "own" }],
        },
      ],
    },
    "blame",
    "blame.json",
  );
  assertEquals(others, []);
  assertEquals(blame, {
    name: "blame",
    rows: [
      {
        ...{ backend: "blas", name: "x", seed: "3", gainMean: 1.5, gainOfTest: 2 },
        ...{ klPerUnit: [0.5, 1], odd: '["a"]' },
      },
      { backend: "wasm", name: "y", gainMean: 3 },
    ],
  });
  assertEquals(units, {
    name: "blame_units",
    rows: [
      { backend: "wasm", name: "y", unit: 0, kl: 2 },
      { backend: "wasm", name: "own", unit: 1 },
    ],
  });
});

it("flatTables() makes a table of each list, and says where there is none", () => {
  assertEquals(flatTables([{ a: null }], "x", "x.json"), [{ name: "x", rows: [{ a: null }] }]);
  const two = flatTables({ images: 5, a: [{ b: 1 }], c: [{ d: 2 }, { d: 3 }] }, "x", "x.json");
  assertEquals(two, [
    { name: "x_a", rows: [{ images: 5, b: 1 }] },
    { name: "x_c", rows: [{ images: 5, d: 2 }, { images: 5, d: 3 }] },
  ]);
  for (const nothing of [{}, { a: [1, 2] }, { a: [] }]) {
    const wrong = () => flatTables(nothing, "x", "x.json");
    assertThrows(wrong, UserError, "x.json: wanted an array of records in it; found none.");
  }
  assertThrows(() => flatTables([1], "x", "x.json"), UserError, "wanted an array of one record");
});

const itNeedsPyarrow = await itNeedsPython("pyarrow");
itNeedsPyarrow(
  "pyarrow reads the same types, values and nulls from the Parquet file",
  async (python) => {
    await withFolder(async (folder) => {
      const file = `${folder}/t.parquet`;
      const rows = [
        {
          name: "18446744073709551615",
          count: 2 ** 53 - 1,
          value: 0.1,
          flag: true,
          list: [1, 0.1],
        },
        { name: null, count: null, value: null, flag: null, list: null },
        { name: "β", count: -1, value: -0, flag: false, list: [] },
      ];
      await Deno.writeFile(file, parquetOfTable({ name: "t", columns, rows }));
      const said = await runPython(python, [
        "-c",
        `import json, sys, pyarrow.parquet as parquet
table = parquet.read_table(sys.argv[1])
about = {k.decode(): v.decode() for k, v in table.schema.metadata.items()}
print(json.dumps([[str(f.type) for f in table.schema], table.to_pylist(), [about["column list"], about["unit list"]]]))`,
        file,
      ]);
      const [types, read, about] = JSON.parse(said);
      assertEquals(types.slice(0, 4), ["string", "int64", "double", "bool"]);
      assertStringIncludes(types[4], "list<element: double");
      assertEquals(read, rows);
      assertEquals(about, ["a list", "nats"]);
    });
  },
);

async function writeRun(folder: string, record: object) {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/run.json`, JSON.stringify(record));
}

itNeeds(
  ["read", "write"],
  "gatherTables() has every run of every task once, in one order",
  async () => {
    await withFolder(async (folder) => {
      const seeds = [10n, 2n, 2n ** 64n - 1n];
      for (const [i, seed] of seeds.entries()) {
        await writeRun(`${folder}/a/x_seed-${seed}`, madeUpRecord({ seed, epochs: 3 }, 40 + i / 3));
      }
      await writeRun(`${folder}/b/x_seed-2`, madeUpRecord({ seed: 2, epochs: 3 }, 40 + 1 / 3)); // again
      const { test: _, ...epoch } = madeUpRecord({ epochs: 1 }).epochs[0];
      await writeRun(`${folder}/b/ramp`, {
        ...madeUpRecord({ epochs: 1 }),
        ...{ task: "hysteresis", options: { lowest: 0.5, levels: [1, 2] }, epochs: [epoch] },
      });
      await writeRun(`${folder}/b/cut`, { ...madeUpRecord({}), finishedAt: undefined });
      const { tables, leftOut } = await gatherTables([folder]);
      const [runs, epochs] = tables;
      assertEquals(runs.rows.map(({ task, run, seed }) => [task, run, seed]), [
        ["hysteresis", "ramp", "0"],
        ["train", "x_seed-2", "2"],
        ["train", "x_seed-10", "10"],
        ["train", "x_seed-18446744073709551615", "18446744073709551615"],
      ]);
      assertEquals(runs.rows[1].loss, 40.333333); // eight digits
      assertEquals([runs.rows[1].klAfter, runs.rows[1].klPerUnit], [5.5, [3, 2.5]]);
      assertEquals(runs.rows[0].testLoss, undefined);
      assertEquals(epochs.rows.map(({ epoch }) => epoch), [1, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
      assertEquals(new Set(runs.rows.map(({ id }) => id)).size, 4);
      const column = (name: string) => runs.columns.find((column) => column.name === name);
      assertEquals(
        ["seed", "beta", "latentSize", "lowest", "levels"].map((name) => column(name)?.type),
        [
          ...["text", "number", "integer", "number", "text"] as const,
        ],
      );
      for (const { name, description } of runs.columns) assert(description.length > 8, name);
      assertEquals(leftOut.length, 2, leftOut.join("\n"));
      assertStringIncludes(leftOut.join("\n"), "the run x_seed-2 is in the table already");
      assertStringIncludes(leftOut.join("\n"), "cut: unfinished.");
    });
  },
);

itNeeds(["read", "write"], "a table grows from itself and new runs to the same bytes", async () => {
  await withFolder(async (folder) => {
    const run = (name: string, seed: number) =>
      writeRun(
        `${folder}/${name}/x_seed-${seed}`,
        madeUpRecord({ seed, epochs: 2 }, 40 + seed / 7),
      );
    await run("old", 3);
    await run("old", 1);
    await run("new", 2);
    const results = [{ method: "constant", seed: 1, fittedBound: 1.5, clamp: null }];
    await Deno.writeTextFile(`${folder}/old/cures.json`, JSON.stringify(results));
    const more = [{ fittedBound: 2, zeta: true, method: "free-bits", alpha: [1, 2] }];
    await Deno.writeTextFile(`${folder}/new/cures.json`, JSON.stringify(more));
    const write = async (out: string, ...sources: string[]) => {
      const { tables } = await gatherTables(sources.map((name) => `${folder}/${name}`));
      using output = await OutputFolder.open(`${folder}/${out}`, { task: "table", files: [] });
      return await writeTables(tables, output);
    };
    const files = await write("first", "old");
    assertEquals(files.filter((name) => name.endsWith(".parquet")), [
      ...["runs.parquet", "epochs.parquet", "cures.parquet"],
    ]);
    await write("grown", "new", "first");
    await write("at once", "old", "new");
    for (const name of files) {
      const read = (out: string) => Deno.readFile(`${folder}/${out}/${name}`);
      assertEquals(await read("grown"), await read("at once"), name);
    }
  });
});

itNeeds(
  ["read"],
  "gatherTables() knows a run from a sweep's table again, and its rounded weight",
  async () => {
    const { tables: [runs, epochs] } = await gatherTables([
      "fixtures/sweep",
      "fixtures/anneal-seed-0",
    ]);
    assertEquals([runs.rows.length, epochs.rows.length], [109, 15]);
    const naive = runs.rows.filter(({ run }) => /^naive_/.test(String(run)));
    assertEquals(naive.map(({ beta }) => beta), Array(10).fill(1 / 784));
    const [{ klPerUnit, kernels, denoVersion }] = naive;
    assertEquals((klPerUnit as number[]).length, 8);
    assertStringIncludes(String(kernels), "OpenBLAS");
    assertEquals(denoVersion, "2.9.6");
  },
);

itNeeds(
  ["read", "write"],
  "a run has the same id in its folder and in the table of a sweep",
  async () => {
    await withFolder(async (folder) => {
      const weights = { beta: 1 / 784, clampLogVar: 10, epochs: 2, schedule: "constant" } as const;
      await writeRun(`${folder}/runs/x_seed-1`, madeUpRecord({ ...weights, seed: 1 }, 100 / 3));
      {
        using output = await OutputFolder.open(`${folder}/sweep`, { task: "sweep", files: [] });
        await collect([`${folder}/runs`], output);
      }
      for (const sources of [["runs", "sweep"], ["sweep", "runs"]]) {
        const { tables, leftOut } = await gatherTables(sources.map((name) => `${folder}/${name}`));
        const [runs, epochs] = tables;
        assertEquals([runs.rows.length, epochs.rows.length, leftOut.length], [1, 2, 1]);
        assertEquals([runs.rows[0].startedAt, runs.rows[0].clampLogVar], [
          ...["2026-11-23T05:20:29.097Z", 10],
        ]);
      }
    });
  },
);

itNeeds(
  ["read", "write"],
  "gatherTables() takes each cell of a run from the source that has it, whichever comes first",
  async () => {
    await withFolder(async (folder) => {
      const record = madeUpRecord({ seed: 1, epochs: 2 }, 100 / 3);
      const [first, last] = record.epochs;
      const epochs = [first, { ...last, klPerUnit: [1.234567, 2.5] }];
      await writeRun(`${folder}/runs/x_seed-1`, { ...record, epochs });
      {
        using output = await OutputFolder.open(`${folder}/sweep`, { task: "sweep", files: [] });
        await collect([`${folder}/runs`], output);
      }
      // Two tables without epochs, of which each lacks what the other one has.
      const csv = await Deno.readTextFile(`${folder}/sweep/runs.csv`);
      const [cells] = parse(csv, { skipFirstRow: true });
      for (const [where, lacking] of [["a", "state"], ["b", "testKl"], ["c", "klWeight"]]) {
        await Deno.mkdir(`${folder}/${where}`);
        const given = {
          ...{ ...cells, state: "healthy", [lacking]: "" },
          ...where === "c" ? { klPerUnit: "1.2346 2.5000" } : { klPerUnit: "1.2 2.5" },
        };
        await Deno.writeTextFile(
          `${folder}/${where}/runs.csv`,
          stringify([given], { columns: Object.keys(cells) }),
        );
      }
      const gathered = async (...sources: string[]) => {
        const { tables } = await gatherTables(sources.map((name) => `${folder}/${name}`));
        return tables.map(csvOfTable);
      };
      const cell = async (name: string, ...sources: string[]) => {
        const { tables: [runs] } = await gatherTables(sources.map((each) => `${folder}/${each}`));
        return runs.rows[0][name];
      };
      assertEquals(await cell("state", "a", "b"), "healthy");
      assertEquals(await cell("klWeight", "c", "a"), 1);
      assertEquals(await cell("klPerUnit", "a", "c"), [1.2346, 2.5]);
      assertEquals(await cell("klPerUnit", "a", "runs", "c"), [1.23457, 2.5]);
      assertEquals(await cell("state", "runs", "b"), "healthy"); // which the run's folder lacks
      const names = ["a", "b", "c", "runs"];
      await fc.assert(
        fc.asyncProperty(
          fc.subarray(names, { minLength: 2 }),
          fc.infiniteStream(fc.nat(3)),
          async (some, turns) => {
            const turn = turns.next().value! % some.length;
            const other = [...some.slice(turn), ...some.slice(0, turn)].reverse();
            assertEquals(await gathered(...other), await gathered(...some), other.join());
          },
        ),
        { numRuns: 15 },
      );
    });
  },
);

it("mergedRow() and mergedEpochs() do not depend on the order, or on what is merged first", () => {
  const cell = fc.oneof(
    fc.constantFrom(1.5, 1.53, 2, true, "a", "b", "ab", null),
    fc.array(fc.constantFrom(0.1, 0.12, 3), { maxLength: 2 }),
  );
  const row = fc.dictionary(fc.constantFrom("x", "y", "run"), cell);
  const epochs = fc.array(row, { maxLength: 2 });
  const names = (row: Record<string, unknown>) => Object.entries(row).sort();
  fc.assert(fc.property(row, row, row, (a, b, c) => {
    const [one, two] = [mergedRow(mergedRow(a, b), c), mergedRow(mergedRow(c, a), b)];
    assertEquals(names(one), names(two));
    assertEquals(names(mergedRow(one, a)), names(one));
  }));
  fc.assert(fc.property(epochs, epochs, epochs, (a, b, c) => {
    const without = (rows: readonly TableRow[]) => rows.map(({ run: _, ...row }) => row);
    assertEquals(
      without(mergedEpochs(mergedEpochs(a, b), c)),
      without(mergedEpochs(c, mergedEpochs(b, a))),
    );
  }));
});

itNeeds(
  ["read", "write"],
  "gatherTables() refuses what is no source, and says what it wanted",
  async () => {
    await withFolder(async (folder) => {
      const refused = (source: string, words: string) =>
        assertRejects(() => gatherTables([`${folder}/${source}`]), UserError, words);
      await refused("missing", "/missing: there is no such folder.");
      await Deno.mkdir(`${folder}/empty`);
      await refused("empty", "no run in");
      await Deno.mkdir(`${folder}/broken`);
      await Deno.writeTextFile(`${folder}/broken/runs.parquet`, "PAR1 is not enough");
      await refused("broken", "not a table of this lab");
      await refused("none.json", "no ");
      for (
        const [text, words] of [["{", "JSON"], ["{}", "found none"], [
          "[1]",
          "wanted an array of one record",
        ]]
      ) {
        await Deno.writeTextFile(`${folder}/odd.json`, text);
        await refused("odd.json", words);
      }
      await writeRun(`${folder}/cut`, { ...madeUpRecord({}), finishedAt: undefined });
      await refused("cut", "no finished run");
    });
  },
);
