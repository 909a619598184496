import { assertEquals, assertRejects } from "@std/assert";
import { openOutput } from "../../lib/cli/open_output.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);

itNeeds(
  ["read", "write"],
  "openOutput() takes pictures of version 0.1.0 in the default folder for the task's own",
  async () => {
    await withFolder(async (folder) => {
      const before = Deno.cwd();
      Deno.chdir(folder);
      try {
        const open = (out: string) => openOutput({ task: "kl", out, force: false }, ["kl.png"]);
        for (const out of ["out/kl", "elsewhere"]) {
          await Deno.mkdir(out, { recursive: true });
          await Deno.writeTextFile(`${out}/kl.png`, "no picture at all");
          await assertRejects(() => open(out), UserError, "kl.png is there already");
          await Deno.writeFile(`${out}/kl.png`, PNG);
        }
        await assertRejects(() => open("elsewhere"), UserError, "kl.png is there already");
        {
          using output = await open("out/kl");
          await output.write("kl.png", "new");
        }
        assertEquals(await Deno.readTextFile("out/kl/kl.png"), "new");
        // From now on the folder has a list: what is not on it is somebody else's.
        await Deno.writeFile("out/kl/kl.png", PNG);
        await assertRejects(() => open("out/kl"), UserError, "kl.png is there already");
      } finally {
        Deno.chdir(before);
      }
    });
  },
);
