import { assertEquals, assertRejects } from "@std/assert";
import { OutputFolder } from "../../lib/run/output_folder.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const write = async (path: string, task: string, text: string, force = false) => {
  using folder = await OutputFolder.open(path, { task, files: ["samples.png"], force });
  await folder.write("samples.png", text);
};
const refused = (path: string, task: string) =>
  assertRejects(
    () => write(path, task, "lost"),
    UserError,
    `${path}/samples.png is there already, and is not known to be an earlier result of this task`,
  );

itNeeds(["read", "write"], "OutputFolder replaces its task's earlier results", async () => {
  await withFolder(async (path) => {
    for (const text of ["one", "two", "two", "three"]) {
      await write(`${path}/deep/out`, "sample", text);
      assertEquals(await Deno.readTextFile(`${path}/deep/out/samples.png`), text);
    }
    const names = [...Deno.readDirSync(`${path}/deep/out`)].map(({ name }) => name).sort();
    assertEquals(names, [".vae-lab-outputs.json", "samples.png"]);
  });
});

itNeeds(["read", "write"], "OutputFolder keeps what is not known to be its task's", async () => {
  await withFolder(async (path) => {
    const file = `${path}/samples.png`;
    await Deno.writeTextFile(file, "a holiday");
    await refused(path, "sample");
    assertEquals(await Deno.readTextFile(file), "a holiday");
    await write(path, "sample", "one", true);
    await refused(path, "interpolate"); // another task's
    await Deno.writeTextFile(file, "one, retouched");
    await refused(path, "sample");
    assertEquals(await Deno.readTextFile(file), "one, retouched");
    await write(path, "sample", "two", true);
    // A list that cannot be read tells nothing.
    await Deno.writeTextFile(`${path}/.vae-lab-outputs.json`, "{");
    await refused(path, "sample");
    await Deno.remove(file);
    await write(path, "sample", "three");
  });
});

itNeeds(
  ["read", "write"],
  "OutputFolder checks a file that is known late when it is written",
  async () => {
    await withFolder(async (path) => {
      await Deno.writeTextFile(`${path}/phase.png`, "mine");
      using folder = await OutputFolder.open(path, { task: "sweep", files: ["runs.csv"] });
      await folder.write("runs.csv", "a");
      await assertRejects(
        () => folder.write("phase.png", "b"),
        UserError,
        "phase.png is there already",
      );
      assertEquals(await Deno.readTextFile(`${path}/phase.png`), "mine");
    });
  },
);

itNeeds(
  ["read", "write"],
  "OutputFolder knows a file again whether it was killed before or after writing it",
  async () => {
    await withFolder(async (path) => {
      await write(path, "sample", "one");
      const rename = Deno.rename;
      try { // the list is written, the file is not
        Deno.rename = (from, to) =>
          `${to}`.endsWith(".png") ? Promise.reject(new Error("killed")) : rename(from, to);
        await assertRejects(() => write(path, "sample", "two"), Error, "killed");
      } finally {
        Deno.rename = rename;
      }
      assertEquals(await Deno.readTextFile(`${path}/samples.png`), "one");
      await write(path, "sample", "three");
      assertEquals(await Deno.readTextFile(`${path}/samples.png`), "three");
    });
  },
);

itNeeds(["read", "write"], "OutputFolder asks what an earlier version left, once", async () => {
  await withFolder(async (path) => {
    await Deno.writeTextFile(`${path}/runs.csv`, "a");
    const open = () =>
      OutputFolder.open(path, {
        ...{ task: "sweep", files: ["runs.csv"] },
        earlier: (folder) => Promise.resolve(folder === path ? ["runs.csv"] : []),
      });
    {
      using folder = await open();
      await folder.write("runs.csv", "b");
    }
    await Deno.writeTextFile(`${path}/runs.csv`, "mine");
    await assertRejects(open, UserError, "runs.csv is there already");
  });
});
