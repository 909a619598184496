/** A run knows its images by their SHA-256: not by their number, nor by where they lie. */
import { assertEquals, assertMatch } from "@std/assert";
import { loadMnist } from "../../lib/data/mnist.ts";
import { writeImages } from "../data/write_images.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runNumbers } from "./run_numbers.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const small = ["--backend", "wasm", "--threads", "1", "--quiet"];

itNeeds(rights, "a run is resumed with its own images alone, wherever they lie", async () => {
  const mnist = await loadMnist({ count: 512 });
  await withFolder(async (folder) => {
    await writeImages(`${folder}/D/ok`, mnist, [0, 256]);
    await writeImages(`${folder}/other`, mnist, [256, 512]);
    const out = `${folder}/run`;
    const run = async (status: number, data: string, epochs: number, ...more: string[]) => {
      const args = ["--data", data, "--epochs", `${epochs}`, ...small, "--out", out, ...more];
      const result = await runTask("naive", ...args);
      assertEquals(result.status, status, result.stderr);
      return result.stderr;
    };
    await run(0, `${folder}/D/ok`, 1);
    const before = await runNumbers(out);
    const words =
      /its 256 images were others: those of \S+D\/ok had the SHA-256 \w{12}\.\.\., those of \S+other have/;
    assertMatch(await run(1, `${folder}/other`, 2, "--resume"), words);
    assertMatch(await run(1, `${folder}/other`, 1), words);
    assertMatch(
      await run(1, "mnist", 2, "--resume"),
      /it was trained on 256 images of \S+, here there are 60000/,
    );
    assertEquals(await runNumbers(out), before);

    await run(0, `${folder}/D/ok/`, 2, "--resume");
    await Deno.rename(`${folder}/D`, `${folder}/moved`);
    await run(0, `${folder}/moved/../moved/ok`, 3, "--resume");
    await run(0, "mnist", 4, "--resume", "--images", "256"); // the same pixels
    assertEquals(JSON.parse(await Deno.readTextFile(`${out}/run.json`)).epochs.length, 4);
  });
});

itNeeds(
  rights,
  "compare warns of other images, and of none where only their place differs",
  async () => {
    const mnist = await loadMnist({ count: 512 });
    await withFolder(async (folder) => {
      await writeImages(`${folder}/a`, mnist, [0, 256]);
      await writeImages(`${folder}/b`, mnist, [256, 512]);
      const train = async (name: string, ...args: string[]) => {
        const out = `${folder}/${name}`;
        const all = ["--epochs", "1", ...small, ...args, "--out", out];
        assertEquals((await runTask("naive", ...all)).status, 0);
        return out;
      };
      const one = await train("one", "--data", `${folder}/a`);
      const same = await train("same", "--images", "256");
      const other = await train("other", "--data", `${folder}/b`);
      const compare = async (...runs: string[]) => {
        const { stdout } = await runTask("compare", ...runs, "--out", `${folder}/compare`);
        return /different images/.test(stdout);
      };
      assertEquals(await compare(one, other), true);
      assertEquals(await compare(one, same), false);
    });
  },
);
