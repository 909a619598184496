/** `deno task classifier` as a user runs it. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { classifierFromBytes } from "../../lib/run/classifier_file.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];

itNeeds(rights, "deno task classifier trains, tests, and writes a classifier", async () => {
  await withFolder(async (out) => {
    const small = ["--images", "3000", "--epochs", "2", "--backend", "wasm"];
    const { status, stdout, stderr } = await runTask("classifier", ...small, "--out", out);
    assertEquals(status, 0, stderr);
    assertStringIncludes(stdout, "epoch 2 of 2: cross-entropy");
    const right = Number(stdout.match(/right on ([\d.]+) % of the 10000 test images/)?.[1]);
    assert(right > 80 && right < 97, stdout);
    assertMatch(stdout, /sure of a digit .* on [\d.]+ % of them/);
    const bytes = await Deno.readFile(`${out}/model.safetensors`);
    assertEquals(Object.keys(classifierFromBytes(bytes, "its model")).length, 6);
  });
});
