/** Every task that reads images, on images of 8 x 10 pixels. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DataSet } from "../../lib/data/data_set.ts";
import { loadImage } from "../../lib/deps/canvas.ts";
import { imagesOfSize } from "../any_size.ts";
import { writeImages } from "../data/write_images.ts";
import { itNeeds } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

itNeeds(
  ["read", "write", "env", "ffi", "run"],
  "images of 8 x 10 are trained on, resumed, sampled, interpolated and predicted",
  async () => {
    await withFolder(async (folder) => {
      const data = `${folder}/images`;
      const images = imagesOfSize(150, { height: 8, width: 10 });
      await writeImages(data, images, [0, 150]);
      const out = (task: string) => ["--data", data, "--out", `${folder}/${task}`];
      const fast = ["--backend", "wasm", "--threads", "1", "--batch-size", "50"];
      const run = async (task: Parameters<typeof runTask>[0], ...args: string[]) => {
        const { status, stdout, stderr } = await runTask(task, ...args);
        assertEquals(status, 0, `${task}: ${stderr}`);
        return stdout;
      };
      const size = async (file: string) => {
        const { width, height } = await loadImage(`${folder}/${file}`);
        return [width, height];
      };

      await run("naive", "--epochs", "1", ...fast, ...out("naive"));
      await run("naive", "--epochs", "2", "--resume", ...fast, ...out("naive"));
      const record = JSON.parse(await Deno.readTextFile(`${folder}/naive/run.json`));
      assertEquals(record.epochs.length, 2);
      assertEquals(record.epochs[1].klWeight, 1 / 80); // the KL term is divided by the pixels
      // 100 images over their reconstructions, 25 in a row, 2 pixels apart, twice as large.
      assertEquals(await size("naive/reconstructions.png"), [2 * (25 * 12 + 2), 2 * (8 * 10 + 2)]);
      assertEquals(record.verdict.linearUnits > 0, true);

      await run("collapse", "--epochs", "2", ...fast, ...out("collapse"));
      assert((await size("collapse/stages.png"))[0] > 12 * 2 * 12);

      const model = ["--model", `${folder}/naive/model.safetensors`];
      await run("sample", ...model, "--out", `${folder}/sample`);
      assertEquals(await size("sample/samples.png"), [2 * (25 * 12 + 2), 2 * (4 * 10 + 2)]);
      await run("interpolate", ...model, ...out("interpolate"));
      assertEquals(await size("interpolate/interpolation.png"), [2 * (20 * 12 + 2), 2 * (10 + 2)]);
      assertMatch(await run("predict", ...out("predict")), /150 images before any training/);

      const other = await runTask("interpolate", ...model, "--out", `${folder}/other`);
      assertEquals(other.status, 1);
      assertStringIncludes(
        other.stderr,
        "error: the model takes images of 8 x 10 pixels; those of mnist have 28 x 28.",
      );
      const digits = ["--classifier", "fixtures/classifier/model.safetensors"];
      const compare = await runTask("sample", "--compare", ...digits, ...model, ...out("compare"));
      assertEquals(compare.status, 1);
      assertStringIncludes(
        compare.stderr,
        "error: the classifier counts digits on images of 784 pixels; those of ",
      );

      const turned = new DataSet("", images.labels, images.pixels, { height: 10, width: 8 });
      await writeImages(`${folder}/turned`, turned, [0, 150]);
      const resume = ["--epochs", "3", "--resume", ...fast, "--out", `${folder}/naive`];
      const resumed = await runTask("naive", ...resume, "--data", `${folder}/turned`);
      assertEquals(resumed.status, 1);
      assertStringIncludes(
        resumed.stderr,
        "its images had 8 x 10 pixels, here they have 10 x 8",
      );

      // More pixels than a covariance is made of: the eigenvalues come from the products of images.
      const large = imagesOfSize(30, { height: 64, width: 64 });
      await writeImages(`${folder}/large`, large, [0, 30]);
      const ofLarge = ["--data", `${folder}/large`, "--out"];
      const predicted = await run("predict", ...ofLarge, `${folder}/large-predict`);
      assertMatch(predicted, /^ +1 +[1-9][\d.]+ +\d\d\.\d % /m);

      await run("classifier", "--epochs", "1", ...out("classifier"));
      const judge = ["--classifier", `${folder}/classifier/model.safetensors`];
      await run("sample", "--compare", "--codes", "100", ...judge, ...model, ...out("compare"));
      assert((await size("compare/compare.png"))[0] > 1000);
    });
  },
);
