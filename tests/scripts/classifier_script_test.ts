/** `deno task classifier` as a user runs it. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { classifierFromBytes } from "../../lib/run/classifier_file.ts";
import { DIGITLESS_KINDS } from "../../lib/measure/digitless_images.ts";
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
    const sureOf = (pictures: string) =>
      Number(stdout.match(new RegExp(`^  ${pictures} +([\\d.]+) %$`, "m"))?.[1]);
    assert(sureOf("the test images") > 50, stdout);
    assert(sureOf("half-and-half blends of two digits") < 30, stdout);
    for (const nothing of [...DIGITLESS_KINDS, "the mean image"]) {
      assert(sureOf(nothing) < 10, `${nothing}:\n${stdout}`);
    }
    const bytes = await Deno.readFile(`${out}/model.safetensors`);
    assertEquals(Object.keys(classifierFromBytes(bytes, "its model")).length, 6);
  });
});
