/**
 * Folders of pictures become data sets: what is done to them, what is told, and that nothing changes unasked.
 */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { readImageFolder } from "../../../lib/data/image_folder/read_image_folder.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { pictureBytes, withFolder, writeFiles } from "./make_pictures.ts";

const rights = ["read", "write", "ffi"] as const;

/** A picture of its own for each number: a square of this gray, on another. */
function square(n: number, ink: number, paper: number, side = 28) {
  return pictureBytes([side, side], (x, y) => {
    const inside = x > side * 0.2 && x < side * 0.3 + n && y > side * 0.2 && y < side * 0.8;
    return inside ? ink : paper;
  });
}

/** Writes `count` such pictures for each of these labels. */
async function writeSquares(
  folder: string,
  labels: readonly string[],
  count: number,
  [ink, paper]: readonly [number, number],
): Promise<void> {
  for (const [i, label] of labels.entries()) {
    for (let n = 0; n < count; n++) {
      await writeFiles(folder, { [`${label}/${n}.png`]: await square(n, ink - 3 * i, paper) });
    }
  }
}

itNeeds(rights, "readImageFolder() reads labels, and splits by seed 0", async () => {
  await withFolder(async (folder) => {
    await writeSquares(folder, ["cat", "dog"], 14, [200, 60]);
    const { train, test, report } = await readImageFolder(folder);
    assertEquals([train.count, test.count], [24, 4]);
    assertEquals([train.height, train.width, train.name], [28, 28, folder]);
    assertEquals([train.labelNames, test.labelNames], [["cat", "dog"], ["cat", "dog"]]);
    assertEquals([...test.labels!].sort(), [0, 0, 1, 1]);
    // A picture of the right size is kept as it is: the label tells the gray of its square.
    for (let i = 0; i < train.count; i++) {
      const image = train.pixels.subarray(i * 784, (i + 1) * 784);
      assertEquals([Math.max(...image), Math.min(...image)], [200 - 3 * train.labels![i], 60]);
    }
    const { pictures, sizes, inverted, edge, splitByFolders, leftOut, cautions } = report;
    assertEquals({ pictures, inverted, edge, splitByFolders, leftOut, cautions }, {
      ...{ pictures: 28, inverted: false, edge: 60, splitByFolders: false },
      ...{ leftOut: [], cautions: [] },
    });
    assertEquals(sizes, { smallest: [28, 28], largest: [28, 28], different: 1 });
    const again = await readImageFolder(folder);
    assertEquals(again.train.pixels, train.pixels);
    const other = await readImageFolder(folder, { seed: 1, testShare: 0.5 });
    assertEquals(other.test.count, 14);
  });
});

itNeeds(
  rights,
  "readImageFolder() inverts drawings on paper, and nothing else unless it is told to",
  async () => {
    await withFolder(async (folder) => {
      for (
        const [name, ink, paper, inverted] of [
          ...[["paper", 10, 250, true], ["board", 250, 10, false], [
            "photo",
            90,
            180,
            false,
          ]] as const,
        ]
      ) {
        await writeSquares(`${folder}/${name}`, ["a", "b"], 4, [ink, paper]);
        const brightest = async (invert?: "yes" | "no") => {
          const { train, report } = await readImageFolder(`${folder}/${name}`, { invert });
          return [report.inverted, train.pixels[0]];
        };
        assertEquals(await brightest(), [inverted, inverted ? 255 - paper : paper], name);
        assertEquals(await brightest("yes"), [true, 255 - paper], name);
        assertEquals(await brightest("no"), [false, paper], name);
      }
    });
  },
);

itNeeds(
  rights,
  "readImageFolder() lays transparent pictures on the ground on which they are seen",
  async () => {
    await withFolder(async (folder) => {
      for (const [name, ink] of [["dark", 0], ["light", 255]] as const) {
        for (let n = 0; n < 5; n++) {
          const bytes = await pictureBytes(
            [28, 28],
            (x, y) => [ink, x > 8 && x < 12 + n && y > 8 ? 255 : 0],
          );
          await writeFiles(`${folder}/${name}`, { [`${n}.png`]: bytes });
        }
        const { train, report } = await readImageFolder(`${folder}/${name}`);
        assertEquals([report.ground, report.transparent], [255 - ink, 5]);
        assertEquals(report.inverted, name === "dark"); // dark ink on white became light on black
        assertEquals([train.pixels[0], Math.max(...train.pixels)], [0, 255]);
      }
    });
  },
);

