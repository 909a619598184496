/// <reference lib="dom" />
/** The page in one file, opened from the disk: it trains and explores as the served one, and asks for nothing. */
import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { useBackend } from "../../lib/backend/use_backend.ts";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { timelineSpecification } from "../../lib/figure/timeline_specification.ts";
import { decodeCodes } from "../../lib/measure/decode_codes.ts";
import type { Vae } from "../../lib/model/vae.ts";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { eventually } from "../eventually.ts";
import { inChromium } from "../in_chromium.ts";
import { runTask } from "../scripts/run_task.ts";
import { keptFile, keptLines } from "./kept_files.ts";
import { misfits, settle, violations } from "./look_for_faults.ts";
import { until, withPage } from "./with_page.ts";

const screenshots = fileURLToPath(new URL("../../out/screenshots/", import.meta.url));
/** The model that ships, whatever else this machine has. */
const MODEL = fileURLToPath(
  new URL("../../fixtures/anneal-seed-0/model.safetensors", import.meta.url),
);

/** The page as `deno task explore` writes it, once for all tests. */
let built: Promise<string> | undefined;
async function build(): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".html" });
  const { status, stdout, stderr } = await runTask(
    "explore",
    "--build",
    file,
    "--force",
    "--model",
    MODEL,
  );
  assertEquals(status, 0, stderr);
  const size = (await Deno.stat(file)).size / 1e6;
  assertStringIncludes(stdout, `${file}: ${size.toFixed(1)} MB, with 10,000 training images and`);
  assert(size < 6, `${size} MB`);
  const text = await Deno.readTextFile(file);
  await Deno.remove(file);
  return text;
}

/**
 * Opens a page without a network.
 *
 * @param change makes another document of it
 */
async function withFile(
  folder: string,
  use: (visit: { page: Page; url: string; errors: string[] }) => Promise<void>,
  change = (html: string) => html,
): Promise<void> {
  const file = `${folder}/page.html`;
  await Deno.writeTextFile(file, change(await (built ??= build())));
  const url = pathToFileURL(file).href;
  await withPage(folder, async ({ page, errors }) => {
    await page.setOfflineMode(true);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url().replace(/#.*$/, "")));
    await use({ page, url, errors });
    // Workers come from the page's own text, and pictures from its own bytes.
    assertEquals([...new Set(asked.filter((url) => !/^(blob|data):/.test(url)))], [url]);
    assertEquals(errors, []);
  });
}

const text = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element as HTMLElement).innerText.trim());
const status = (page: Page, status: string) => until(page, `.run[data-status="${status}"]`);

inChromium(
  "a page from the disk trains on 10,000 images to the losses of the command that it shows",
  async (folder) => {
    await withFile(folder, async ({ page, url }) => {
      await page.goto(`${url}#tab=train&epochs=1`);
      await until(page, "#start");
      const paint = await page.evaluate(() => performance.getEntriesByType("paint")[0].startTime);
      console.log(`first paint after ${Math.round(paint)} ms`);
      const command = (await text(page, ".copy code")).split(/\s+/).slice(2);
      assertEquals(
        command.join(" "),
        "collapse --epochs 1 --images 10000 --backend wasm",
      );
      const out = `${folder}/collapse`;
      const told = runTask("collapse", ...command.slice(1), "--out", out);
      await page.locator("#start").click();
      await status(page, "finished");
      assertEquals((await told).status, 0, (await told).stderr);
      const expected = (await Deno.readTextFile(`${out}/metrics.jsonl`)).trimEnd().split("\n");
      assertEquals(expected.length, 79);
      assertEquals(await keptLines(page, "metrics.jsonl"), expected);
      assertEquals(
        await keptFile(page, "model.safetensors"),
        await Deno.readFile(`${out}/model.safetensors`),
      );
      const record = async (bytes: Uint8Array | Promise<Uint8Array>) =>
        JSON.parse(new TextDecoder().decode(await bytes));
      const [here, there] = [
        await record(keptFile(page, "run.json")),
        await record(Deno.readFile(`${out}/run.json`)),
      ];
      assertEquals(here.data, there.data);
      assertEquals(here.verdict, there.verdict);
      assertEquals(here.epochs[0].test, undefined);
      assert((await text(page, ".figures")).includes("one thread"));

      // The command line takes it over, and tests it on the images that the page does not have.
      await Deno.mkdir(`${folder}/back`);
      for (
        const name of ["run.json", "metrics.jsonl", "model.safetensors", "checkpoint.safetensors"]
      ) {
        await Deno.writeFile(`${folder}/back/${name}`, await keptFile(page, name));
      }
      const resumed = ["--resume", "--out", `${folder}/back`, ...command.slice(3)];
      const { status: exit, stderr } = await runTask("collapse", "--epochs", "2", ...resumed);
      assertEquals(exit, 0, stderr);
      assert((await record(Deno.readFile(`${folder}/back/run.json`))).epochs[1].test.loss > 0);
    });
  },
);

