/** `deno task explore --build page.html`: what is in the file, and what it may replace. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { buildOnePage } from "../../../lib/cli/explore/build_one_page.ts";
import { SiteImages } from "../../../lib/cli/explore/site_images.ts";
import { modelPaths } from "../../../lib/cli/explore/site_content.ts";
import { firstThere, siteModels } from "../../../lib/cli/explore/site_models.ts";
import { readIdx } from "../../../lib/data/mod.ts";
import { UserError } from "../../../lib/user_error.ts";
import type { Site } from "../../../web/site.ts";
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { PIXELS, writeSmallData } from "./small_data.ts";

const rights: Right[] = ["read", "write", "run"];
const lab = new URL("../../../", import.meta.url);

/** Calls `use` with a folder that holds small images, and what writes a page of them. */
async function withBuild(
  use: (
    folder: string,
    build: (file: string, options?: { force?: boolean; count?: number }) => Promise<string[]>,
  ) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const data = `${folder}/small`;
    await writeSmallData(data);
    await use(folder, async (file, { force = false, count = 10_000 } = {}) => {
      const said: string[] = [];
      const images = new SiteImages(data, () => {});
      const models = [await firstThere((await siteModels(undefined)).slice(-1))];
      const terminal = { say: (line = "") => said.push(line), note() {}, caution() {} };
      await buildOnePage(
        { images, models, count },
        { file, force },
        lab,
        { ...terminal, interactive: false, bar: false },
        new AbortController().signal,
      );
      return said;
    });
  });
}

/** The files in the text of a page, unpacked; its program is called so. */
function carried(html: string): Map<string, Uint8Array> {
  const elements = html.matchAll(
    /<script type="text\/plain" data-(?:file="([^"]+)"|program)>([^<]*)<\/script>/g,
  );
  return new Map(
    [...elements].map(([, path = "program", base64]) => [
      path,
      gunzipSync(Uint8Array.fromBase64(base64)),
    ]),
  );
}

const siteIn = (files: Map<string, Uint8Array>): Site =>
  JSON.parse(new TextDecoder().decode(files.get("site.json")));

itNeeds(rights, "a page in one file carries all that it reads, and runs nothing else", async () => {
  await withBuild(async (folder, build) => {
    const file = `${folder}/new/page.html`;
    const said = await build(file);
    const { size } = await Deno.stat(file);
    assertEquals(said, [
      `${file}: ${(size / 1e6).toFixed(1)} MB, with 2 training images and the model anneal-seed-0.`,
      "It takes no server: open it in a browser.",
    ]);
    const html = await Deno.readTextFile(file);
    const files = carried(html);
    const site = siteIn(files);
    assertEquals(site.runs, []);
    assertEquals(site.served, undefined);
    assertEquals(site.data.test, undefined);
    assertEquals(site.data.first, undefined);
    const { train } = site.data;
    assertEquals(
      [...files.keys()].sort(),
      ["site.json", "program", train.images, train.labels!, ...modelPaths(site)]
        .concat(site.classifier ?? []).sort(),
    );
    assertEquals(site.models.length, 1);
    assertEquals(readIdx(new Uint8Array(files.get(train.images)!), "images", 3), {
      shape: [2, 2, 3],
      values: new Uint8Array(PIXELS.train),
    });

    // Its policy knows both scripts by their hashes: the one that stands there, and the one that is packed.
    const [policy] = html.match(/(?<=content-security-policy" content=")[^"]+/)!;
    assertMatch(policy, /^default-src 'none'; script-src 'sha256-/);
    const loader = html.match(/<script>([^]*?)<\/script>/g)!.map((element) => element.slice(8, -9));
    assertEquals(loader.length, 1);
    for (const script of [new TextEncoder().encode(loader[0]), files.get("program")!]) {
      const hash = await crypto.subtle.digest("SHA-256", new Uint8Array(script));
      assert(policy.includes(`'sha256-${new Uint8Array(hash).toBase64()}'`));
    }
    assert(!/(src|href)="(?!data:)/.test(html), "it refers to another file");
  });
});

itNeeds(rights, "of more images than are wanted the first ones are carried", async () => {
  await withBuild(async (folder, build) => {
    await build(`${folder}/page.html`, { count: 1 });
    const files = carried(await Deno.readTextFile(`${folder}/page.html`));
    const { data: { train, first } } = siteIn(files);
    assertEquals(first, 1);
    assertEquals(readIdx(new Uint8Array(files.get(train.images)!), "images", 3), {
      shape: [1, 2, 3],
      values: new Uint8Array(PIXELS.train.slice(0, 6)),
    });
    assertEquals(readIdx(new Uint8Array(files.get(train.labels!)!), "labels", 1).shape, [1]);
  });
});

itNeeds(rights, "an earlier page is replaced, and nothing else", async () => {
  await withBuild(async (folder, build) => {
    const file = `${folder}/page.html`;
    await build(file);
    await build(file);
    await Deno.writeTextFile(file, "<!doctype html>mine");
    await assertRejects(
      () => build(file),
      UserError,
      `${file} is there already, and is no page that deno task explore wrote. Choose another name with ` +
        "`build`, or replace it with `force`.",
    );
    assertEquals(await Deno.readTextFile(file), "<!doctype html>mine");
    await build(file, { force: true });
    assert((await Deno.readTextFile(file)).includes("site.json"));
    await Deno.mkdir(`${folder}/folder.html`);
    await assertRejects(() => build(`${folder}/folder.html`), UserError, "it is a folder");
    const inside = `${file}/page.html`;
    await assertRejects(() => build(inside), UserError, "another folder with `build`.");
  });
});
