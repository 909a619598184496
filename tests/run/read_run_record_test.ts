import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { parseRunRecord } from "../../lib/run/parse_run_record.ts";
import { readRunRecord } from "../../lib/run/read_run_record.ts";
import { recordedSeed } from "../../lib/run/recorded_seed.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";

const losses = { loss: 40, reconstruction: 30, kl: 10, klWeight: 1 };
const epoch = { epoch: 1, ...losses, klPerUnit: [6, 4], activeUnits: 2, seconds: 5 };
const verdict = {
  ...{ state: "partial collapse", usedUnits: 1, klWeight: 1, loss: 40 },
  ...{ reconstruction: 30, shuffledReconstruction: 60, meanImageError: 52, accident: false },
};
const run = {
  task: "train",
  seed: 0,
  options: { divisor: "rows", seed: 0, images: undefined },
  data: { name: "mnist", images: 60000 },
  backend: "wasm",
  versions: { lab: "0.1.0" },
  startedAt: "2026-11-23T05:20:29.097Z",
  finishedAt: "2026-11-23T05:22:36.956Z",
  seconds: 127.8,
  epochs: [epoch, { ...epoch, epoch: 2, test: losses }],
};

it("parseRunRecord() gives back what a run wrote, and what a newer lab adds", () => {
  const newer = { ...run, verdict: { ...verdict, more: 1 }, epochs: [{ ...epoch, free: 2 }] };
  const seeds = [-1, 2 ** 53 - 1, 2n ** 53n, 2n ** 64n - 1n, -(2n ** 63n)];
  const seeded = seeds.map((seed) => ({ ...run, seed: recordedSeed(seed) }));
  for (const record of [run, newer, ...seeded, { ...run, epochs: [], finishedAt: undefined }]) {
    const written = JSON.stringify(record);
    assertEquals(parseRunRecord(written), JSON.parse(written));
  }
});

it("parseRunRecord() fills in the divisor that runs had before there was the option", () => {
  const { options } = parseRunRecord(JSON.stringify({ ...run, options: { seed: 0 } }));
  assertEquals(options, { seed: 0, divisor: "batch-size" });
});

const mistakes: [what: string, change: object, message: RegExp][] = [
  ["a missing field", { seed: undefined }, /seed: is missing/],
  ["a small seed as text", { seed: "0" }, /seed: wanted a whole number from -2\^63 .*, found "0"/],
  ["half a seed", { seed: 1.5 }, /seed: wanted a whole number from -2\^63 .*, found 1.5/],
  ["a rounded seed", { seed: 2 ** 63 }, /seed: wanted .* as a text where/],
  ["a seed beyond PyTorch's", { seed: `${2n ** 64n}` }, /seed: wanted .* to 2\^64 - 1/],
  ["no options", { options: null }, /options: .*null/],
  ["a time that is none", { startedAt: "noon" }, /startedAt: wanted an ISO 8601 time/],
  ["a loss that is no number", { epochs: [{ ...epoch, loss: NaN }] }, /epochs\.0\.loss: .*null/],
  ["no units", { epochs: [{ ...epoch, klPerUnit: [] }] }, /epochs\.0\.klPerUnit: .*found none/],
  [
    "a state that there is none of",
    { verdict: { ...verdict, state: "fine" } },
    /verdict\.state: wanted healthy or partial collapse or collapsed, found "fine"/,
  ],
  [
    "more active units than units",
    { epochs: [{ ...epoch, activeUnits: 3 }] },
    /no more activeUnits/,
  ],
  ["a gap in the epochs", { epochs: [epoch, { ...epoch, epoch: 3 }] }, /without a gap/],
  ["an end without an epoch", { epochs: [] }, /one epoch or more in a run with finishedAt/],
  ["half a test", { epochs: [{ ...epoch, test: { loss: 1 } }] }, /epochs\.0\.test\.reconstruction/],
];
for (const [what, change, message] of mistakes) {
  it(`parseRunRecord() refuses ${what}, and names file and field`, () => {
    const broken = JSON.stringify({ ...run, ...change });
    const { message: found } = assertThrows(() => parseRunRecord(broken, "a/run.json"), UserError);
    assertEquals(found.startsWith("a/run.json: ") && message.test(found), true, found);
  });
}

it("parseRunRecord() refuses an infinite number, and what is no object", () => {
  const infinite = JSON.stringify(run).replace('"seconds":127.8', '"seconds":1e999');
  assertThrows(() => parseRunRecord(infinite), UserError, "seconds: wanted a finite number");
  for (const text of ["", "{", "null", "[]", "3"]) {
    assertThrows(() => parseRunRecord(text), UserError, "run.json: ");
  }
});

itNeeds(
  ["read", "write"],
  "readRunRecord() reads a folder, and says where there is none",
  async () => {
    const shipped = await readRunRecord("fixtures/anneal-seed-0");
    assertEquals([shipped.task, shipped.epochs.length], ["anneal", 15]);
    const folder = await Deno.makeTempDir();
    await assertRejects(() => readRunRecord(folder), UserError, `no ${folder}/run.json`);
    await Deno.mkdir(`${folder}/run.json`);
    await assertRejects(() => readRunRecord(folder), UserError, `cannot read ${folder}/run.json`);
    await Deno.remove(folder, { recursive: true });
  },
);
