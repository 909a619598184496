import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { collect } from "../../../lib/experiment/sweep/collect.ts";
import { groups } from "../../../lib/experiment/sweep/groups.ts";
import { labGroups } from "../../../lib/experiment/sweep/lab_groups.ts";
import { phases } from "../../../lib/experiment/sweep/phases.ts";
import { PRESETS } from "../../../lib/experiment/sweep/presets.ts";
import { sweepRuns } from "../../../lib/experiment/sweep/grid.ts";
import { kindOf, rowOf } from "../../../lib/experiment/sweep/row.ts";
import { summaryLines } from "../../../lib/cli/sweep/summary_lines.ts";
import { isPlain } from "../../../lib/experiment/sweep/theory.ts";
import { OutputFolder } from "../../../lib/run/output_folder.ts";
import type { RunRecord } from "../../../lib/run/run_record.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { madeUpRecord } from "./made_up_record.ts";

/** The results of a sweep as the command line tells them. */
async function collected(folders: string[], out: string) {
  using folder = await OutputFolder.open(out, { task: "sweep", files: [] });
  const { groups, theory, leftOut } = await collect(folders, folder);
  return { said: summaryLines(groups, theory), leftOut };
}

async function writeRun(folder: string, record: RunRecord | string) {
  await Deno.mkdir(folder, { recursive: true });
  const text = typeof record === "string" ? record : JSON.stringify(record);
  await Deno.writeTextFile(`${folder}/run.json`, text);
}

itNeeds(
  ["read", "write"],
  "collect() keeps every digit of a seed, and one run of its kind",
  async () => {
    await withFolder(async (out) => {
      const seeds = [2n ** 64n - 1n, 4294967290, -(2n ** 63n)];
      for (const seed of seeds) await writeRun(`${out}/r_seed-${seed}`, madeUpRecord({ seed }));
      await writeRun(`${out}/r_seed--1`, madeUpRecord({ seed: -1 })); // draws what 2^64 - 1 draws
      const { leftOut, said } = await collected([out], `${out}/table`);
      const [, ...lines] = (await Deno.readTextFile(`${out}/table/runs.csv`)).trim().split("\n");
      assertEquals(lines.map((line) => line.split(",")[1]), [
        "-9223372036854775808",
        "-1",
        "4294967290",
      ]);
      assertMatch(
        leftOut[0],
        /^.*seed-18446744073709551615: this run is in the table already/,
      );
      assertEquals(said.filter((line) => /^r +3 /.test(line)).length, 1, said.join("\n"));
    });
  },
);

itNeeds(["read", "write"], "collect() merges folders into one tidy table", async () => {
  await withFolder(async (out) => {
    const [one, two, other] = [0, 1, 0].map((seed, i) =>
      madeUpRecord({ seed, freeBits: 0.5 }, 40 + i)
    );
    await writeRun(`${out}/a/x_seed-0`, one);
    await writeRun(`${out}/b/deep/x_seed-1`, two);
    await writeRun(`${out}/b/again`, other);
    await writeRun(`${out}/b/cut`, { ...two, finishedAt: undefined, epochs: [] });
    await writeRun(`${out}/b/broken`, "{");
    await writeRun(`${out}/b/anneal`, { ...one, task: "anneal" });
    const { leftOut, said } = await collected([`${out}/a`, `${out}/b`], `${out}/table`);
    assertEquals(leftOut.length, 4, leftOut.join("\n"));
    for (const [i, words] of ["again", "a run of anneal", "not valid JSON", "0 of 15"].entries()) {
      assertEquals(
        leftOut.some((line) => line.includes(words)),
        true,
        `${i}: ${leftOut.join("\n")}`,
      );
    }
    const csv = (await Deno.readTextFile(`${out}/table/runs.csv`)).trimEnd().split("\n");
    assertEquals(csv.length, 3);
    const [head, ...rows] = csv.map((line) => line.split(","));
    const column = (name: string) => rows.map((cells) => cells[head.indexOf(name)]);
    assertEquals(column("run"), ["x_seed-0", "x_seed-1"]);
    assertEquals(column("seed"), ["0", "1"]);
    assertEquals(column("freeBits"), ["0.5", "0.5"]);
    assertEquals(column("loss"), ["40", "41"]);
    assertEquals(column("klPerUnit"), ["3.0000 2.5000", "3.0000 2.5000"]);
    const json = JSON.parse(await Deno.readTextFile(`${out}/table/runs.json`));
    assertEquals(json.map(({ testLoss }: { testLoss: number }) => testLoss), [40, 41]);
    assertEquals(json[0].klPerUnit, [3, 2.5]);
    assertMatch(
      said.join("\n"),
      /^x +2 +15 +40\.500 ± 0\.707 +35\.500 ± 0\.707 +5\.500 ± 0\.000 +2 of 8$/m,
    );
  });
});

