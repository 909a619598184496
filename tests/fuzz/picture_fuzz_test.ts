/** Hostile pictures: each is an image of the right size or the end of a sentence that says why not. */
import { assert, assertEquals } from "@std/assert";
import { readPicture } from "../../lib/data/image_folder/read_picture.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { pictureBytes, withFolder } from "../data/image_folder/make_pictures.ts";
import { itNeeds } from "../needs.ts";
import { runs } from "./fuzz.ts";
import { mutated } from "./mutations.ts";

const rights = ["read", "write", "env", "ffi"] as const;

itNeeds(rights, "readPicture() holds against mutated files", async () => {
  const color = (x: number, y: number) => [(x * 7) % 256, (y * 5) % 256, (x * y) % 256, 255 - x];
  const opaque = (x: number, y: number) => color(x, y).slice(0, 3);
  const files = [
    await pictureBytes([40, 30], color),
    await pictureBytes([40, 30], color, { format: "webp" }),
    await pictureBytes([40, 30], opaque, { format: "jpeg", orientation: 6 }),
    await pictureBytes([40, 30], (x) => x),
  ];
  let [whole, refused] = [0, 0];
  await withFolder(async (folder) => {
    const path = `${folder}/picture.png`;
    await fc.assert(
      fc.asyncProperty(mutated(fc.constantFrom(...files)), async (bytes) => {
        await Deno.writeFile(path, bytes);
        const found = await readPicture(path, 16);
        if (typeof found === "string") {
          assert(/^\S/.test(found) && !/[\n.]$/.test(found), JSON.stringify(found));
          refused++;
        } else {
          assertEquals([found.gray.length, found.ground?.length ?? 256], [256, 256]);
          whole++;
        }
      }),
      runs(300, 3000),
    );
  });
  assert(whole > 10 && refused > 10, `${whole} were read, ${refused} refused`);
});
