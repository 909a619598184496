/** What breaks under a run: one line, status 1, and every file that was there before is there as it was. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { writeSafetensors } from "../../lib/file/safetensors.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runNumbers } from "./run_numbers.ts";
import { runTask, spawnTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--images", "256", "--backend", "wasm", "--threads", "1", "--quiet"];

/** The one line that a failing run prints. */
function assertFault(status: number, stderr: string, words: RegExp): void {
  assertEquals(status, 1, stderr);
  assertEquals(stderr.trimEnd().split("\n").length, 1, stderr);
  assertMatch(stderr, words);
}

async function fail(words: RegExp, ...args: string[]): Promise<void> {
  const { status, stderr } = await runTask("naive", ...small, ...args);
  assertFault(status, stderr, words);
}

const mount = async (...args: string[]) =>
  (await new Deno.Command("mount", { args, stderr: "null" }).output()).success;

async function mayMount(): Promise<boolean> {
  const granted = rights.every((name) => Deno.permissions.querySync({ name }).state === "granted");
  if (Deno.build.os !== "linux" || !granted) return false;
  const folder = await Deno.makeTempDir();
  const may = await mount("-t", "tmpfs", "tmpfs", folder).catch(() => false);
  if (may) await new Deno.Command("umount", { args: [folder] }).output();
  await Deno.remove(folder);
  return may;
}

/** Lends a small disk of its own, where this machine lets us mount one. */
const may = await mayMount();
function onDisk(size: string, name: string, use: (disk: string) => Promise<void>): void {
  if (!may) return it.skip(`${name} (skipped: needs root to mount a disk)`, () => {});
  itNeeds(rights, name, () =>
    withFolder(async (disk) => {
      assert(await mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk));
      try {
        await use(disk);
      } finally {
        await new Deno.Command("umount", { args: [disk] }).output();
      }
    }));
}

onDisk("4m", "a full disk ends a run in one line, and leaves whole files only", async (disk) => {
  const out = `${disk}/run`;
  await fail(
    /^error: cannot write .*checkpoint\.safetensors: No space left on device.* Make room there/,
    ...["--epochs", "2", "--out", out],
  );
  // The first epoch's numbers and model were there before the checkpoint found no room.
  const { "run.json": record, ...rest } = await runNumbers(out);
  assertEquals((record as { epochs: unknown[] }).epochs.length, 1);
  assertEquals(Object.keys(rest), ["metrics.jsonl", "model.safetensors"]);
  await withFolder(async (samples) => {
    const args = ["--model", `${out}/model.safetensors`, "--out", samples];
    const { status, stderr } = await runTask("sample", ...args);
    assertEquals(status, 0, stderr);
  });
});

onDisk("4m", "a full disk is told what is kept, and that nothing can be resumed", async (disk) => {
  const out = `${disk}/run`;
  const args = [...small.slice(0, -1), "--epochs", "2", "--out", out]; // not --quiet
  const { status, stderr } = await runTask("naive", ...args);
  assertEquals(status, 1);
  assertMatch(
    stderr,
    /^kept in \S+: the numbers so far and the model after epoch 1\. There is no checkpoint to resume from\.$/m,
  );
});

onDisk("1m", "a disk too small for the model is not said to hold one", async (disk) => {
  const args = [...small.slice(0, -1), "--epochs", "2", "--out", `${disk}/run`];
  const { status, stderr } = await runTask("naive", ...args);
  assertEquals(status, 1);
  assertMatch(stderr, /^error: cannot write \S+model\.safetensors: No space left on device/m);
  assertMatch(
    stderr,
    /^kept in \S+: the numbers so far\. There is no checkpoint to resume from\.$/m,
  );
  assertEquals(stderr.includes("model after"), false);
});

itNeeds(rights, "a run that diverges is not said to go well when it is resumed", async () => {
  await withFolder(async (out) => {
    const args = [...small.slice(0, -1), "--epochs", "9", "--learning-rate", "1000", "--out", out];
    for (const more of [[], ["--resume"]]) {
      const { status, stderr } = await runTask("collapse", ...args, ...more);
      assertEquals(status, 1);
      assertMatch(stderr, /^error: the loss is NaN .* training diverged\./m);
      assertMatch(
        stderr,
        /^kept in .* A resumed run would diverge again; start with a lower --learning-rate or --beta, and --force/m,
      );
      assertEquals(/--resume continues/.test(stderr), false, stderr);
    }
  });
});

onDisk("9m", "a disk that fills up later leaves the checkpoint before as it was", async (disk) => {
  const [out, whole] = [`${disk}/run`, `${disk}/../${crypto.randomUUID()}`];
  assertEquals((await runTask("naive", ...small, "--epochs", "1", "--out", out)).status, 0);
  await fail(
    /^error: cannot write .*checkpoint\.safetensors: No space left on device/,
    ...["--epochs", "2", "--resume", "--out", out],
  );
  const args = ["-o", "remount,size=32m", disk];
  assert(await mount(...args));
  assertEquals(
    (await runTask("naive", ...small, "--epochs", "2", "--resume", "--out", out)).status,
    0,
  );
  assertEquals((await runTask("naive", ...small, "--epochs", "2", "--out", whole)).status, 0);
  assertEquals(await runNumbers(out), await runNumbers(whole));
  await Deno.remove(whole, { recursive: true });
});

