import { assertEquals, assertMatch } from "@std/assert";
import { estimateLines } from "../../../lib/cli/sweep/estimate_lines.ts";
import { runCosts } from "../../../lib/experiment/sweep/run_costs.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { madeUpRecord } from "../../experiment/sweep/made_up_record.ts";

itNeeds(["read", "write"], "--estimate measures time and disk of each kind of run", async () => {
  await withFolder(async (folder) => {
    const write = async (name: string, record: object, bytes: number) => {
      await Deno.mkdir(`${folder}/${name}`);
      const text = JSON.stringify(record);
      await Deno.writeTextFile(`${folder}/${name}/run.json`, text);
      await Deno.writeFile(`${folder}/${name}/model`, new Uint8Array(bytes - text.length));
    };
    // Two runs of a kind, which differ in seed and weight; one on two threads; one on as many as there were.
    const small = { epochs: 2, threads: 1 };
    await write("a", { ...madeUpRecord({ ...small, seed: 0 }), seconds: 30 }, 4e6);
    await write("b", { ...madeUpRecord({ ...small, seed: 1, beta: 2 }), seconds: 42 }, 6e6);
    await write("c", { ...madeUpRecord({ epochs: 4, threads: 2 }), seconds: 72 }, 5e6);
    await write("d", { ...madeUpRecord({ epochs: 8 }), seconds: 72 }, 5e6);
    await write("e", { ...madeUpRecord({}), finishedAt: undefined }, 5e6);
    const { costs, leftOut } = await runCosts([folder]);
    assertEquals(leftOut.length, 1);
    assertEquals(
      costs.map(({ epochs, seconds, bytes }) => [epochs, seconds.n, seconds.mean, bytes?.mean]),
      [
        [2, 2, 36, 5e6],
        [4, 1, 72, 5e6],
        [8, 1, 72, 5e6],
      ],
    );
    const [measured, expected] = estimateLines(costs).join("\n").split("\nExpected");
    assertMatch(measured, /^wasm +lab +60000 +8 +128 +1 +2 +2 +18\.00 +36\.0 ± 8\.5 +5\.00$/m);
    assertMatch(measured, /^wasm +lab +60000 +8 +128 +unknown +8 +1 /m);
    // 36 s times 10,000: 100 CPU hours, 50 hours on 2 cores; 72 s on two threads each: 400.
    assertMatch(expected, /^wasm .* 2 +100 +2\.1 days +3\.1 h +0\.2 h +50\.0$/m);
    assertMatch(expected, /^wasm .* 4 +400 +8\.3 days +12\.5 h +0\.8 h +50\.0$/m);
    assertEquals(/ unknown /.test(expected), false);
  });
});

itNeeds(
  ["read", "write"],
  "--estimate keeps apart runs that compute more for each batch",
  async () => {
    await withFolder(async (folder) => {
      const kinds = [
        [{}, 30],
        [{ seed: 1, freeBits: 0.5 }, 34],
        [{ objective: "iwae", samples: 5 }, 90],
        [{ objective: "iwae", samples: 50 }, 900],
        [{ objective: "infovae" }, 40],
        [{ inference: "aggressive", innerLimit: 20 }, 200],
        [{ inference: "aggressive", innerLimit: 100 }, 400],
        [{ architecture: "mlp", hiddenSize: 200 }, 50],
        [{ architecture: "mlp", hiddenSize: 50 }, 10],
      ] as const;
      for (const [i, [options, seconds]] of kinds.entries()) {
        await Deno.mkdir(`${folder}/${i}`);
        const record = madeUpRecord({ epochs: 2, threads: 1, schedule: "constant", ...options });
        const text = JSON.stringify({ ...record, seconds });
        await Deno.writeTextFile(`${folder}/${i}/run.json`, text);
      }
      const { costs } = await runCosts([folder]);
      assertEquals(costs.map(({ seconds: { n, mean } }) => [n, mean]), [
        ...[[2, 32], [1, 200], [1, 400], [1, 40], [1, 90], [1, 900], [1, 10], [1, 50]],
      ]);
      const lines = estimateLines(costs).join("\n");
      for (
        const [model, loss, mean] of [
          ["lab", "elbo", "32\\.0 ± 2\\.8"],
          ["lab", "elbo, aggressive 20", "200\\.0"],
          ["lab", "elbo, aggressive 100", "400\\.0"],
          ["lab", "infovae", "40\\.0"],
          ["lab", "iwae 5", "90\\.0"],
          ["lab", "iwae 50", "900\\.0"],
          ["mlp 50", "elbo", "10\\.0"],
          ["mlp 200", "elbo", "50\\.0"],
        ]
      ) {
        assertMatch(lines, new RegExp(`^wasm +${model} +${loss} +60000 .* ${mean} `, "m"));
      }
    });
  },
);
