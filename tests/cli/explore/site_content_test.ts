import { assert, assertEquals } from "@std/assert";
import { siteContent, siteRecord } from "../../../lib/cli/explore/site_content.ts";
import { SiteImages } from "../../../lib/cli/explore/site_images.ts";
import { siteModels } from "../../../lib/cli/explore/site_models.ts";
import config from "../../../deno.json" with { type: "json" };
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { writeRealRun } from "./real_run.ts";
import { STAND_IN } from "./stand_in.ts";

const rights: Right[] = ["read", "write"];
const FIXTURE = "fixtures/anneal-seed-0", MODEL = "model.safetensors";

async function partsOf(runs: string, model?: string) {
  const images = new SiteImages("mnist", () => {});
  return { page: STAND_IN, images, models: await siteModels(model), runs };
}

/** What lies at a path, as text. */
async function textAt(parts: Awaited<ReturnType<typeof partsOf>>, path: string) {
  const content = await siteContent(parts, path);
  return content && await new Response(content.body).text();
}

itNeeds(rights, "site.json tells what there is, by paths that lead there", async () => {
  await withFolder(async (runs) => {
    await writeRealRun(`${runs}/one`);
    const parts = await partsOf(runs);
    const site = JSON.parse((await textAt(parts, "site.json"))!);
    assertEquals(site, await siteRecord(parts));
    assertEquals(site.lab, config.version);
    assertEquals(site.data, {
      name: "mnist",
      train: { images: "data/train-images.idx", labels: "data/train-labels.idx" },
      test: { images: "data/test-images.idx", labels: "data/test-labels.idx" },
    });
    const files = ["run.json", "metrics.jsonl", "model.safetensors"];
    assertEquals(site.runs, [{ name: "one", path: "runs/one", files }]);
    assertEquals(site.served, { data: "mnist", runs });
    const shipped = site.models.at(-1);
    assertEquals(shipped.name, "anneal-seed-0");
    for (
      const path of [
        shipped.path,
        shipped.prior,
        site.classifier,
        ...files.map((file) => `runs/one/${file}`),
      ]
    ) {
      const content = await siteContent(parts, path);
      assert(content && content.size > 10, path);
      await (content.body as ReadableStream).cancel();
    }
  });
});

itNeeds(rights, "the model that is named comes first, and is kept", async () => {
  await withFolder(async (folder) => {
    const file = `${folder}/mine/model.safetensors`;
    await Deno.mkdir(`${folder}/mine`);
    await Deno.copyFile(`${FIXTURE}/model.safetensors`, file);
    const parts = await partsOf(folder, file);
    await Deno.remove(file);
    const { models: [first], served } = await siteRecord(parts);
    assertEquals(first.name, "mine/model.safetensors");
    assertEquals(served?.model, file);
    const { size } = await Deno.stat(`${FIXTURE}/model.safetensors`);
    assertEquals((await siteContent(parts, first.path))?.size, size);
  });
});

itNeeds(rights, "a run may have any name that its system allows", async () => {
  await withFolder(async (runs) => {
    const names = ["a b", "50%", "%2e%2e", "a%2fb", "ünï", "#1", "a+b&c", "...", "__proto__"];
    if (Deno.build.os !== "windows") names.push("what?", 'say "so"', "a\\b", "two\nlines", "x<y>");
    for (const name of names) {
      await writeRealRun(`${runs}/${name}`);
      await Deno.writeTextFile(`${runs}/${name}/metrics.jsonl`, name);
    }
    const parts = await partsOf(runs);
    const { runs: found } = await siteRecord(parts);
    assertEquals(found.map(({ name }) => name).sort(), names.sort());
    for (const { name, path } of found) {
      // As a browser asks for it.
      const { pathname } = new URL(`${path}/metrics.jsonl`, "http://127.0.0.1/");
      assertEquals(await textAt(parts, pathname.slice(1)), name);
    }
  });
});

itNeeds(
  rights,
  "what is no run folder, or leads out of it, is neither listed nor sent",
  async () => {
    await withFolder(async (folder) => {
      const runs = `${folder}/runs`;
      await writeRealRun(`${runs}/one`);
      await Deno.writeTextFile(`${runs}/run.json`, "{}");
      await Deno.mkdir(`${runs}/empty`);
      for (const [name, text] of [["broken", "{"], ["other", '{"name":"a package"}']]) {
        await Deno.mkdir(`${runs}/${name}`);
        await Deno.writeTextFile(`${runs}/${name}/run.json`, text);
      }
      await Deno.mkdir(`${runs}/odd/run.json`, { recursive: true });
      await Deno.mkdir(`${runs}/one/checkpoint.safetensors`);
      if (Deno.build.os !== "windows") {
        await writeRealRun(`${folder}/secret`);
        await Deno.symlink(`${folder}/secret`, `${runs}/linked`);
        await writeRealRun(`${runs}/two`);
        await Deno.remove(`${runs}/two/run.json`);
        await Deno.symlink(`${folder}/secret/run.json`, `${runs}/two/run.json`);
        await Deno.remove(`${runs}/one/model.safetensors`);
        await Deno.symlink(`${folder}/secret/model.safetensors`, `${runs}/one/model.safetensors`);
      }
      const parts = await partsOf(runs);
      const { runs: found } = await siteRecord(parts);
      assertEquals(found.map(({ name }) => name), ["one"]);
      const linked = Deno.build.os !== "windows";
      assertEquals(found[0].files, ["run.json", "metrics.jsonl"].concat(linked ? [] : MODEL));
      for (
        const path of ["runs/linked/run.json", "runs/linked/metrics.jsonl", "runs/two/run.json"]
          .concat("runs/one/checkpoint.safetensors", "runs/odd/run.json", "runs/run.json")
          .concat(linked ? `runs/one/${MODEL}` : [])
      ) {
        assertEquals(await textAt(parts, path), undefined, path);
      }
    });
  },
);

itNeeds(rights, "at most 200 runs are listed, the newest first", async () => {
  await withFolder(async (runs) => {
    const names = Array.from({ length: 203 }, (_, i) => `run-${i}`);
    for (const [i, name] of names.entries()) {
      await Deno.mkdir(`${runs}/${name}`);
      await Deno.copyFile(`${FIXTURE}/run.json`, `${runs}/${name}/run.json`);
      await Deno.utime(`${runs}/${name}/run.json`, 1e9 + i, 1e9 + i);
    }
    const { runs: found } = await siteRecord(await partsOf(runs));
    assertEquals(found.map(({ name }) => name), names.reverse().slice(0, 200));
  });
});

itNeeds(rights, "there may be no folder of runs yet", async () => {
  await withFolder(async (folder) => {
    const parts = await partsOf(`${folder}/out`);
    assertEquals((await siteRecord(parts)).runs, []);
    assertEquals(await textAt(parts, "runs/one/run.json"), undefined);
  });
});

itNeeds(["read"], "the images of a folder are called by its name alone", () => {
  for (const source of ["/home/ada/fashion", "fashion", "./data/fashion/", "C:\\data\\fashion"]) {
    assertEquals(new SiteImages(source, () => {}).name, "fashion");
  }
});
