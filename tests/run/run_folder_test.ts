import { assert, assertEquals, assertRejects } from "@std/assert";
import type { StoredCheckpoint } from "../../lib/run/checkpoint.ts";
import { NO_METRICS } from "../../lib/run/metrics_position.ts";
import { RunFolder } from "../../lib/run/run_folder.ts";
import type { RunRecord } from "../../lib/run/run_record.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const record: RunRecord = {
  ...{ task: "naive", seed: 0, options: { divisor: "rows" }, backend: "cpu" },
  ...{ data: { name: "mnist", images: 2 }, versions: {}, seconds: 0, epochs: [] },
  startedAt: "2026-11-25T22:31:57.414Z",
};
const batch = { kind: "batch", epoch: 1, batches: 2, klWeight: 0.1 + 0.2 } as const;
const batches = [
  { ...batch, batch: 0, loss: 3, reconstruction: 2, kl: 1 },
  { ...batch, batch: 1, loss: 2.5, reconstruction: 2, kl: 1 / 3 },
];

/** The names in a folder, without the lock. */
const names = (path: string) =>
  [...Deno.readDirSync(path)].map(({ name }) => name).filter((name) => name !== ".vae-lab.lock")
    .sort();

/** A checkpoint that says no more than a folder asks of it. */
const at = (metrics: StoredCheckpoint["metrics"]) => ({ record, metrics }) as StoredCheckpoint;

itNeeds(["read", "write"], "RunFolder writes complete files and no temporary ones", async () => {
  await withFolder(async (parent) => {
    using folder = await RunFolder.open(`${parent}/a/b`);
    await folder.write("run.json", "one");
    await folder.write("run.json", "two");
    assertEquals(await Deno.readTextFile(`${parent}/a/b/run.json`), "two");
    assertEquals(names(`${parent}/a/b`), ["run.json"]);
  });
});

itNeeds(
  ["read", "write"],
  "RunFolder keeps the old file where the new one cannot be put",
  async () => {
    await withFolder(async (path) => {
      using folder = await RunFolder.open(path);
      await folder.write("run.json", "old");
      const rename = Deno.rename;
      try {
        Deno.rename = () =>
          Promise.reject(Object.assign(new Error("disk full"), { code: "ENOSPC" }));
        await assertRejects(() => folder.write("run.json", "new"), UserError, "disk full");
      } finally {
        Deno.rename = rename;
      }
      assertEquals(await Deno.readTextFile(`${path}/run.json`), "old");
      assertEquals(names(path), ["run.json"]);
    });
  },
);

itNeeds(
  ["read", "write"],
  "RunFolder takes a run.json that no run wrote for no earlier run",
  async () => {
    await withFolder(async (path) => {
      using folder = await RunFolder.open(path);
      assertEquals(await folder.earlier(), undefined);
      for (const text of ["", "null", "{}", "[1]", '{"options":{"seed":3}}', '{"options":']) {
        await folder.write("run.json", text);
        assertEquals(await folder.earlier(), undefined, text);
      }
      await folder.writeRecord(record);
      assertEquals(await folder.earlier(), record);
    });
  },
);

itNeeds(
  ["read", "write"],
  "RunFolder begins without the files of the earlier run, and leaves all others",
  async () => {
    await withFolder(async (path) => {
      using folder = await RunFolder.open(path);
      await folder.writeRecord(record);
      const others = [
        ...["holiday.png", "notes.txt", "settings.json.12.tmp", "model.safetensors.9.tmp"],
        ...["reconstructions-mine.png", "timeline.png", "run.json.20261125T223157415Z.tmp"],
      ];
      const own = [
        "checkpoint.safetensors",
        "model.safetensors",
        "curves.png",
        "run.json.20261125T223157414Z.tmp",
      ];
      for (const name of [...own, ...others]) await Deno.writeTextFile(`${path}/${name}`, "");
      await folder.begin(["naive"]);
      assertEquals(names(path), [...others, "metrics.jsonl"].sort());
      await folder.begin(["naive", "collapse"]);
      assert(!names(path).includes("timeline.png"));
    });
  },
);

itNeeds(["read", "write"], "RunFolder says in one line why it cannot write", async () => {
  await withFolder(async (parent) => {
    await Deno.writeTextFile(`${parent}/file`, "");
    await assertRejects(
      () => RunFolder.open(`${parent}/file/out`),
      UserError,
      "Choose another folder with `out`.",
    );
    using folder = await RunFolder.open(`${parent}/gone`);
    await Deno.remove(`${parent}/gone`, { recursive: true });
    await assertRejects(() => folder.write("run.json", ""), UserError, "cannot write");
    await assertRejects(() => folder.begin(["naive"]), UserError, "cannot write");
  });
});

