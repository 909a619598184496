/** `deno task published` as a user runs it, on a small input. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];

itNeeds(
  rights,
  "deno task published trains on, and shows its number beside the published one",
  async () => {
    await withFolder(async (out) => {
      const small = [
        "--images",
        "200",
        "--samples",
        "60",
        "--test-images",
        "5",
        "--backend",
        "wasm",
      ];
      const first = await runTask("published", "--epochs", "1", ...small, "--out", out);
      assertEquals([first.status, first.stderr.includes("error")], [0, false]);
      assertStringIncludes(first.stdout, "published: VAE (K = 1)");
      assertMatch(first.stdout, /ours +\d+\.\d\d ± \d+\.\d\d +60/);
      assertStringIncludes(first.stdout, "Trained for 1 of 3,280 epochs");
      assertStringIncludes(first.stdout, "200 training images");

      const more = await runTask("published", "--epochs", "4", ...small, "--out", out, "--resume");
      assertEquals(more.status, 0);
      // The curve has the point of before, and the learning rates of their stages.
      assertMatch(more.stdout, /\n +1 +0\.00100 +\d+\.\d\d\n +4 +0\.000720 +\d+\.\d\d\n/);
      const { options, epochs } = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
      assertEquals(epochs.length, 4);
      const { architecture, hiddenSize, latentSize, binarise, rates, likelihood, epsilon } =
        options;
      assertEquals(
        { architecture, hiddenSize, latentSize, binarise, rates, likelihood, epsilon },
        {
          ...{ architecture: "mlp", hiddenSize: 200, latentSize: 50, binarise: "dynamic" },
          ...{ rates: "stages", likelihood: "bernoulli", epsilon: 5e-6 },
        },
      );
      const again = await runTask("published", "--epochs", "4", ...small, "--out", out, "--resume");
      const bound = (text: string) => text.match(/ours +(\S+)/)?.[1];
      assertEquals([again.status, bound(again.stdout)], [0, bound(more.stdout)]);
    });
  },
);