itNeeds(
  ["read", "write"],
  "collect() does not take a run with a clamp for one without",
  async () => {
    await withFolder(async (out) => {
      for (const clampLogVar of [undefined, 10, 20]) {
        await writeRun(`${out}/${clampLogVar}/x_seed-0`, madeUpRecord({ seed: 0, clampLogVar }));
      }
      const { leftOut, said } = await collected([out], `${out}/table`);
      assertEquals(leftOut, []);
      assertEquals(said.filter((line) => /^x +1 /.test(line)).length, 3, said.join("\n"));
      const rows = JSON.parse(await Deno.readTextFile(`${out}/table/runs.json`));
      const clamps = rows.map(({ clampLogVar }: { clampLogVar?: number }) => clampLogVar ?? 0);
      assertEquals(clamps.sort(), [0, 10, 20]);
    });
  },
);

itNeeds(["read", "write"], "collect() refuses folders without a whole run", async () => {
  await withFolder(async (out) => {
    using folder = await OutputFolder.open(out, { task: "sweep", files: [] });
    const refused = (words: string) =>
      assertRejects(() => collect([`${out}/runs`], folder), UserError, words);
    await refused(`cannot read the folder ${out}/runs: there is no such folder.`);
    await Deno.mkdir(`${out}/runs`);
    await refused("no run in");
    await writeRun(`${out}/runs/a`, "{");
    await refused("no complete run in");
  });
});

it("labGroups() knows the lab's runs by their options", () => {
  const rows = PRESETS.lab.flatMap((grid) => sweepRuns([grid], "")).map(({ name, options }) =>
    rowOf(name, madeUpRecord(options))
  );
  const changed = [{ epochs: 14 }, { images: 1000 }, { head: "linear" as const }].map((more) =>
    rowOf("other_seed-0", madeUpRecord(more))
  );
  const found = labGroups(groups([...changed, ...rows]));
  assertEquals(found.map(({ name, group }) => [name, group.name, group.rows.length]), [
    ["naive", "naive", 10],
    ["collapse", "collapse", 10],
    ["anneal", "anneal", 10],
  ]);
  const lines = summaryLines(groups(rows), () => undefined).join("\n");
  assertStringIncludes(lines, "runs below it");
  assertMatch(lines, /^naive +10 +40\.00 to 40\.00 +40\.00 +27 to 30\.1 +28\.919 +0 of 10$/m);
});

it("rowOf() gives a run that is older than an option its default, so that it stands with newer ones", () => {
  const record = madeUpRecord({ schedule: "constant" });
  const { objective: _, inference: __, ...older } = record.options;
  const row = rowOf("run", { ...record, options: older });
  assertEquals([row.objective, row.inference], ["elbo", "joint"]);
  assertEquals(kindOf(row), kindOf(rowOf("run", record)));
});

it("isPlain() is false where another loss is minimised, or theory's images are not the run's", () => {
  const plain = (options: Parameters<typeof madeUpRecord>[0]) =>
    groups([rowOf("run", madeUpRecord({ schedule: "constant", ...options }))]).map(isPlain);
  assertEquals(plain({}), [true]);
  assertEquals(plain({ inference: "aggressive" }), [true]);
  assertEquals(plain({ objective: "infovae" }), [false]);
  assertEquals(plain({ objective: "iwae" }), [false]);
  assertEquals(plain({ schedule: "falling" }), [false]);
  assertEquals(plain({ family: "delta" }), [false]);
  assertEquals(plain({ family: "batch-norm" }), [false]);
  assertEquals(plain({ binarise: "fixed" }), [false]);
  assertEquals(plain({ skip: "code" }), [true]);
});

it("phases() makes a diagram of what can be compared, and of three betas or more", () => {
  const run = (options: Parameters<typeof madeUpRecord>[0]) =>
    rowOf("run", madeUpRecord({ schedule: "constant", epochs: 2, ...options }));
  const betas = [4, 1, 2];
  const rows = [
    ...betas.flatMap((beta) => [0, 1].map((seed) => run({ beta, seed }))),
    ...betas.map((beta) => run({ beta, head: "linear" })),
    ...betas.map((beta) => run({ beta, latentSize: 2 })),
    ...betas.map((beta) => run({ beta, architecture: "linear", epochs: 3 })),
    ...betas.map((beta) => run({ beta, freeBits: 1 })),
    ...betas.slice(1).map((beta) => run({ beta, latentSize: 4 })),
  ];
  const theory = (group: Parameters<typeof isPlain>[0]) =>
    isPlain(group) ? new Float64Array([3, 1]) : undefined;
  const found = phases(groups(rows), theory);
  assertEquals(found.map(({ name, title }) => [name, title]), [
    ["latent-8", "8 units, 2 epochs, n = 1 to 2 seeds a point"],
    ["latent-2", "2 units, 2 epochs, n = 1 seed a point"],
    ["latent-8-linear-vae", "8 units, 3 epochs, n = 1 seed a point"],
  ]);
  assertEquals(found[0].kinds.map(({ name }) => name), [
    "the lab's LeakyReLU heads",
    "linear heads",
  ]);
  assertEquals(found[0].kinds[0].groups.map(({ rows: [{ beta }] }) => beta), [1, 2, 4]);
});
