/// <reference lib="dom" />
/**
 * The report in a browser, opened from the disk: for everybody, without a network, without scripts, and on paper.
 * It leaves its pictures and its PDF in out/screenshots.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadMnist } from "../../lib/data/mnist.ts";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { LAB_TEXT } from "../../lib/report/lab_text.ts";
import { writeImages } from "../data/write_images.ts";
import { inChromium } from "../in_chromium.ts";
import { runTask } from "../scripts/run_task.ts";
import { settle, violations } from "./look_for_faults.ts";
import { until, withPage } from "./with_page.ts";

const screenshots = fileURLToPath(new URL("../../out/screenshots/", import.meta.url));
const COUNT = 1280;

/** A report of a lab on a few of MNIST's images, once for all tests. */
let written: Promise<string> | undefined;
async function write(): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    await writeImages(`${folder}/images`, await loadMnist(), [0, COUNT]);
    const out = `${folder}/lab`;
    const args = ["--quick", "--backend", "wasm", "--data", `${folder}/images`, "--out", out];
    const { status, stderr } = await runTask("lab", ...args);
    assertEquals(status, 0, stderr);
    return await Deno.readTextFile(`${out}/lab.html`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Opens the report without a network; nothing but its file is asked for, and nothing goes wrong. */
async function withReport(
  folder: string,
  use: (page: Page, url: string) => Promise<void>,
): Promise<void> {
  await Deno.mkdir(screenshots, { recursive: true });
  const file = `${folder}/lab.html`;
  await Deno.writeTextFile(file, await (written ??= write()));
  const url = pathToFileURL(file).href;
  await withPage(folder, async ({ page, errors }) => {
    await page.setOfflineMode(true);
    const asked = new Set<string>();
    page.on("request", (request) => asked.add(request.url().replace(/#.*$/, "")));
    await use(page, url);
    assertEquals([...asked].filter((url) => !/^(blob|data):/.test(url)), [url]);
    assertEquals(errors, []);
  });
}

/** Goes through the whole document, as a reader does. */
async function read(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 700) {
    await page.evaluate((y) => scrollTo(0, y), y);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await settle(page);
}

inChromium("a report's charts become interactive, and its page trains", async (folder) => {
  await withReport(folder, async (page, url) => {
    await page.goto(url);
    assertEquals(await page.$$eval("figure svg", (drawn) => drawn.length), 0);
    await read(page);
    const charts = await page.$$eval("figure[data-specification]", (all) => all.length);
    assert(charts >= 4, `${charts} charts`);
    await until(page, "figure[data-specification]:last-of-type svg");
    for (const figure of await page.$$("figure[data-specification]")) {
      const id = await figure.evaluate(({ id }) => id);
      await until(page, `#${id} svg`);
      const alt = await figure.$eval("[role=img]", (chart) => chart.ariaLabel);
      assert(alt!.length > 20, id);
    }
    await page.$eval('a[href^="#tab=train"]', (link) => (link as HTMLElement).click());
    await until(page, "#lab-page #start");
    assertMatch(await page.$eval("#lab-page .copy code", (line) => line.textContent!), /--beta 8/);
    await page.locator("#lab-page #start").click();
    await until(page, '#lab-page .run[data-status="finished"]');
  });
});

inChromium(
  "a report is there for everybody: axe finds nothing, and it fits a telephone",
  async (folder) => {
    await withReport(folder, async (page, url) => {
      await page.goto(url);
      for (const width of [360, 1280]) {
        for (const scheme of ["light", "dark"] as const) {
          await page.setViewport({ width, height: 900 });
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          await read(page);
          const at = `${width} pixels, ${scheme}`;
          assertEquals(await violations(page), [], at);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert(wide <= width, `${at}: ${wide} pixels wide`);
          // Smaller, the words in them could not be read.
          const widths = await page.$$eval(
            "figure img, figure svg",
            (all) => all.map((picture) => picture.getBoundingClientRect().width),
          );
          assert(widths.every((width) => width >= 500), `${at}: figures of ${widths} pixels`);
          await page.evaluate(() => scrollTo(0, 0));
          await page.screenshot({
            path: `${screenshots}report-${width}-${scheme}.png`,
            fullPage: true,
          });
        }
      }
    });
  },
);

inChromium(
  "without scripts a report shows its pictures, and links to their numbers",
  async (folder) => {
    await withReport(folder, async (page, url) => {
      await page.setJavaScriptEnabled(false);
      await page.goto(url);
      const pictures = await page.$$eval(
        "figure img",
        (all) =>
          (all as HTMLImageElement[]).map(({ alt, complete, naturalWidth }) => ({
            isDrawn: complete && naturalWidth > 100,
            alt,
          })),
      );
      assert(pictures.length >= 12, `${pictures.length} pictures`);
      assertEquals(
        pictures.filter(({ isDrawn, alt }) => !isDrawn || alt.length < 20),
        [],
      );
      assertEquals(await page.$$eval("figure svg", (drawn) => drawn.length), 0);
      const links = await page.$$eval(
        "a[download]",
        (all) => (all as HTMLAnchorElement[]).map(({ download, href }) => ({ download, href })),
      );
      assert(links.length >= 8, `${links.length} links`);
      const charts = await page.$$eval(
        "figure[data-specification]",
        (all) => all.map(({ id }) => id),
      );
      for (const chart of [...charts, "lab-figure-compare"]) {
        const csv = `${chart.replace("lab-figure-", "")}-`;
        assert(links.some(({ download }) => download.startsWith(csv)), `${chart} has no numbers`);
      }
      for (const { download, href } of links) {
        const [head, ...rows] = (await (await fetch(href)).text()).trimEnd().split("\n");
        assertMatch(download, /^[\w-]+\.csv$/);
        assert(
          rows.length > 1 && rows.every((row) => row.split(",").length === head.split(",").length),
          download,
        );
      }
      const about = await page.$eval("#lab-page", (part) => (part as HTMLElement).innerText);
      assertMatch(about, /JavaScript/);
    });
  },
);

inChromium(
  "a report on paper has every section and figure, and nothing that is cut",
  async (folder) => {
    await withReport(folder, async (page, url) => {
      await page.goto(url);
      await read(page);
      await page.emulateMediaType("print");
      const hidden = await page.$$eval(
        "nav, #lab-page, .report-csv",
        (all) => all.filter((element) => element.checkVisibility()).length,
      );
      assertEquals(hidden, 0);
      assert(
        await page.$eval(".report-print", (sentence) => sentence.checkVisibility()),
      );
      // A4 has 257 mm between its margins, at 96 pixels an inch.
      const tall = await page.$$eval(
        "figure, .report-table",
        (all) =>
          all.filter((element) => element.getBoundingClientRect().height > 257 / 25.4 * 96)
            .map(({ id }) => id),
      );
      assertEquals(tall, []);
      for (const format of ["A4", "Letter"] as const) {
        const path = `${screenshots}report-${format}.pdf`;
        const pdf = await page.pdf({ path, format });
        const pages = new TextDecoder("latin1").decode(pdf).match(/\/Type\s*\/Page\b/g)!.length;
        assert(pages >= 12 && pages <= 26, `${pages} pages`);
        const text = await textOf(path);
        if (text === undefined) continue; // there is no pdftotext
        for (const { id, title } of LAB_TEXT) {
          assert(text.includes(title.replace(/\s+/g, "")), `${format}: ${id}`);
        }
        for (const part of ["Figure13.", "Table20.", "Onpaperthereisnothingtotry"]) {
          assert(text.includes(part), `${format}: ${part}`);
        }
      }
    });
  },
);

/** The text of a PDF without its spaces; `undefined` where poppler is missing. */
async function textOf(pdf: string): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command("pdftotext", { args: [pdf, "-"] }).output();
    return new TextDecoder().decode(stdout).replace(/\s+/g, "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
