/** The page in a report takes the room that there is: fewer images first, then fewer models. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { SiteImages } from "../../../lib/cli/explore/site_images.ts";
import { livePage } from "../../../lib/cli/lab/live_page.ts";
import { readSafetensors } from "../../../lib/file/safetensors.ts";
import type { LivePage } from "../../../lib/report/report_html.tsx";
import { itNeeds, type Right } from "../../needs.ts";

const lab = new URL("../../../", import.meta.url);
const model = new URL("fixtures/anneal-seed-0/model.safetensors", lab);
const rights: Right[] = ["read", "write", "env", "run"];

/** A file that a page carries, unpacked. */
async function carried({ elements }: LivePage, name: string): Promise<Uint8Array> {
  const [, text] = new RegExp(`data-file="[^"]*${name}">([^<]*)<`).exec(elements)!;
  const packed = new Blob([Uint8Array.fromBase64(text)]).stream();
  return await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).bytes();
}

itNeeds(
  rights,
  "livePage() does without images, and then a model, where there is little room",
  async () => {
    const bytes = await Deno.readFile(model);
    const models = [{ name: "anneal", bytes }, { name: "collapse", bytes }];
    const images = new SiteImages("mnist", () => {});
    const parts = { images, held: 60_000, models };
    const page = (room: number) => livePage(parts, lab, room, new AbortController().signal);

    const fewer = await page(5.2e6);
    assert(fewer.elements.length <= 5.2e6);
    const [, count] = /the first ([\d,]+) of 60,000 training images/.exec(fewer.contents)!;
    assert(
      Number(count.replace(",", "")) >= 2000 && Number(count.replace(",", "")) < 10_000,
      count,
    );
    assertStringIncludes(fewer.contents, "the annealed and the collapsed models");
    assert(fewer.elements.includes("models/collapse.safetensors"));

    const one = await page(3.5e6);
    assert(one.elements.length <= 3.5e6);
    assertStringIncludes(one.contents, "the annealed model,");
    assert(!one.elements.includes("models/collapse.safetensors"));

    const before = readSafetensors(bytes);
    const after = readSafetensors(await carried(one, "anneal.safetensors"));
    assertEquals(after.metadata, before.metadata);
    let worst = 0;
    for (const [name, { shape, values }] of Object.entries(before.tensors)) {
      assertEquals(after.tensors[name].shape, shape);
      for (const [i, value] of values.entries()) {
        if (value === 0) continue;
        worst = Math.max(worst, Math.abs(after.tensors[name].values[i] / value - 1));
      }
    }
    assert(worst > 0 && worst <= 2 ** -12, `a weight is off by ${worst}`);
  },
);
