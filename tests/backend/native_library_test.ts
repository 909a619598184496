/** TensorFlow's library itself, where `deno task native` has installed it. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { isInstalled } from "../../lib/backend/native/is_installed.ts";
import { nativeFolder } from "../../lib/backend/native/native_folder.ts";
import { programRunner } from "../../lib/backend/native/run_program.ts";
import { checkNative } from "../../lib/cli/native/check_native.ts";
import { itNeeds, type Right } from "../needs.ts";

const rights: Right[] = ["read", "env", "ffi", "run"];

it("nativeFolder() is beside deno.json", () => {
  assertEquals(nativeFolder()?.href, new URL("../../native/", import.meta.url).href);
});

if (isInstalled()) {
  itNeeds(
    rights,
    "TensorFlow's library trains like wasm, and prints nothing of its own",
    async () => {
      const run = programRunner();
      const { losses, expected } = await checkNative(nativeFolder()!, async (...call) => {
        const result = await run(...call);
        assertEquals(result?.stderr, "");
        assertEquals(result?.stdout.trim().split("\n").length, 1);
        return result;
      });
      losses.forEach((loss, i) => assertAlmostEquals(loss, expected[i], 1e-3));
      assert(losses[1] < losses[0]);
    },
  );
} else {
  it.skip("TensorFlow's library (skipped: deno task native installs it)", () => {});
}