inChromium(
  "a page from the disk keeps runs, saves them, and takes another beta",
  async (folder) => {
    await withFile(folder, async ({ page, url }) => {
      const session = await page.createCDPSession();
      await session.send("Browser.setDownloadBehavior", {
        behavior: "allow",
        downloadPath: folder,
      });
      const saved = (name: string) =>
        eventually(async () => {
          const bytes = await Deno.readFile(`${folder}/${name}`);
          assert(bytes.length > 0, `${name} is empty`);
          return bytes;
        });
      await page.goto(`${url}#tab=train&images=1280&epochs=40`);
      await page.locator("#start").click();
      await until(page, ".figures", (element) => element.textContent!.startsWith("epoch 2"));
      await page.locator(".beta").fill("12");
      await page.keyboard.press("Tab");
      await until(page, ".figures", (element) => element.textContent!.includes("KL term 12"));
      await page.locator('[data-pace="stop"]').click();
      await status(page, "stopped");
      await page.locator('[data-save="model"]').click();
      assertEquals(
        await saved("collapse-seed-0.safetensors"),
        await keptFile(page, "model.safetensors"),
      );
      await page.locator('[data-save="zip"]').click();
      assertEquals([...(await saved("collapse-seed-0.zip")).subarray(0, 2)], [0x50, 0x4b]);
      assertEquals(await page.$$eval("::-p-text(Copy link)", (found) => found.length), 0);

      // It is there again when the file is opened anew.
      await page.reload();
      await page.locator('[aria-label^="Open collapse"]').click();
      await status(page, "paused");

      // A run of the command line on all images is refused: only the first ones are here.
      await Deno.mkdir(`${folder}/other`);
      const out = `${folder}/other`;
      const options = ["--epochs", "1", "--images", "10001", "--backend", "wasm", "--out", out];
      assertEquals((await runTask("naive", ...options)).status, 0);
      const chooser = await page.$(".kept input[type=file]");
      await (chooser as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(
        ...["run.json", "metrics.jsonl", "checkpoint.safetensors"].map((name) => `${out}/${name}`),
      );
      await status(page, "failed");
      assert(
        (await text(page, ".run [role=alert]")).startsWith(
          "The run was trained on 10,001 images, of which this page has the first 10,000.",
        ),
      );
    });
  },
);

/** What is shown is what the library decodes of the code that is shown. @returns that code */
async function shownCode(page: Page, vae: Vae): Promise<number[]> {
  const { code, gray } = await page.$eval("#picture", (element) => {
    const canvas = element as HTMLCanvasElement;
    const copy = Object.assign(document.createElement("canvas"), { width: 28, height: 28 });
    const context = copy.getContext("2d")!;
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, 28, 28);
    return {
      code: canvas.dataset.code!.split(",").map(Number),
      gray: [...data].filter((_, i) => i % 4 === 0),
    };
  });
  const pixels = await decodeCodes(vae, Float32Array.from(code));
  gray.forEach((level, i) => assertAlmostEquals(level, 255 * pixels[i], 0.51));
  return code;
}

inChromium("a page from the disk decodes what is clicked on the map and slid", async (folder) => {
  await useBackend("cpu");
  const vae = modelFromBytes(await Deno.readFile(MODEL), "");
  await withFile(folder, async ({ page, url }) => {
    await page.goto(`${url}#tab=explore`);
    await until(page, '#map-holder[aria-busy="false"] #map-canvas');
    await until(page, "#units li");
    const first = await shownCode(page, vae);
    await page.locator("#unit-6").fill("-1.5");
    await until(page, "#picture", (picture) => {
      return (picture as HTMLElement).dataset.code!.split(",")[6] === "-1.5";
    });
    assertEquals(await shownCode(page, vae), first.with(6, -1.5));
    await page.locator("#map-canvas").click();
    await until(page, "#picture", (picture) => {
      return (picture as HTMLElement).dataset.code!.split(",")[6] !== "-1.5";
    });
    const clicked = await shownCode(page, vae);
    assertEquals(clicked.filter((value, unit) => value !== first[unit]).length, 2);
    await until(page, "#sample-counts");
    assert((await text(page, "#model-facts")).includes("measured on 10,000 training images"));
    assertEquals(
      await page.evaluate(() => document.querySelectorAll("[role=alert], .notice").length),
      0,
    );
  });
});

