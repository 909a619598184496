/** Folders of pictures as every task loads them. */
import { assertEquals, assertRejects, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { loadImageFolder } from "../../../lib/data/image_folder/load_image_folder.ts";
import { loadMnist } from "../../../lib/data/mnist.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { pictureBytes, withFolder, writeFiles } from "./make_pictures.ts";

const rights = ["read", "write", "ffi"] as const;

/** Writes different pictures of a few pixels. */
async function writePictures(folder: string, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) {
    await writeFiles(folder, { [`${n}.png`]: await pictureBytes([4, 4], (x, y) => x * n + y) });
  }
}

itNeeds(
  rights,
  "loadMnist() loads a folder of pictures, and tells once what was made of it",
  async () => {
    await withFolder(async (folder) => {
      await writePictures(folder, 1, 15);
      await writeFiles(folder, { "16.png": "text" });
      const told: string[] = [];
      const tell = (caution: string) => void told.push(caution);
      const train = await loadMnist({ source: folder, tell });
      const test = await loadMnist({ source: folder, split: "test", tell });
      assertEquals([train.count, test.count, train.size, train.name], [12, 2, 784, folder]);
      assertEquals(told.length, 3);
      assertStringIncludes(
        told[0],
        `the 14 pictures in ${folder} are made gray images of 28 x 28 pixels`,
      );
      assertStringIncludes(
        told[1],
        "1 file is left out: 16.png is not a PNG, JPEG or WebP file.",
      );
      assertStringIncludes(told[2], "12 training images are fewer than a batch of 128");
      const first = await loadMnist({ source: folder, count: 5 });
      assertEquals([first.count, first.pixels], [5, train.pixels.subarray(0, 5 * 784)]);
      await assertRejects(
        () => loadMnist({ source: folder, count: 13 }),
        UserError,
        "wanted the first 13 images, but the pictures in ",
      );
    });
  },
);

itNeeds(
  rights,
  "loadImageFolder() decodes a folder once, as long as it stays what it is",
  async () => {
    await withFolder(async (folder) => {
      await writePictures(folder, 1, 8);
      const [once, again] = [
        await loadImageFolder(folder, { split: "train" }),
        await loadImageFolder(folder, { split: "train" }),
      ];
      assertStrictEquals(again, once);
      await writePictures(folder, 8, 15);
      assertEquals((await loadImageFolder(folder, { split: "train" }))?.count, 12);
      await writePictures(folder, 20, 21); // in place of another, of the same length
      await Deno.rename(`${folder}/20.png`, `${folder}/1.png`);
      const changed = await loadImageFolder(folder, { split: "train" });
      assertEquals(changed?.count, 12);
    });
  },
);

itNeeds(rights, "loadImageFolder() leaves to others what holds no picture", async () => {
  await withFolder(async (folder) => {
    await writeFiles(folder, { "notes.txt": "" });
    for (const source of [folder, `${folder}/none`, `${folder}/notes.txt`]) {
      assertEquals(await loadImageFolder(source, { split: "train" }), undefined);
    }
    const error = await assertRejects(() => loadMnist({ source: folder }), UserError);
    assertStringIncludes(error.message, "no train-images-idx3-ubyte");
    assertStringIncludes(error.message, "PNG, JPEG or WebP");
    // A folder that could not be read is read anew.
    await writeFiles(folder, { "a.png": "text" });
    await assertRejects(
      () => loadImageFolder(folder, { split: "train" }),
      UserError,
      "no picture in",
    );
    await Deno.remove(`${folder}/a.png`);
    await writePictures(folder, 1, 4);
    assertEquals((await loadImageFolder(folder, { split: "test" }))?.count, 1);
  });
});
