import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
const script = fileURLToPath(new URL("../../scripts/kl.ts", import.meta.url));

/** Runs the task `kl` with this current folder; what the default of `--out` means depends on it. */
async function runIn(cwd: string, out: string) {
  const rights = ["--no-prompt", "--allow-read", "--allow-write", "--allow-ffi"];
  const args = ["run", ...rights, script, "--out", out];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

itNeeds(
  ["read", "write", "run"],
  "openOutput() takes pictures of version 0.1.0 in the default folder for the task's own",
  async () => {
    await withFolder(async (folder) => {
      const assertRefused = async (out: string) => {
        const { code, stderr } = await runIn(folder, out);
        assertStringIncludes(stderr, "kl.png is there already");
        assertEquals(code, 1);
      };
      for (const out of ["out/kl", "elsewhere"]) {
        await Deno.mkdir(`${folder}/${out}`, { recursive: true });
        await Deno.writeTextFile(`${folder}/${out}/kl.png`, "no picture at all");
        await assertRefused(out);
        await Deno.writeFile(`${folder}/${out}/kl.png`, PNG);
      }
      await assertRefused("elsewhere");

      assertEquals(await runIn(folder, "out/kl"), { code: 0, stderr: "" });
      const { size } = await Deno.stat(`${folder}/out/kl/kl.png`);
      assertEquals(size > PNG.length, true);
      // From now on the folder has a list: what is not on it is somebody else's.
      await Deno.writeFile(`${folder}/out/kl/kl.png`, PNG);
      await assertRefused("out/kl");
    });
  },
);
