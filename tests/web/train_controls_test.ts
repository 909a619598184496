/// <reference lib="dom" />
/** The controls of Exercise 2: each does what the library says it should, and the page answers while it trains. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { latentMetrics } from "../../lib/measure/latent_metrics.ts";
import { reconstructImages } from "../../lib/measure/reconstruct_images.ts";
import { unitsInUse } from "../../lib/measure/units_in_use.ts";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { parseRunRecord } from "../../lib/run/parse_run_record.ts";
import { gaussianSpectrum, spectra } from "../../lib/theory/spectra.ts";
import { eventually } from "../eventually.ts";
import { inChromium } from "../in_chromium.ts";
import { keptFile, keptLines } from "./kept_files.ts";
import { until, withPage, withSite } from "./with_page.ts";

const text = (page: Page, selector: string) =>
  page.$eval(selector, (element) => element.textContent!.trim());
const status = (page: Page, status: string) => until(page, `.run[data-status="${status}"]`);
const pace = (page: Page, pace: string) => page.locator(`[data-pace="${pace}"]`).click();
const start = (page: Page) => page.locator("#start").click();

/** Types a value into the field of this name, in place of what is there. */
async function fill(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="textbox"])`).fill(value);
  await page.keyboard.press("Tab");
}

inChromium("pause, one batch, one epoch, another beta, the way back, and stop", async (folder) => {
  await withSite([], async (url) => {
    await withPage(folder, async ({ page, errors }) => {
      await page.goto(`${url}#tab=train&images=1280&epochs=40`);
      await start(page);
      await until(page, ".figures");
      await pace(page, "pause");
      await status(page, "paused");
      const place = await text(page, ".figures");
      await new Promise((resolve) => setTimeout(resolve, 500));
      assertEquals(await text(page, ".figures"), place, "a paused run stands still");

      // One batch: the next one, and a look at the model after it.
      const [, epoch, batch] = /epoch (\d+), batch (\d+) of 10/.exec(place)!.map(Number);
      await pace(page, "batch");
      const next = batch === 10 ? [epoch + 1, 1] : [epoch, batch + 1];
      const wanted = `epoch ${next[0]}, batch ${next[1]} of 10`;
      await eventually(async () => {
        const figures = await text(page, ".figures");
        assert(figures.startsWith(wanted), `${figures} is not ${wanted}`);
      });
      await status(page, "paused");

      // To the epoch's end: its checkpoint is kept when the run halts.
      await pace(page, "epoch");
      await until(page, ".figures", (element) => element.textContent!.includes("batch 10 of 10"));
      await status(page, "paused");
      const record = parseRunRecord(
        new TextDecoder().decode(await keptFile(page, "run.json")),
      );
      assertEquals((await keptLines(page, "metrics.jsonl")).length, 10 * record.epochs.length);

      // What is shown is what the library measures of the model that is kept.
      await useBackend("cpu");
      const vae = modelFromBytes(await keptFile(page, "model.safetensors"), "model");
      const data = await loadMnist({ count: 1000 });
      const { klPerUnit, varianceOfMu } = await latentMetrics(vae, data);
      const shown = await page.$$eval(
        ".bars li",
        (items) => items.map((item) => Number((item as HTMLElement).dataset.kl)),
      );
      assertEquals(shown.length, 8);
      shown.forEach((kl, unit) => assertAlmostEquals(kl, klPerUnit[unit], 1e-5));
      const awake = unitsInUse({ klPerUnit, varianceOfMu }).filter(Boolean).length;
      assert((await text(page, "[data-awake]")).startsWith(`${awake} of 8`));
      const { reconstructions } = await reconstructImages(vae, data, 12);
      const pixels = await page.$$eval(".rows .digits", ([, canvas]) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext("2d")!
          .getImageData(0, 0, width, height);
        return { width, gray: [...data].filter((_, i) => i % 4 === 0) };
      });
      for (let image = 0; image < 12; image++) {
        for (let pixel = 0; pixel < 784; pixel++) {
          const at = Math.floor(pixel / 28) * pixels.width + image * 30 + pixel % 28;
          assertAlmostEquals(pixels.gray[at], 255 * reconstructions[784 * image + pixel], 0.51);
        }
      }

      // Beta, from the next batch on.
      await page.locator(".beta").fill("12");
      await page.keyboard.press("Tab");
      await pace(page, "batch");
      await until(page, ".figures", (element) => element.textContent!.includes("KL term 12"));

      // The way back: an earlier look has other bars.
      await status(page, "paused");
      const now = await page.$$eval(
        ".bars li",
        (items) => items.map((item) => (item as HTMLElement).dataset.kl),
      );
      await page.locator(".scrubber input").fill("0");
      await until(page, ".scrubber output", (e) => e.textContent === "before the first batch");
      const before = await page.$$eval(
        ".bars li",
        (items) => items.map((item) => (item as HTMLElement).dataset.kl),
      );
      assert(now.every((kl, unit) => kl !== before[unit]), `${now}`);
      await page.locator(".scrubber button").click();

      await pace(page, "stop");
      await status(page, "stopped");
      const stopped = parseRunRecord(new TextDecoder().decode(await keptFile(page, "run.json")));
      assertEquals(stopped.changes?.map(({ beta }) => beta), [12]);
      assertEquals(stopped.finishedAt, undefined);
      assertEquals(errors, []);
    });
  });
});

