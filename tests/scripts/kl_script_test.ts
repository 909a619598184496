/** `deno task kl` as a user runs it: what it prints, writes and refuses. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];

itNeeds(rights, "deno task kl prints both proofs and draws the figure", async () => {
  await withFolder(async (out) => {
    const { status, stdout, stderr } = await runTask("kl", "--draws", "1000", "--out", out);
    assertEquals([status, stderr], [0, ""]);
    for (const text of ["Exercise 1.1", "Exercise 1.2", "0.818147181", "misprint", "kl.png"]) {
      assertStringIncludes(stdout, text);
    }
    await comparePicture(await Deno.readFile(`${out}/kl.png`), "fixtures/figures/kl-script.png");
  });
});

itNeeds(rights, "deno task kl takes the user's own Gaussians and seed", async () => {
  await withFolder(async (out) => {
    const own = ["--mu", "-1", "--sigma", "2", "--prior-mu", "1", "--prior-sigma", "3"];
    const { stdout } = await runTask("kl", ...own, "--draws", "9", "--seed", "5", "--out", out);
    assertStringIncludes(stdout, "mu2 = -1, sigma2 = 2");
    assertStringIncludes(stdout, "mu1 = 1, sigma1 = 3");
    assertStringIncludes(stdout, "0.349909553"); // log(3/2) + (4 + 4) / 18 - 1/2
  });
});

itNeeds(rights, "deno task kl --quiet prints nothing and still draws", async () => {
  await withFolder(async (out) => {
    const result = await runTask("kl", "--quiet", "--draws", "100", "--out", out);
    assertEquals(result, { status: 0, stdout: "", stderr: "" });
    assert((await Deno.stat(`${out}/kl.png`)).isFile);
  });
});

itNeeds(rights, "deno task kl refuses a sigma that is none, and says what is allowed", async () => {
  const { status, stderr } = await runTask("kl", "--sigma", "-1");
  assertEquals(status, 2);
  for (const text of ["--sigma", "-1", "Allowed: a number from 0.001 to 1000."]) {
    assertStringIncludes(stderr, text);
  }
});
