/** `deno task predict` as a user runs it: what it prints, draws and refuses. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];

itNeeds(rights, "deno task predict prints the lab's values and draws the figure", async () => {
  await withFolder(async (out) => {
    const { status, stdout } = await runTask("predict", "--out", out);
    assertEquals(status, 0);
    for (
      const text of [
        ...["60000 images", "52.725", "5.1168", "10.23", "206.03", "32.23"],
        ...["36.435", "40.411", "45.591", "50.494", "52.121", "52.593", "52.724"],
        "prediction.png",
      ]
    ) assertStringIncludes(stdout, text);
    assert((await Deno.stat(`${out}/prediction.png`)).isFile);
  });
});

itNeeds(rights, "deno task predict --reconstruction mean finds the collapse", async () => {
  await withFolder(async (out) => {
    const loss = ["--reconstruction", "mean", "--latent-size", "20", "--images", "500"];
    const { status, stdout } = await runTask("predict", ...loss, "--out", out);
    assertEquals(status, 0);
    assertStringIncludes(stdout, "effective beta   784");
    assertStringIncludes(stdout, "collapsed: 0 of 20 units in use");
  });
});

itNeeds(rights, "deno task predict --quiet prints nothing and still draws", async () => {
  await withFolder(async (out) => {
    const result = await runTask("predict", "--quiet", "--images", "50", "--out", out);
    assertEquals(result, { status: 0, stdout: "", stderr: "" });
    assert((await Deno.stat(`${out}/prediction.png`)).isFile);
  });
});

itNeeds(rights, "deno task predict refuses what it cannot use", async () => {
  await withFolder(async (out) => {
    const alone = await runTask("predict", "--images", "1", "--out", out);
    assertEquals(alone.status, 1);
    assertStringIncludes(alone.stderr, "error: there is only one training image in mnist");
    const word = await runTask("predict", "--reconstruction", "median", "--out", out);
    assertEquals(word.status, 2);
    assertStringIncludes(word.stderr, "Allowed: sum, mean.");
  });
});
