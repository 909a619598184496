/** What lies in --out: nobody's files are lost, and two processes do not mix theirs. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runNumbers } from "./run_numbers.ts";
import { runTask, spawnTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--images", "256", "--backend", "wasm", "--threads", "1", "--epochs", "1"];

/** Every task that writes, a quick call of it, and a file that it would write. */
const WRITERS: [Parameters<typeof runTask>[0], string[], string][] = [
  ["naive", small, "run.json"],
  ["naive", small, "model.safetensors"],
  ["naive", small, "curves.png"],
  ["collapse", small, "timeline.png"],
  ["anneal", small, "metrics.jsonl"],
  ["train", small, "checkpoint.safetensors"],
  ["hysteresis", [...small.slice(0, -1), "3"], "hysteresis.png"],
  ["sample", ["--backend", "cpu"], "samples.png"],
  ["interpolate", ["--backend", "cpu"], "interpolation.png"],
  ["kl", ["--draws", "100"], "kl.png"],
  ["predict", ["--images", "100"], "prediction.png"],
  ["classifier", small, "model.safetensors"],
  ["export", [], "encoder.onnx"],
  ["prior", ["--images", "100", "--backend", "wasm"], "prior.safetensors"],
  ["export", [], "model.safetensors"],
  ["share", ["kl"], "deno.lock"],
  ["sweep", [...small, "--seed", "0"], "runs.csv"],
  ["table", ["fixtures/anneal-seed-0"], "runs.csv"],
  ["cures", [...small, "--seeds", "0", "--methods", "constant"], "cures.json"],
  ["blame", ["--images", "256", "--refined", "2", "--backend", "wasm"], "blame.json"],
  ["blame", [...small, "--stages", "--refined", "2"], "linear_seed-0.json"],
  ["transition", ["--images", "256"], "transition.png"],
];

itNeeds(
  rights,
  "no task replaces a file that is not its own, unless --force is given",
  async () => {
    for (const [task, args, name] of WRITERS) {
      await withFolder(async (out) => {
        await Deno.writeTextFile(`${out}/${name}`, "mine");
        await Deno.writeTextFile(`${out}/settings.json.12.tmp`, "mine too");
        const { status, stderr } = await runTask(task, ...args, "--out", out);
        assertEquals(status, 1, `${task}: ${stderr}`);
        assertMatch(stderr, new RegExp(`^error: .*${name}.*--out.*--force`, "m"), task);
        const names = [...Deno.readDirSync(out)].map(({ name }) => name).sort();
        assertEquals(names, [name, "settings.json.12.tmp"].sort(), task);
        for (const text of names) {
          assert(
            (await Deno.readTextFile(`${out}/${text}`)).startsWith("mine"),
            `${task}: ${text}`,
          );
        }
      });
    }
  },
);

itNeeds(rights, "--force replaces what is in the way, and leaves all else", async () => {
  await withFolder(async (out) => {
    const mine = ["run.json", "curves.png", "timeline.png", "settings.json.12.tmp"];
    for (const name of mine) await Deno.writeTextFile(`${out}/${name}`, "mine");
    const { status, stderr } = await runTask("naive", ...small, "--out", out, "--force");
    assertEquals(status, 0, stderr);
    assertEquals(JSON.parse(await Deno.readTextFile(`${out}/run.json`)).task, "naive");
    for (const name of ["timeline.png", "settings.json.12.tmp"]) {
      assertEquals(await Deno.readTextFile(`${out}/${name}`), "mine");
    }
  });
});

itNeeds(rights, "the model of a finished run is not replaced by a classifier", async () => {
  await withFolder(async (out) => {
    assertEquals((await runTask("naive", ...small, "--out", out)).status, 0);
    const before = await runNumbers(out);
    for (const task of ["classifier", "train"] as const) {
      const { status, stderr } = await runTask(task, ...small, "--out", out);
      assertEquals(status, 1, stderr);
      assertMatch(stderr, /model\.safetensors is there already|its task was "naive"/);
    }
    assertEquals(await runNumbers(out), before);
    // What has other names may lie beside it.
    assertEquals((await runTask("kl", "--draws", "100", "--out", out)).status, 0);
    assertEquals((await runTask("kl", "--draws", "100", "--out", out)).status, 0);
  });
});

itNeeds(
  rights,
  "a second process in the folder of a run is told so, and changes nothing",
  async () => {
    await withFolder(async (folder) => {
      const [out, alone] = [`${folder}/run`, `${folder}/alone`];
      const args = [...small, "--epochs", "3", "--quiet"];
      const first = spawnTask("naive", [...args, "--out", out]);
      const output = first.output();
      while (!await Deno.stat(`${out}/run.json`).catch(() => false)) {
        await new Promise((done) => setTimeout(done, 5));
      }
      for (const more of [[], ["--resume"], ["--force"]]) {
        const { status, stderr } = await runTask("naive", ...args, ...more, "--out", out);
        assertEquals(status, 1, stderr);
        assertMatch(stderr, new RegExp(`is in use by process ${first.pid}, since 20`));
      }
      assertEquals((await output).code, 0);
      assertEquals((await runTask("naive", ...args, "--out", alone)).status, 0);
      assertEquals(await runNumbers(out), await runNumbers(alone));
    });
  },
);
