/** What a site says of its images: whether they have labels, what these are called, and who knows them. */
import { assert, assertEquals } from "@std/assert";
import { siteContent, siteRecord } from "../../../lib/cli/explore/site_content.ts";
import { SiteImages } from "../../../lib/cli/explore/site_images.ts";
import { loadMnist } from "../../../lib/data/mnist.ts";
import { writeImages } from "../../data/write_images.ts";
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { writeSmallData } from "./small_data.ts";
import { STAND_IN } from "./stand_in.ts";

const rights: Right[] = ["read", "write"];
const partsOf = (data: string) => ({
  ...{ page: STAND_IN, models: [], images: new SiteImages(data, () => {}) },
});

itNeeds(
  rights,
  "a site of other images offers no classifier, and names labels by labels.txt",
  async () => {
    await withFolder(async (folder) => {
      await writeSmallData(folder);
      await Deno.writeTextFile(`${folder}/labels.txt`, "a\nb\nc\nd\ne\nf\ng\nh\n");
      const { classifier, labelNames, data } = await siteRecord(partsOf(folder));
      assertEquals([classifier, labelNames], [undefined, ["a", "b", "c", "d", "e", "f", "g", "h"]]);
      assertEquals(data.train, {
        images: "data/train-images.idx",
        labels: "data/train-labels.idx",
      });
    });
  },
);

itNeeds(rights, "a site of images without labels has no file of them", async () => {
  await withFolder(async (folder) => {
    await writeSmallData(folder);
    await Deno.remove(`${folder}/t10k-labels-idx1-ubyte`);
    const parts = partsOf(folder);
    const { data } = await siteRecord(parts, true);
    assertEquals(data.train.labels, "data/train-labels.idx.gz");
    assertEquals(data.test, { images: "data/test-images.idx.gz" });
    assertEquals(await siteContent(parts, "data/test-labels.idx"), undefined);
    assert(await siteContent(parts, "data/train-labels.idx"));
  });
});

itNeeds(
  rights,
  "a site of MNIST's images knows them in any folder, and offers the classifier",
  async () => {
    await withFolder(async (folder) => {
      await writeImages(folder, await loadMnist({ count: 5 }), [0, 5]);
      assertEquals((await siteRecord(partsOf(folder))).classifier, "models/classifier.safetensors");
    });
  },
);
