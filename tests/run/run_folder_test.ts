import { assertEquals, assertRejects } from "@std/assert";
import { RunFolder } from "../../lib/run/run_folder.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";

itNeeds(["read", "write"], "RunFolder writes whole files and leaves no temporary one", async () => {
  const parent = await Deno.makeTempDir();
  const folder = await RunFolder.open(`${parent}/a/b`);
  await folder.write("run.json", "one");
  await folder.write("run.json", "two");
  assertEquals(await Deno.readTextFile(`${parent}/a/b/run.json`), "two");
  assertEquals([...Deno.readDirSync(`${parent}/a/b`)].map(({ name }) => name), ["run.json"]);
  await Deno.remove(parent, { recursive: true });
});

itNeeds(
  ["read", "write"],
  "RunFolder keeps the old file where the new one cannot be put",
  async () => {
    const path = await Deno.makeTempDir();
    const folder = await RunFolder.open(path);
    await folder.write("run.json", "old");
    const rename = Deno.rename;
    try {
      Deno.rename = () => Promise.reject(Object.assign(new Error("disk full"), { code: "ENOSPC" }));
      await assertRejects(() => folder.write("run.json", "new"), UserError, "disk full");
    } finally {
      Deno.rename = rename;
    }
    assertEquals(await Deno.readTextFile(`${path}/run.json`), "old");
    assertEquals([...Deno.readDirSync(path)].map(({ name }) => name), ["run.json"]);
    await Deno.remove(path, { recursive: true });
  },
);

itNeeds(
  ["read", "write"],
  "RunFolder takes a run.json that is none for no earlier run",
  async () => {
    const path = await Deno.makeTempDir();
    const folder = await RunFolder.open(path);
    assertEquals(await folder.earlier(), undefined);
    for (const text of ["", "null", "{}", "[1]", '{"options":null}', '{"options":']) {
      await folder.write("run.json", text);
      assertEquals(await folder.earlier(), undefined, text);
    }
    await folder.write("run.json", '{"options":{"seed":3}}');
    assertEquals((await folder.earlier())?.options, { seed: 3 });
    await Deno.remove(path, { recursive: true });
  },
);

itNeeds(["read", "write"], "RunFolder clears a run's own files, and no other", async () => {
  const path = await Deno.makeTempDir();
  const folder = await RunFolder.open(path);
  const own = [
    "run.json",
    "checkpoint.safetensors",
    "model.safetensors",
    "curves.png",
    "reconstructions-plateau.png",
  ];
  for (const name of [...own, "holiday.png", "notes.txt"]) await folder.write(name, "");
  await folder.clear();
  const left = [...Deno.readDirSync(path)].map(({ name }) => name).sort();
  assertEquals(left, ["holiday.png", "notes.txt"]);
  await Deno.remove(path, { recursive: true });
});

itNeeds(["read", "write"], "RunFolder removes what killed runs left unfinished", async () => {
  const path = await Deno.makeTempDir();
  const others = ["data.tmp", "notes.txt.7.tmp", "run.json"];
  for (
    const name of ["model.safetensors.17.tmp", "curves.png.4.tmp", "run.json.1.tmp", ...others]
  ) {
    await Deno.writeTextFile(`${path}/${name}`, "half of");
  }
  await RunFolder.open(path);
  assertEquals([...Deno.readDirSync(path)].map(({ name }) => name).sort(), others);
  await Deno.remove(path, { recursive: true });
});

itNeeds(["read", "write"], "RunFolder says in one line why it cannot write", async () => {
  const parent = await Deno.makeTempDir();
  await Deno.writeTextFile(`${parent}/file`, "");
  await assertRejects(() => RunFolder.open(`${parent}/file/out`), UserError, "--out");
  const folder = await RunFolder.open(`${parent}/gone`);
  await Deno.remove(`${parent}/gone`);
  await assertRejects(() => folder.write("run.json", ""), UserError, "cannot write");
  await Deno.remove(parent, { recursive: true });
});

itNeeds(["read", "write"], "metrics.jsonl holds a line for each batch", async () => {
  const path = await Deno.makeTempDir();
  const folder = await RunFolder.open(path);
  const batch = { kind: "batch", epoch: 1, batches: 2, klWeight: 1 } as const;
  await folder.writeMetrics([
    { ...batch, batch: 0, loss: 3, reconstruction: 2, kl: 1 },
    { ...batch, batch: 1, loss: 2.5, reconstruction: 2, kl: 0.5 },
  ]);
  assertEquals(
    await Deno.readTextFile(`${path}/metrics.jsonl`),
    '{"epoch":1,"batch":0,"loss":3,"reconstruction":2,"kl":1}\n' +
      '{"epoch":1,"batch":1,"loss":2.5,"reconstruction":2,"kl":0.5}\n',
  );
  await Deno.remove(path, { recursive: true });
});