onDisk("32m", "a folder that can only be read is left as it is, in one line", async (disk) => {
  const out = `${disk}/run`;
  assertEquals((await runTask("naive", ...small, "--epochs", "1", "--out", out)).status, 0);
  const before = await runNumbers(out);
  assert(await mount("-o", "remount,ro", disk));
  const words = /^error: cannot write .*: Read-only file system.* Choose another folder with --out/;
  await fail(words, "--epochs", "1", "--out", out);
  await fail(words, "--epochs", "2", "--resume", "--out", out);
  await fail(words, "--epochs", "1", "--seed", "3", "--force", "--out", out);
  await fail(words, "--epochs", "1", "--out", `${disk}/other`);
  assertEquals(await runNumbers(out), before);
});

itNeeds(rights, "a run whose folder vanishes ends in one line", async () => {
  await withFolder(async (folder) => {
    const out = `${folder}/run`;
    const process = spawnTask("naive", [...small, "--epochs", "12", "--out", out]);
    const output = process.output();
    while (!await Deno.stat(`${out}/checkpoint.safetensors`).catch(() => false)) {
      await new Promise((done) => setTimeout(done, 10));
    }
    await Deno.rename(out, `${folder}/elsewhere`);
    const { code, stderr } = await output;
    assertFault(
      code,
      new TextDecoder().decode(stderr),
      /cannot write .*run.*: No such file or directory/,
    );
    // What was there goes on elsewhere.
    const rest = ["--epochs", "12", "--resume", "--out", `${folder}/elsewhere`];
    assertEquals((await runTask("naive", ...small, ...rest)).status, 0);
  });
});

itNeeds(
  rights,
  "a checkpoint that was cut short or altered is refused, and left as it is",
  async () => {
    await withFolder(async (out) => {
      assertEquals((await runTask("naive", ...small, "--epochs", "1", "--out", out)).status, 0);
      const file = `${out}/checkpoint.safetensors`;
      const bytes = await Deno.readFile(file);
      const model = await Deno.readFile(`${out}/model.safetensors`);
      const altered = bytes.slice();
      altered[bytes.length - 1000] ^= 1;
      for (
        const [content, words] of [
          [
            bytes.subarray(0, 100_000),
            /checkpoint\.safetensors: not a valid safetensors file: the values of \S+ end at \d+, the file has/,
          ],
          [
            new Uint8Array(),
            /checkpoint\.safetensors: an empty file \(0 bytes\); wanted a safetensors file/,
          ],
          [altered, /checkpoint\.safetensors was altered: its SHA-256 is .* --force/],
          [model, /checkpoint\.safetensors: not a checkpoint: its format is "pt"/],
        ] as const
      ) {
        await Deno.writeFile(file, content);
        const before = await runNumbers(out);
        await fail(words, "--epochs", "2", "--resume", "--out", out);
        assertEquals(await runNumbers(out), before);
        assertEquals(await Deno.readFile(file), content);
      }
    });
  },
);

itNeeds(rights, "a NaN in a model file is named by its place", async () => {
  await withFolder(async (folder) => {
    const state = new Vae({ latentSize: 8, random: new TorchRandom(0) }).stateDict();
    state["encoder.net.0.bias"].values[5] = NaN;
    const file = `${folder}/model.safetensors`;
    await Deno.writeFile(file, writeSafetensors(state));
    for (const task of ["sample", "interpolate", "export"] as const) {
      const { status, stderr } = await runTask(
        task,
        "--model",
        file,
        "--quiet",
        "--out",
        `${folder}/x`,
      );
      assertFault(status, stderr, /model\.safetensors: value 5 of encoder\.net\.0\.bias is NaN/);
    }
  });
});

itNeeds(rights, "a thread of wasm that ends takes nothing with it", async () => {
  // Deno has no way to end a thread from outside: this ends them from within, after the first batches.
  const preload = `data:text/javascript,${
    encodeURIComponent(`
      import { Worker } from "node:worker_threads";
      const { unref } = Worker.prototype; // called when a thread has started
      Worker.prototype.unref = function () {
        setTimeout(() => this.terminate(), 700);
        return unref.call(this);
      };`)
  }`;
  await withFolder(async (folder) => {
    const models = [];
    for (const [threads, flags] of [["1", []], ["2", [`--preload=${preload}`]]] as const) {
      const out = `${folder}/${threads}`;
      const args = ["--backend", "wasm", "--threads", threads, "--epochs", "2", "--images", "9000"];
      const process = spawnTask("naive", [...args, "--quiet", "--out", out], flags);
      const { code, stderr } = await process.output();
      assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
      const { epochs } = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
      models.push(epochs.map(({ loss }: { loss: number }) => loss));
    }
    assertEquals(models[1], models[0]);
  });
});
