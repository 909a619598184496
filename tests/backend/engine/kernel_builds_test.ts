import { assertEquals } from "@std/assert";
import { compileKernels } from "../../compile_kernels.ts";
import { itNeeds } from "../../needs.ts";

itNeeds(
  ["read", "env"],
  "the committed kernels are those that their sources compile to",
  async () => {
    const builds = new URL("../../../lib/backend/engine/kernel_builds.ts", import.meta.url);
    assertEquals(await Deno.readTextFile(builds), await compileKernels());
  },
);
