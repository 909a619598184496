/** Branches that are kept in files: written once, read again, refused where they are others. */
import { assertEquals, assertRejects } from "@std/assert";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { DataSet } from "../../../lib/data/data_set.ts";
import { branchFile, trainingStudy } from "../../../lib/experiment/transition/training_study.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { OutputFolder } from "../../../lib/run/output_folder.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

const pixels = Uint8Array.from(new TorchRandom(1).uniform(40 * 4, 0, 256));
const data = new DataSet("made up", undefined, pixels, { height: 2, width: 2 });

itNeeds(
  ["read", "write"],
  "trainingStudy() trains what is not there, and keeps what is",
  async () => {
    await withFolder(async (out) => {
      const settings = {
        ...{ data, models: ["linear-vae"], latentSize: 2, ratios: [0.8, 0.9, 1.1] } as const,
        ...{ backend: "cpu", threads: undefined } as const,
        phases: [{ epochs: 1, learningRate: 0.01 }],
      };
      const run = async (seeds: number[], more = {}) => {
        using folder = await OutputFolder.open(out, { task: "transition", files: [] });
        const kinds: string[] = [];
        let branches;
        for await (const event of trainingStudy({ ...settings, ...more, seeds, folder })) {
          kinds.push(event.kind);
          if (event.kind === "branches") branches = event.branches;
        }
        return { kinds, branches: branches! };
      };
      const first = await run([0]);
      assertEquals(first.kinds.filter((kind) => kind === "stage").length, 5);
      const both = await run([0, 1]);
      assertEquals(both.kinds.filter((kind) => kind === "stage").length, 5, "seed 1 alone");
      assertEquals(both.branches[0].stages, first.branches[0].stages);
      assertEquals(both.branches.map(({ seed }) => seed), [0, 1]);

      await assertRejects(
        () => run([0], { ratios: [0.7, 0.9, 1.1] }),
        UserError,
        "its ratios were",
      );
      const phases = [{ epochs: 2, learningRate: 0.01 }];
      await assertRejects(() => run([0], { phases }), UserError, "its epochs were 1 at 0.01");
      const other = new DataSet("other", undefined, pixels.toReversed(), data);
      await assertRejects(() => run([0], { data: other }), UserError, "its images were others");
      const name = branchFile({ model: "linear-vae", latentSize: 2, images: 40, seed: 0 });
      await Deno.writeTextFile(`${out}/${name}`, "{}");
      await assertRejects(() => run([0]), UserError, "not a branch that this task wrote");
    });
    await useBackend("cpu");
  },
);
