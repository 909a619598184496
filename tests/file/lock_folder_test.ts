import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { lockFolder } from "../../lib/file/lock_folder.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

itNeeds(["read", "write"], "lockFolder() lets one in at a time", async () => {
  await withFolder(async (path) => {
    const lock = await lockFolder(path);
    const error = await assertRejects(() => lockFolder(path), UserError);
    assertMatch(error.message, / is in use by process \d+, since 20\S+Z: another run may still be/);
    lock[Symbol.dispose]();
    assertEquals([...Deno.readDirSync(path)], []);
    (await lockFolder(path))[Symbol.dispose]();
  });
});

itNeeds(["read", "write"], "lockFolder() takes over a lock whose process has died", async () => {
  await withFolder(async (path) => {
    await Deno.writeTextFile(
      `${path}/.vae-lab.lock`,
      '{"process":1,"since":"2026-11-25T22:31:57.414Z"}',
    );
    using _ = await lockFolder(path);
    assertMatch(
      await Deno.readTextFile(`${path}/.vae-lab.lock`),
      new RegExp(`"process":${Deno.pid},`),
    );
  });
});

itNeeds(["read", "write"], "lockFolder() shows nothing of a note that no run wrote", async () => {
  for (
    const note of [
      "",
      "{",
      "null",
      '{"process":"\\u001b[2J","since":"2026-11-25"}',
      "x".repeat(9999),
    ]
  ) {
    await withFolder(async (path) => {
      const file = await Deno.open(`${path}/.vae-lab.lock`, { write: true, create: true });
      await file.write(new TextEncoder().encode(note));
      assert(await file.tryLock(true));
      const error = await assertRejects(() => lockFolder(path), UserError);
      assertMatch(error.message, / is in use: another run/);
      file.close();
    });
  }
});

itNeeds(
  ["read", "write"],
  "lockFolder() among many at once lets in one after the other",
  async () => {
    await withFolder(async (path) => {
      let inside = 0, done = 0;
      await Promise.all(Array.from({ length: 20 }, async () => {
        while (true) {
          const lock = await lockFolder(path).catch((error) => {
            if (!(error instanceof UserError)) throw error;
          });
          if (!lock) {
            await new Promise((resolve) => setTimeout(resolve, 1));
            continue;
          }
          assertEquals(++inside, 1);
          await new Promise((resolve) => setTimeout(resolve, 1));
          inside--;
          done++;
          return lock[Symbol.dispose]();
        }
      }));
      assertEquals(done, 20);
    });
  },
);