itNeeds(rights, "readImageFolder() counts what it did, and names what it left out", async () => {
  await withFolder(async (folder) => {
    const gray = (x: number, y: number) => (x * 5 + y * 3) % 256;
    const whole = await pictureBytes([50, 40], gray);
    await writeFiles(folder, {
      "wide.png": whole,
      "copy.png": whole,
      "small.webp": await pictureBytes([9, 9], gray, { format: "webp" }),
      "color.jpg": await pictureBytes([64, 64], (x) => [x * 3, 200, 9], { format: "jpeg" }),
      "turned.jpg": await pictureBytes([40, 40], gray, { format: "jpeg", orientation: 3 }),
      "text.png": "not a picture",
      "cut.png": whole.subarray(0, 200),
      "notes.txt": "",
    });
    const { train, test, report } = await readImageFolder(folder);
    assertEquals([train.labels, train.labelNames, test.labels], [undefined, undefined, undefined]);
    assertEquals(train.count + test.count, 5);
    const { pictures, cropped, colored, turned, enlarged, transparent, animated, copies, sizes } =
      report;
    assertEquals({
      pictures,
      cropped,
      colored,
      turned,
      enlarged,
      transparent,
      animated,
      copies,
      sizes,
    }, {
      ...{
        pictures: 5,
        cropped: 2,
        colored: 1,
        turned: 1,
        enlarged: 1,
        transparent: 0,
        animated: 0,
      },
      copies: {
        ...{ files: 1, images: 1, otherLabel: 0 },
        pairs: [[`${folder}/wide.png`, `${folder}/copy.png`]],
      },
      sizes: { smallest: [9, 9], largest: [64, 64], different: 4 },
    });
    assertEquals(report.leftOut.map(({ path }) => path.slice(folder.length + 1)), [
      ...["notes.txt", "cut.png", "text.png"],
    ]);
  });
});

itNeeds(
  rights,
  "readImageFolder() keeps copies out of the test images of a given split",
  async () => {
    await withFolder(async (folder) => {
      await writeSquares(folder, ["train/a", "train/b", "test/a", "test/b"], 3, [200, 60]);
      await writeFiles(folder, {
        "test/a/copy.png": await square(1, 200, 60), // train/a/1.png
        "test/b/own.png": await square(9, 99, 60),
      });
      const { train, test, report } = await readImageFolder(folder);
      // The grays of the folders differ: only the copy was moved.
      assertEquals([train.count, test.count, report.moved, report.splitByFolders], [7, 7, 1, true]);
      assertEquals([report.copies.images, report.copies.otherLabel], [1, 0]);
      await writeFiles(folder, { "train/b/copy.png": await square(1, 200, 60) });
      const again = await readImageFolder(folder);
      assertEquals([again.report.copies.images, again.report.copies.otherLabel], [2, 1]);
    });
  },
);

itNeeds(rights, "readImageFolder() refuses folders of which nothing can be made", async () => {
  await withFolder(async (folder) => {
    const refused = async (files: Record<string, Uint8Array | string>, message: string) => {
      const own = await Deno.makeTempDir({ dir: folder });
      await writeFiles(own, files);
      const error = await assertRejects(() => readImageFolder(own), UserError);
      assertStringIncludes(error.message, message);
    };
    const one = await square(1, 200, 60);
    await refused({}, "no picture in ");
    await refused({ "a.txt": "" }, "of 1 files, none can be used; ");
    await refused({ "a.png": "text" }, "a.png is not a PNG, JPEG or WebP file.");
    await refused({ "a.png": one }, "holds one picture; wanted different pictures");
    await refused({ "a.png": one, "b.png": one }, "holds 2 pictures that are all the same");
    await refused(
      { "train/a.png": one, "train/b.png": await square(2, 200, 60), "test/a.png": one },
      "holds no test picture that is not a training picture, too",
    );
    const bad = [{ size: 0 }, { size: 129 }, { testShare: 0 }, { testShare: 0.6 }, { seed: 1.5 }];
    await writeFiles(folder, { "own/a.png": one, "own/b.png": await square(2, 200, 60) });
    for (const options of bad) {
      await assertRejects(() => readImageFolder(`${folder}/own`, options), RangeError);
    }
    assert((await readImageFolder(`${folder}/own`, { size: 128 })).train.size === 16_384);
  });
});
