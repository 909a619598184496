import { assertEquals, assertRejects } from "@std/assert";
import { readPlainFile } from "../../lib/file/read_plain_file.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

itNeeds(["read", "write"], "readPlainFile() reads a file up to its bound", async () => {
  await withFolder(async (folder) => {
    const file = `${folder}/file`;
    assertEquals(await readPlainFile(file, 3), undefined);
    await Deno.writeFile(file, new Uint8Array([1, 2, 3]));
    assertEquals(await readPlainFile(file, 3), new Uint8Array([1, 2, 3]));
    assertEquals(await readPlainFile(`${file}/x`, 3), undefined);
    await assertRejects(() => readPlainFile(file, 2), UserError, "3 bytes; wanted at most 2");
  });
});

itNeeds(
  ["read", "write", "run"],
  "readPlainFile() refuses folders, devices, pipes and loops, and does not wait",
  async () => {
    await withFolder(async (folder) => {
      const refuses = (path: string, message: string) =>
        assertRejects(() => readPlainFile(path, 100), UserError, message);
      await refuses(folder, `cannot read ${folder}: it is a folder`);
      if (Deno.build.os === "windows") return;
      await refuses("/dev/zero", "cannot read /dev/zero: it is a device or a pipe");
      await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
      await refuses(`${folder}/pipe`, "pipe: it is a device or a pipe");
      await Deno.symlink(`${folder}/loop`, `${folder}/loop`);
      await refuses(`${folder}/loop`, `cannot read ${folder}/loop: `);
    });
  },
);
