/** A file is written under a temporary name and renamed: what stands under that name is not followed. */
import { assertEquals } from "@std/assert";
import { writeAtomic } from "../../lib/file/write_atomic.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

itNeeds(["read", "write"], "writeAtomic() writes through no link that lies in wait", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/victim.txt`, "somebody's own");
    await Deno.symlink(`${folder}/victim.txt`, `${folder}/progress.json.7.tmp`);
    await writeAtomic(`${folder}/progress.json`, "new", "7");
    assertEquals(await Deno.readTextFile(`${folder}/victim.txt`), "somebody's own");
    assertEquals(await Deno.readTextFile(`${folder}/progress.json`), "new");
    assertEquals((await Deno.lstat(`${folder}/progress.json`)).isSymlink, false);
  });
});

itNeeds(["read", "write"], "writeAtomic() replaces what a killed process left", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a.json.7.tmp`, "half a fi");
    await writeAtomic(`${folder}/a.json`, "all of it", "7");
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names, ["a.json"]);
    assertEquals(await Deno.readTextFile(`${folder}/a.json`), "all of it");
  });
});
