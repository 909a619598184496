/** `deno task explore --build`, with a stand-in for the page's bundle. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { buildSite } from "../../../lib/cli/explore/build_site.ts";
import { SiteImages } from "../../../lib/cli/explore/site_images.ts";
import { modelPaths } from "../../../lib/cli/explore/site_content.ts";
import { siteModels } from "../../../lib/cli/explore/site_models.ts";
import { readIdx } from "../../../lib/data/mod.ts";
import { UserError } from "../../../lib/user_error.ts";
import type { Site } from "../../../web/site.ts";
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { PIXELS, writeSmallData } from "./small_data.ts";
import { STAND_IN } from "./stand_in.ts";

const rights: Right[] = ["read", "write"];

/** Calls `use` with an empty folder and what builds a site there; that answers what was said. */
async function withBuild(
  use: (
    folder: string,
    build: (options?: { force?: boolean; folder?: string }) => Promise<string[]>,
  ) => Promise<void>,
): Promise<void> {
  await withFolder(async (parent) => {
    const data = `${parent}/small`;
    await writeSmallData(data);
    const folder = `${parent}/site`;
    await use(folder, async ({ force = false, folder: other = folder } = {}) => {
      const said: string[] = [];
      const images = new SiteImages(data, () => {});
      const parts = { page: STAND_IN, images, models: await siteModels(undefined) };
      const terminal = { say: (line = "") => said.push(line), note() {}, caution() {} };
      const { signal } = new AbortController();
      await buildSite(parts, { folder: other, force }, {
        ...terminal,
        interactive: false,
        bar: false,
      }, signal);
      return said;
    });
  });
}

/** The names of all files below a folder. */
function filesIn(folder: string, at = ""): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(`${folder}/${name}`, `${at}${name}/`) : [at + name]
  ).sort();
}

itNeeds(rights, "--build writes all that the page reads, by paths that work anywhere", async () => {
  await withBuild(async (folder, build) => {
    const said = await build();
    const files = filesIn(folder);
    const site: Site = JSON.parse(await Deno.readTextFile(`${folder}/site.json`));
    assertEquals(site.runs, []);
    assertEquals(site.data.name, "small");
    assertEquals(site.served, undefined); // this machine's folders are nobody else's business
    const { train, test } = site.data;
    // No classifier: that which ships does not know these images.
    assertEquals(site.classifier, undefined);
    const named = [train, test!].flatMap(({ images, labels }) => [images, labels!])
      .concat(modelPaths(site));
    assertEquals(
      files,
      [...named, ...STAND_IN.keys(), "site.json", ".vae-lab-outputs.json"].sort(),
    );
    const images = new Uint8Array(gunzipSync(await Deno.readFile(`${folder}/${train.images}`)));
    assertEquals(train.images, "data/train-images.idx.gz");
    assertEquals(readIdx(images, "images", 3), {
      shape: [2, 2, 3],
      values: new Uint8Array(PIXELS.train),
    });
    for (const [name, bytes] of STAND_IN) {
      assertEquals(await Deno.readFile(`${folder}/${name}`), bytes);
    }
    assertMatch(said[0], new RegExp(`: ${files.length - 1} files, \\d\\.\\d MB\\.$`));
    assertEquals(said.slice(2), [
      "  cross-origin-opener-policy: same-origin",
      "  cross-origin-embedder-policy: require-corp",
    ]);
  });
});

itNeeds(rights, "--build replaces an earlier build, and nothing else", async () => {
  await withBuild(async (folder, build) => {
    await build();
    const before = filesIn(folder);
    await Deno.writeTextFile(`${folder}/CNAME`, "lab.example");
    await build();
    assertEquals(filesIn(folder), [...before, "CNAME"].sort());

    for (const name of ["index.html", "data/train-labels.idx.gz", "site.json"]) {
      await Deno.writeTextFile(`${folder}/${name}`, "mine");
      const modified = await Deno.stat(`${folder}/style.css`);
      await assertRejects(
        () => build(),
        UserError,
        `${folder}/${name} is there already, and is not known to be an earlier result of this task ` +
          "(explore). Choose another folder with `build`, or replace it with `force`.",
      );
      assertEquals(await Deno.readTextFile(`${folder}/${name}`), "mine");
      assertEquals((await Deno.stat(`${folder}/style.css`)).mtime, modified.mtime);
      await build({ force: true });
      assert(await Deno.readTextFile(`${folder}/${name}`) !== "mine");
    }
  });
});

itNeeds(rights, "--build into a folder that cannot be writes no file", async () => {
  await withBuild(async (folder, build) => {
    await Deno.mkdir(folder);
    await Deno.writeTextFile(`${folder}/data`, "a file in the way");
    await assertRejects(() => build(), UserError, `cannot write ${folder}/data: `);
    assertEquals(filesIn(folder), ["data"]);
    const inside = `${folder}/data/site`;
    await assertRejects(() => build({ folder: inside }), UserError, `cannot write ${inside}: `);
  });
});

itNeeds(rights, "--build with a data folder that is wrong writes no file", async () => {
  await withBuild(async (folder, build) => {
    await Deno.remove(folder.replace(/site$/, "small/t10k-images-idx3-ubyte"));
    await assertRejects(() => build(), UserError, "no t10k-images-idx3-ubyte");
    await assertRejects(() => Deno.stat(folder), Deno.errors.NotFound);
  });
});
