import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { caution, comparison, runNames } from "../../lib/cli/compare/comparison.ts";
import { compareObjection } from "../../lib/cli/compare/compare.ts";
import type { RunRecord } from "../../lib/run/run_record.ts";

const losses = { loss: 34, reconstruction: 24.5, kl: 9.25, klWeight: 1 };
const epoch = { epoch: 1, ...losses, klPerUnit: [6, 3.25], activeUnits: 2, seconds: 5 };
const record: RunRecord = {
  ...{ task: "train", seed: 0, options: { beta: 1, epochs: 1, out: "a" }, backend: "wasm" },
  ...{ data: { name: "mnist", images: 512 }, versions: {}, seconds: 9 },
  ...{ startedAt: "2026-11-23T05:20:29Z", finishedAt: "2026-11-23T05:20:38Z" },
  epochs: [{ ...epoch, test: { ...losses, reconstruction: 25 } }],
  verdict: {
    ...{ state: "healthy", usedUnits: 2, klWeight: 1, loss: 33, reconstruction: 24 },
    ...{ shuffledReconstruction: 60, meanImageError: 52, linearOptimum: 40.411 },
  },
};
const named = (name: string, change: Partial<RunRecord> = {}) => ({
  name,
  record: { ...record, ...change },
});

it("comparison() shows the options that differ, and none that do not matter", () => {
  const rows = comparison([
    named("a"),
    named("b", { options: { beta: 4, epochs: 1, out: "b", head: "linear" } }),
  ]);
  const titles = rows.map(([title]) => title);
  assertEquals(rows.find(([title]) => title === "--beta"), ["--beta", "1", "4"]);
  assertEquals(rows.find(([title]) => title === "--head"), ["--head", "-", "linear"]);
  for (const same of ["--epochs", "--out", "task", "images", "backend"]) {
    assert(!titles.includes(same), same);
  }
});

it("comparison() lays out what the runs came to, whole or not", () => {
  const rows = comparison([
    named("a"),
    named("b", { finishedAt: undefined, verdict: undefined, epochs: [epoch, epoch] }),
  ]);
  const cells = Object.fromEntries(rows.map(([title, ...cells]) => [title, cells]));
  assertEquals(cells[""], ["a", "b"]);
  assertEquals(cells["epochs"], ["1", "2 (unfinished)"]);
  assertEquals(cells["loss at beta 1"], ["33.750", "33.750"]);
  assertEquals(cells["test: loss at beta 1"], ["34.250", "-"]);
  assertEquals(cells["active units"], ["2 of 2", "2 of 2"]);
  assertEquals(cells["state"], ["healthy", "-"]);
  assertEquals(cells["the optimal linear VAE's"], ["40.411", "-"]);
});

it("caution() warns where losses cannot be compared", () => {
  assertEquals(caution([named("a"), named("b")]), undefined);
  const bernoulli = named("b", { options: { likelihood: "bernoulli" } });
  assertStringIncludes(caution([named("a"), bernoulli])!, "cross-entropy");
  const fewer = named("b", { data: { name: "mnist", images: 100 } });
  assertStringIncludes(caution([named("a"), fewer])!, "different images");
});

it("runNames() tells apart folders of one name", () => {
  assertEquals(runNames(["out/a", "out/b/"]), ["a", "b"]);
  assertEquals(runNames(["x/a", "y/a", "b"]), ["x/a", "y/a", "b"]);
});

it("compareObjection() wants two runs or more, each once", () => {
  assertEquals(compareObjection({ runs: ["a", "b"], out: "o", force: false }), undefined);
  assertStringIncludes(
    compareObjection({ runs: ["a"], out: "o", force: false })!,
    "two run folders",
  );
  assertStringIncludes(
    compareObjection({ runs: ["a", "b", "a"], out: "o", force: false })!,
    "a is there twice",
  );
});
