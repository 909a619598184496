/** Seeds of hysteresis compared, on made-up runs. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import {
  compareWays,
  readHysteresisSeeds,
} from "../../../lib/experiment/transition/hysteresis_seeds.ts";
import { thereAndBack } from "../../../lib/math/there_and_back.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

/** Weights 1, 2, 4 and back; the way down has a loss that is larger by 3 at weight 1, and by noise alone elsewhere. */
function run(seed: number) {
  const noise = [0.4, -0.3, 0.1, -0.2, 0.25, -0.35][seed % 6];
  const epochs = Array.from({ length: 6 }, (_, i) => ({
    ...{ epoch: i + 1, reconstruction: 40, kl: 1, seconds: 1, activeUnits: i === 5 ? 1 : 2 },
    klPerUnit: [0.5, 0.25 + (i < 3 ? 0 : 0.01 * noise)],
    klWeight: thereAndBack(i + 1, { low: 1, high: 4, epochs: 6 }),
    loss: 40 + noise + (i === 5 ? 3 + 0.1 * noise : i >= 3 ? 0.5 * noise : 0),
  }));
  return { seed, epochs };
}

it("compareWays() pairs the ways weight by weight, and corrects for all tests", () => {
  const { seeds, weights, tests } = compareWays([0, 1, 2, 3, 4, 5].map(run));
  assertEquals(seeds.length, 6);
  assertEquals(weights.map(({ beta }) => beta), [1, 2, 4]);
  assertEquals(tests, 6);
  const [{ loss, units, kl }, other] = weights;
  assert(Math.abs(loss.difference - 3) < 0.02, `${loss.difference}`);
  assert(loss.p! < 0.001 && other.loss.p! > 0.5);
  assertEquals(units.p, undefined, "counts are not tested");
  assertEquals([units.up.mean, units.down.mean, units.difference], [2, 1, -1]);
  assert(kl.p! > 0.5, "noise of mean about 0");
  assert(Math.abs(loss.up.deviation - other.loss.up.deviation) < 1e-12);
});

async function write(folder: string, more: object = {}, seed = 0) {
  await Deno.mkdir(folder, { recursive: true });
  const record = {
    ...{ task: "hysteresis", seed, options: { seed, beta: 4, epochs: 6 } },
    ...{ data: { name: "mnist", images: 10, sha256: "ab" }, backend: "blas", versions: {} },
    ...{ startedAt: "2026-01-01T00:00:00.000Z", finishedAt: "2026-01-01T00:00:01.000Z" },
    ...{ seconds: 1, epochs: run(seed).epochs, ...more },
  };
  await Deno.writeTextFile(`${folder}/run.json`, JSON.stringify(record));
}

itNeeds(
  ["read", "write"],
  "readHysteresisSeeds() reads runs, and refuses what cannot be compared",
  async () => {
    await withFolder(async (out) => {
      const [a, b, c] = ["a", "b", "c"].map((name) => `${out}/${name}`);
      await write(a);
      await write(b, {}, 1);
      assertEquals((await readHysteresisSeeds([a, b])).weights.length, 3);
      const refused = (folders: string[], words: string) =>
        assertRejects(() => readHysteresisSeeds(folders), UserError, words);
      await refused([a], "two runs or more");
      await write(c, {}, 1);
      await refused([a, b, c], "have the same seed, 1");
      await write(c, { options: { seed: 2, beta: 5, epochs: 6 } }, 2);
      await refused([a, c], "differ in `beta`");
      await write(c, { data: { name: "mnist", images: 10, sha256: "cd" } }, 2);
      await refused([a, c], "other images");
      await write(c, { finishedAt: undefined }, 2);
      await refused([a, c], "unfinished");
      await write(c, { task: "anneal" }, 2);
      await refused([a, c], "holds a run of anneal");
      await refused([a, `${out}/none`], "run.json");
    });
  },
);