/** A report as others embed the page: a figure, its text, and the page below what is seen at first. */
function report(html: string): string {
  const batches = Array.from({ length: 100 }, (_, batch) => ({
    ...{ epoch: 1, batch, batches: 100, klWeight: 1, klPerUnit: [1, 1] },
    ...{ loss: 60 - batch / 10, reconstruction: 58 - batch / 10, kl: 2 },
  }));
  const specification = timelineSpecification({
    ...{ title: "Losses </script>", batches, activeUnits: [], meanImageError: 52.7, latentSize: 2 },
  });
  const packed = gzipSync(JSON.stringify(specification)).toString("base64");
  const body = `<header><h1>A report</h1></header>
<main>
<p class="buttons"><a class="button" href="#try">Try it</a>
<a class="button" href="#tab=train&task=anneal&beta=4" id="anneal">Train it</a></p>
<figure data-specification="losses">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAAC" width="700" alt="Losses that fall">
</figure>
<script type="text/plain" data-file="losses">${packed}</script>
<div style="height: 4000px"></div>
<h2 id="try">Try it</h2>
<div id="lab-page">It takes JavaScript.</div>
</main>`;
  return html.replace(/(?<=<body>)[^]*<\/noscript>/, () => body);
}

inChromium(
  "a document that carries the page shows its figures as charts, and the page when one comes near",
  async (folder) => {
    await withFile(folder, async ({ page, url }) => {
      await page.goto(url);
      await until(page, "figure .paper svg");
      assertEquals(
        await page.$eval("figure", (figure) => [
          figure.querySelector(".paper")!.ariaLabel,
          figure.querySelector("img"),
        ]),
        ["Losses that fall", null],
      );
      assertEquals(await text(page, "#lab-page"), "It takes JavaScript.");

      // A point of a line tells its numbers.
      const [x, y] = await page.$$eval("figure .mark-symbol path", (points) => {
        const { x, y, width, height } = points[50].getBoundingClientRect();
        return [x + width / 2, y + height / 2];
      });
      await page.mouse.move(x, y);
      await until(page, ".told:not([hidden])");
      assertEquals(await text(page, ".told"), "x: 51\nloss per image: 55");

      // A link of the document sets the page, and leads there; what is done there leaves the address alone.
      await page.locator("#anneal").click();
      await until(page, "#lab-page #start");
      const { address, top, focused } = await page.evaluate(() => ({
        address: location.hash,
        top: document.getElementById("lab-page")!.getBoundingClientRect().top,
        focused: document.activeElement!.id,
      }));
      assertEquals([address, focused], ["#tab=train&task=anneal&beta=4", "lab-page"]);
      assert(top >= 0 && top < 300, `${top}`);
      assertEquals(
        await text(page, ".copy code"),
        "deno task anneal --images 10000 --beta 4 --backend wasm",
      );
      await page.locator('#lab-page input[value="naive"]').click();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      assertEquals(await page.evaluate(() => location.hash), address);
      assertEquals(await page.$$eval("h1, main", (all) => all.length), 2);
    }, report);
  },
);

const SCHEMES = ["light", "dark"] as const;

for (const [name, change] of [["page", (html: string) => html], ["report", report]] as const) {
  inChromium(`a ${name} from the disk is there for everybody`, async (folder) => {
    await Deno.mkdir(screenshots, { recursive: true });
    await withFile(folder, async ({ page, url }) => {
      await page.goto(`${url}#tab=train&images=256&epochs=1`);
      await page.locator("#start").click();
      await status(page, "finished");
      await until(page, ".run .paper svg");
      for (const width of [360, 1280]) {
        for (const scheme of SCHEMES) {
          await page.setViewport({ width, height: 800 });
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          await settle(page);
          const at = `${width} pixels, ${scheme}`;
          assertEquals(await misfits(page), [], at);
          assertEquals(await violations(page), [], at);
          await page.screenshot({
            path: `${screenshots}one-file-${name}-${width}-${scheme}.png`,
            fullPage: true,
          });
        }
      }
    }, change);
  });
}

inChromium(
  "a page from the disk may ask for nothing and runs no script but its own",
  async (folder) => {
    await Deno.writeTextFile(`${folder}/page.html`, await (built ??= build()));
    await withPage(folder, async ({ page }) => {
      await page.goto(pathToFileURL(`${folder}/page.html`).href);
      await until(page, "#start");
      const found = await page.evaluate(async () => {
        const refused: string[] = [];
        addEventListener(
          "securitypolicyviolation",
          (event) => refused.push(event.effectiveDirective),
        );
        await fetch("https://127.0.0.1/").catch(() => {});
        const script = document.createElement("script");
        script.textContent = "document.title = 'another';";
        document.body.append(script);
        const image = new Image();
        await new Promise((resolve) => {
          image.onerror = resolve;
          image.src = "https://127.0.0.1/x.png";
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { refused: refused.sort(), title: document.title };
      });
      assertEquals(found, {
        refused: ["connect-src", "img-src", "script-src-elem"],
        title: "The VAE lab",
      });
    });
  },
);