itNeeds(["read", "write"], "metrics.jsonl holds a line for each batch, appended", async () => {
  await withFolder(async (path) => {
    using folder = await RunFolder.open(path);
    await folder.begin(["naive"]);
    await folder.appendMetrics(batches.slice(0, 1));
    await folder.appendMetrics(batches.slice(1));
    assertEquals(
      await Deno.readTextFile(`${path}/metrics.jsonl`),
      '{"epoch":1,"batch":0,"loss":3,"reconstruction":2,"kl":1,"klWeight":0.30000000000000004}\n' +
        '{"epoch":1,"batch":1,"loss":2.5,"reconstruction":2,"kl":0.3333333333333333,' +
        '"klWeight":0.30000000000000004}\n',
    );
  });
});

itNeeds(
  ["read", "write"],
  "RunFolder resumes with the batches that the checkpoint counts",
  async () => {
    await withFolder(async (path) => {
      const file = `${path}/metrics.jsonl`;
      using folder = await RunFolder.open(path);
      await folder.begin(["naive"]);
      await folder.appendMetrics(batches.slice(0, 1));
      const first = folder.metrics();
      await folder.appendMetrics(batches.slice(1));
      const whole = await Deno.readTextFile(file);
      // Killed while it appended: what the checkpoint does not count is cut off.
      await Deno.writeTextFile(file, whole + '{"epoch":2,"ba');
      assertEquals(await folder.resume(at(first), 2), batches.slice(0, 1));
      assertEquals(folder.startedAt, record.startedAt);
      await folder.appendMetrics(batches.slice(1));
      assertEquals(await Deno.readTextFile(file), whole);
      assertEquals(await folder.resume(at(folder.metrics()), 2), batches);
      // Altered, cut short, gone.
      const position = folder.metrics();
      for (
        const text of [whole.replace("2.5", "2.6"), whole.slice(0, -1), "", whole.replace("3", "x")]
      ) {
        await Deno.writeTextFile(file, text);
        await assertRejects(
          () => folder.resume(at(position), 2),
          UserError,
          "was cut short or altered",
        );
        assertEquals(await Deno.readTextFile(file), text);
      }
      await Deno.remove(file);
      await assertRejects(
        () => folder.resume(at(position), 2),
        UserError,
        "was cut short or altered",
      );
      // The first format kept the batches in the checkpoint.
      assertEquals(await folder.resume({ ...at(NO_METRICS), batches }, 2), batches);
      assertEquals(await Deno.readTextFile(file), whole);
    });
  },
);

itNeeds(["read", "write"], "RunFolder refuses a run.json that it could not read back", async () => {
  await withFolder(async (path) => {
    using folder = await RunFolder.open(path);
    await folder.writeRecord(record);
    const epoch = { epoch: 1, loss: 1, reconstruction: 1, kl: 1, klWeight: 1, activeUnits: 1 };
    const klPerUnit = Array(2 ** 22).fill(1.2345678901);
    const epochs = [{ ...epoch, seconds: 1, klPerUnit }];
    await assertRejects(() => folder.writeRecord({ ...record, epochs }), UserError, "would have");
    assertEquals(await folder.earlier(), record);
  });
});

itNeeds(
  ["read", "write"],
  "a run of 600,000 batches is resumed, and its checkpoint stays small",
  async () => {
    await withFolder(async (path) => {
      using folder = await RunFolder.open(path);
      await folder.begin(["naive"]);
      const per = 60_000, epochs = 10;
      for (let epoch = 1; epoch <= epochs; epoch++) {
        const lines = Array.from({ length: per }, (_, batch) => ({
          ...{ kind: "batch" as const, epoch, batch, batches: per },
          ...{ loss: 1 / (batch + 3), reconstruction: 1 / (batch + 7), kl: 1 / (batch + 9) },
          klWeight: 1 / epoch,
        }));
        await folder.appendMetrics(lines);
      }
      const { bytes } = folder.metrics();
      assertEquals((await Deno.stat(`${path}/metrics.jsonl`)).size, bytes);
      const read = await folder.resume(at(folder.metrics()), per);
      assertEquals(read.length, per * epochs);
      const { kind: _, ...last } = read[read.length - 1];
      assertEquals(last, {
        ...{ epoch: 10, batch: per - 1, batches: per, klWeight: 0.1 },
        ...{ loss: 1 / (per + 2), reconstruction: 1 / (per + 6), kl: 1 / (per + 8) },
      });
    });
  },
);

itNeeds(["read", "write"], "the longest run.json that is written can be read", async () => {
  await withFolder(async (path) => {
    using folder = await RunFolder.open(path);
    const epochs = Array.from({ length: 300 }, (_, i) => ({
      ...{ epoch: i + 1, loss: 1 / 3, reconstruction: 1 / 7, kl: 1 / 9, klWeight: 1, seconds: 1 },
      ...{ activeUnits: 7, klPerUnit: Array.from({ length: 784 }, (_, unit) => 1 / (unit + 3)) },
    }));
    await folder.writeRecord({ ...record, epochs });
    assertEquals((await folder.earlier())?.epochs, epochs);
  });
});
