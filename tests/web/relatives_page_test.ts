/// <reference lib="dom" />
/** The page with images that are not MNIST's: labels that have names or are beyond 9, and none at all. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { useBackend } from "../../lib/backend/use_backend.ts";
import type { DataSet } from "../../lib/data/data_set.ts";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { modelToBytes } from "../../lib/run/model_file.ts";
import { imagesOfSize } from "../any_size.ts";
import { writeImages } from "../data/write_images.ts";
import { inChromium } from "../in_chromium.ts";
import { until, withPage, withSite } from "./with_page.ts";

/** More than the ten colours of digits, and names that are no numbers. */
const NAMES = Array.from({ length: 12 }, (_, label) => `kind ${String.fromCharCode(65 + label)}`);

const text = (page: Page, selector: string) =>
  page.$eval(selector, (element) => element.textContent!.trim());

/** Writes images of 8 x 10 pixels, and a model of them; answers the flags that choose both. */
async function writeAll(folder: string, labelled: boolean): Promise<[string[], DataSet]> {
  const data = imagesOfSize(130, { height: 8, width: 10 });
  const { pixels, height, width, size, count } = data;
  const images = {
    ...{ pixels, height, width, size },
    labels: labelled ? Uint8Array.from({ length: count }, (_, i) => i % 12) : undefined,
  } as DataSet;
  await writeImages(`${folder}/data`, images, [0, count]);
  if (labelled) await Deno.writeTextFile(`${folder}/data/labels.txt`, NAMES.join("\n"));
  await useBackend("cpu");
  const vae = new Vae({ latentSize: 2, image: data, random: new TorchRandom(0) });
  await Deno.writeFile(`${folder}/model.safetensors`, await modelToBytes(vae));
  vae.dispose();
  return [["--data", `${folder}/data`, "--model", `${folder}/model.safetensors`], data];
}

/** Trains for an epoch on the images in a folder, and waits until its map of codes is there. */
async function train(page: Page, url: string, folder: string): Promise<void> {
  await page.goto(`${url}#tab=train&epochs=1&task=collapse`);
  await until(page, "form code", (code) => code.textContent!.includes("--data"));
  const command = await text(page, "form code");
  assert(command.endsWith(`--data ${folder}/data --backend wasm`), command);
  await page.locator("#start").click();
  await until(page, '.run[data-status="finished"]');
  await until(page, ".run canvas.map");
}

inChromium("labels with names stand wherever the page shows what an image is", async (folder) => {
  const [args] = await writeAll(folder, true);
  await withSite(args, async (url) => {
    await withPage(folder, async ({ page, errors }) => {
      await page.goto(`${url}#tab=explore&image=14&from=1&to=26`);
      await until(page, "#map-legend button");
      const legend = await page.$$eval(
        "#map-legend button",
        (buttons) => buttons.map(({ textContent, ariaLabel }) => [textContent, ariaLabel]),
      );
      assertEquals(legend, NAMES.map((name) => [name, `Highlight ${name}`]));
      const swatches = await page.$$eval(
        "#map-legend .swatch",
        (all) => all.map((swatch) => getComputedStyle(swatch).backgroundColor),
      );
      assertEquals(new Set(swatches).size, 12);
      await page.locator("#map-legend [data-digit='11']").click();
      await until(page, "#map-legend [data-digit='11'][aria-pressed='true']");

      await until(page, "#map-place[data-image]");
      const image = Number(
        await page.$eval("#map-place", (place) => place.getAttribute("data-image")),
      );
      assert((await text(page, "#map-place")).endsWith(`mage ${image}, ${NAMES[image % 12]}`));
      await until(
        page,
        "#draw-fitted figcaption",
        (caption) => caption.textContent!.includes("14"),
      );
      assertEquals(await text(page, "#draw-fitted figcaption"), "training image 14, kind C");
      await until(page, "#path-ends");
      assertEquals(await text(page, "#path-ends"), "From image 1 (kind B) to image 26 (kind C).");

      await until(page, "#sample-table");
      assertMatch(
        await text(page, "#samples"),
        /knows MNIST's digits only, so that nothing is counted/,
      );
      const head = await page.$$eval(
        "#sample-table th[scope=col]",
        (all) => all.map(({ textContent }) => textContent),
      );
      assertEquals(head, ["Codes from", "Outside of q(z)"]);
      await assertNoDigits(page);

      await train(page, url, folder);
      const dots = await page.$$eval(
        ".run .legend li",
        (all) => all.map(({ textContent }) => textContent!.trim()),
      );
      assertEquals(dots, NAMES);
      await assertNoDigits(page);
      assertEquals(errors, []);
    });
  });
});

inChromium(
  "images without labels are explored and trained on, and no label is asked for",
  async (folder) => {
    const [args] = await writeAll(folder, false);
    await withSite(args, async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}#tab=explore&image=14&from=1&to=26`);
        await until(page, "#map-legend");
        assertMatch(await text(page, "#map-legend"), /^These images have no labels/);
        await until(page, "#map-place", (place) => /image \d+$/.test(place.textContent!.trim()));
        await until(
          page,
          "#draw-fitted figcaption",
          (caption) => caption.textContent!.includes("14"),
        );
        assertEquals(await text(page, "#draw-fitted figcaption"), "training image 14");
        await until(page, "#path-ends");
        assertEquals(await text(page, "#path-ends"), "From image 1 to image 26.");
        await until(page, "#sample-table");
        await assertNoDigits(page);
        await train(page, url, folder);
        assertEquals((await page.$$(".run .legend li")).length, 0);
        await assertNoDigits(page);
        assertEquals(errors, []);
      });
    });
  },
);

/** Nothing that is seen claims that the images are digits, but where the page speaks of MNIST's. */
async function assertNoDigits(page: Page): Promise<void> {
  const shown = await page.$eval("main", (main) => (main as HTMLElement).innerText);
  const claims = shown.split("\n").filter((line) => /digit/i.test(line) && !line.includes("MNIST"));
  assertEquals(claims, []);
}