inChromium(
  "a beta that the run cannot have is refused beside its field, and the run goes on",
  async (folder) => {
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(
          `${url}#tab=train&task=train&objective=iwae&samples=2&images=1280&epochs=40`,
        );
        await start(page);
        await until(page, ".figures");
        await page.locator(".beta").fill("0");
        await page.keyboard.press("Tab");
        await until(
          page,
          ".beta ~ .wrong",
          (element) => element.textContent!.startsWith("β 0 cannot be combined with"),
        );
        await page.locator(".beta").fill("2");
        await page.keyboard.press("Tab");
        await until(page, ".figures", (element) => element.textContent!.includes("KL term 2"));
        assertEquals(await page.$(".beta ~ .wrong"), null);
        await pace(page, "stop");
        await status(page, "stopped");
        const stopped = parseRunRecord(new TextDecoder().decode(await keptFile(page, "run.json")));
        assertEquals(stopped.changes?.map(({ beta }) => beta), [2]);
        assertEquals(errors, []);
      });
    });
  },
);

inChromium(
  "theory speaks before the run, and two runs have the same seed and batches",
  async (folder) => {
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}#tab=train`);
        await fill(page, "Training images", "512");
        await fill(page, "Epochs", "1");
        await fill(page, "β", "3");
        await page.locator('input[value="naive"]').click();
        await page.select("#beside", "collapse");
        await until(page, '[data-task="collapse"]');
        const data = await loadMnist({ count: 512 });
        const { eigenvalues, collapsed } = spectra(data).gaussian;
        const { optimum } = gaussianSpectrum(eigenvalues, collapsed);
        for (const [task, beta] of [["naive", 3 / 784], ["collapse", 3]] as const) {
          const best = optimum({ beta, latentSize: 8 });
          const { units, loss } = await page.$eval(`[data-task="${task}"]`, (element) => ({
            ...(element as HTMLElement).dataset,
          }));
          assertEquals([Number(units), Number(loss)], [best.activeUnits, best.loss]);
        }
        assertEquals(
          await text(page, ".copy code"),
          "deno task naive --epochs 1 --images 512 --beta 3 --backend wasm",
        );

        // The address says all of it.
        const address = "#tab=train&task=naive&beside=collapse&epochs=1&images=512&beta=3";
        await eventually(() => assertEquals(new URL(page.url()).hash, address));

        await start(page);
        await until(page, '.run[data-status="finished"] + .run[data-status="finished"]');
        const errorsShown = await page.$$eval(".figures", (all) => all.map((e) => e.textContent!));
        assertEquals(errorsShown.length, 2);
        assert(errorsShown[0].includes("KL term 0.00383"), errorsShown[0]);
        assert(errorsShown[1].includes("KL term 3"), errorsShown[1]);
        assertEquals(errors, []);
      });
    });
  },
);

