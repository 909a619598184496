/** What is told of a folder of pictures. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { folderLines } from "../../../lib/cli/data/folder_lines.ts";
import { DataSet } from "../../../lib/data/data_set.ts";
import type { ImageFolderReport } from "../../../lib/data/image_folder/read_image_folder.ts";

const images = new DataSet("pets/", undefined, new Uint8Array(2 * 64), { height: 8, width: 8 });

/** Nine pictures of one size, of which nothing is to be told but what is `found`. */
function lines(found: Partial<ImageFolderReport>, invert: "auto" | "yes" = "auto"): string[] {
  const none = { cropped: 0, colored: 0, turned: 0, enlarged: 0, animated: 0, transparent: 0 };
  const report: ImageFolderReport = {
    ...{ pictures: 9, edge: 0, inverted: false, splitByFolders: false, moved: 0, ...none },
    sizes: { smallest: [9, 8], largest: [9, 8], different: 1 },
    copies: { files: 0, images: 0, otherLabel: 0, pairs: [] },
    ...{ leftOut: [], cautions: [] },
    ...found,
  };
  return folderLines({ train: images, test: images, report }, { drawn: "seed 0", invert });
}

it("folderLines() tells the sizes, the ground and the split, and nothing that is not so", () => {
  assertEquals(lines({}), [
    "9 pictures of 9 x 8 pixels became gray images of 8 x 8.",
    "  Not inverted: the median gray along the edges is 0, and paper has 230 or more.",
    "The split was drawn: seed 0.",
  ]);
  assertEquals(lines({ inverted: true }, "yes")[1], "  Inverted, as --invert asks.");
});

it("folderLines() names copies, with the picture that each is a copy of, and counts the others", () => {
  const pairs = Array.from(
    { length: 7 },
    (_, i) => [`pets/b/${i}.png`, `pets/a/${i}.png`] as const,
  );
  const told = lines({ copies: { files: 2, images: 7, otherLabel: 7, pairs } }).slice(2, -1);
  assertEquals(told, [
    "  7 become the same image as an earlier one (2 from the same file), on the same side of the split:",
    ...[0, 1, 2, 3, 4].map((i) => `    b/${i}.png = a/${i}.png`),
    "    and 2 more",
    "    7 of 7 under another label than the earlier one",
  ]);
  const one = lines({ copies: { files: 1, images: 1, otherLabel: 0, pairs: pairs.slice(0, 1) } });
  assertEquals(one.slice(2, -1), [
    "  1 becomes the same image as an earlier one (1 from the same file), on the same side of the split:",
    "    b/0.png = a/0.png",
  ]);
});

it("folderLines() names what was left out in lines of its own, twenty files at most", () => {
  const leftOut = Array.from({ length: 22 }, (_, i) => ({ path: `pets/${i}.gif`, why: "is odd" }));
  assertEquals(lines({ leftOut: leftOut.slice(0, 1) }).slice(3), [
    "1 file is left out:",
    "  0.gif is odd",
  ]);
  const told = lines({ leftOut }).slice(3);
  assertEquals([told[0], told.length, told.at(-1)], ["22 files are left out:", 22, "  and 2 more"]);
});

it("folderLines() says by which flag small pictures stay sharp, and what was moved", () => {
  const told = lines({ enlarged: 3, splitByFolders: true, moved: 1 });
  assertEquals([told[1], told.at(-1)], [
    "  3 smaller than 8 x 8: enlarged, and so blurred (a smaller --size is not)",
    "The split is that of the folders; test pictures that are training pictures, too, became training " +
    "images: 1.",
  ]);
});