inChromium(
  "a wrong option is told beside its field, and a wrong pair above the button",
  async (folder) => {
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}#tab=train&beta=-1&colour=red`);
        await until(page, ".notice");
        const notice = await text(page, ".notice");
        assert(
          notice.includes("beta=-1") && notice.includes("Allowed: a number from 0 on"),
          notice,
        );
        assert(notice.includes("colour"), notice);
        await fill(page, "Epochs", "0");
        await until(page, "small.wrong");
        assertEquals(await text(page, "small.wrong"), "Allowed: a whole number from 1 on.");
        assertEquals(await isDisabled(page), true, "a wrong field lets nothing start");
        await fill(page, "Epochs", "1");
        assertEquals(await isDisabled(page), false);
        await fill(page, "Training images", "70000");
        await until(page, "[aria-labelledby=theory] .wrong");
        assert(
          (await text(page, "[aria-labelledby=theory] .wrong")).includes("this page has 60000"),
        );
        await fill(page, "Training images", "256");
        await page.locator('input[value="train"]').click();
        await page.locator("summary").click();
        await page.select(await idOf(page, "Layers"), "linear");
        await page.select(await idOf(page, "Heads of the encoder"), "leaky");
        await until(page, "form [role=alert]");
        assert((await text(page, "form [role=alert]")).includes("cannot be combined"));
        assertEquals(await isDisabled(page), true);
        assertEquals(errors, []);
      });
    });
  },
);

function isDisabled(page: Page): Promise<boolean> {
  return page.$eval("#start", (element) => (element as HTMLButtonElement).disabled);
}

/** The selector of the control with this label. */
async function idOf(page: Page, label: string): Promise<string> {
  const id = await page.$$eval(
    "label",
    (labels, label) => labels.find((each) => each.textContent === label)!.htmlFor,
    label,
  );
  return `[id="${id}"]`;
}

inChromium("theory says nothing where it has no closed form", async (folder) => {
  await withSite([], async (url) => {
    await withPage(folder, async ({ page, errors }) => {
      for (
        const [options, said] of [
          ["freeBits=0.5", "free bits"],
          ["decoder=sigma", "variance"],
          ["objective=infovae", "With this objective"],
        ]
      ) {
        await page.goto("about:blank");
        await page.goto(`${url}#tab=train&task=train&images=256&beta=50&${options}`);
        await until(page, '[data-task="train"]');
        const card = await text(page, '[data-task="train"]');
        assert(card.includes(said) && card.includes("theory says nothing here"), card);
        assertEquals(
          await page.$eval('[data-task="train"]', (e) => "units" in (e as HTMLElement).dataset),
          false,
        );
      }
      // The weight at the end of an annealed run that ends half-way is what counts.
      await page.goto("about:blank");
      await page.goto(`${url}#tab=train&task=anneal&images=256&epochs=2&beta=3`);
      await until(page, '[data-task="anneal"]');
      assert((await text(page, '[data-task="anneal"]')).includes("at the weight 1.2 "));
      assertEquals(errors, []);
    });
  });
});

inChromium("while it trains, a click is answered within 100 ms", async (folder) => {
  await withSite([], async (url) => {
    await withPage(folder, async ({ page, errors }) => {
      await page.goto(`${url}#tab=train&beside=naive`);
      await start(page);
      await until(page, ".chart svg");
      await page.evaluate(() => {
        const found: number[] = [];
        Object.assign(globalThis, { found });
        new PerformanceObserver((list) => {
          for (const { name, duration } of list.getEntries()) {
            if (name === "click") found.push(duration); // from the click to the picture after it
          }
        }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
      });
      const clicks = 21;
      for (let click = 0; click < clicks; click++) {
        await page.locator(".agreement summary").click();
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      const slow = await page.evaluate(() => (globalThis as unknown as { found: number[] }).found);
      // Those that are not told took less than 16 ms. A neighbour on this machine may delay a few.
      const median = slow.length > clicks / 2
        ? slow.toSorted((a, b) => b - a)[Math.floor(clicks / 2)]
        : 16;
      assert(median <= 100, `${slow}`);
      assertEquals(errors, []);
    });
  });
});
