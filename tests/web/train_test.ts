/** Exercise 2 in the page: the numbers of the command line, bit for bit, and runs that go on on either side. */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "../../lib/deps/puppeteer.ts";
import type { EpochRecord } from "../../lib/run/run_record.ts";
import { eventually } from "../eventually.ts";
import { inChromium } from "../in_chromium.ts";
import { runTask } from "../scripts/run_task.ts";
import { keptFile } from "./kept_files.ts";
import { until, withPage, withSite } from "./with_page.ts";

const lines = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trimEnd().split("\n");

/** Waits until the first run of the page has this status. */
async function untilStatus(page: Page, status: string): Promise<void> {
  await until(page, `.run[data-status="${status}"]`);
}

/** Trains a finished run further. */
async function trainTo(page: Page, epochs: number): Promise<void> {
  await page.locator("::-p-aria(Train it to epoch)").fill(`${epochs}`);
  await page.locator('[data-pace="on"]').click();
  const last = `epoch ${epochs}, batch 10`;
  await eventually(async () => {
    const place = await page.$eval(".figures", (element) => element.textContent!);
    assert(place.startsWith(last), `${place} is not ${last}`);
  });
  await untilStatus(page, "finished");
}

const losses = (line: string) => {
  const { epoch, batch, loss, reconstruction, kl } = JSON.parse(line);
  return { epoch, batch, loss, reconstruction, kl };
};

for (const threads of [1, 2]) {
  inChromium(
    `the page's losses are those of deno task collapse, bit for bit, with ${threads} threads`,
    async (folder) => {
      const out = `${folder}/collapse`;
      // 51 batches of 128 an epoch, the last one short.
      const options = ["--epochs", "2", "--images", "6500", "--threads", `${threads}`];
      const told = await runTask("collapse", ...options, "--backend", "wasm", "--out", out);
      assertEquals(told.status, 0, told.stderr);
      const expected = lines(await Deno.readFile(`${out}/metrics.jsonl`));
      await withSite([], async (url) => {
        await withPage(folder, async ({ page, errors }) => {
          await page.goto(`${url}#tab=train&images=6500&epochs=2&threads=${threads}`);
          await page.locator("#start").click();
          await untilStatus(page, "finished");
          assertEquals(lines(await keptFile(page, "metrics.jsonl")), expected);
          // All of the model too, and what was measured of it.
          assertEquals(
            await keptFile(page, "model.safetensors"),
            await Deno.readFile(`${out}/model.safetensors`),
          );
          const [here, there] = [
            JSON.parse(new TextDecoder().decode(await keptFile(page, "run.json"))),
            JSON.parse(await Deno.readTextFile(`${out}/run.json`)),
          ];
          assertEquals(here.verdict, there.verdict);
          assertEquals(here.data, there.data);
          // JavaScript leaves the last bit of Math.expm1, by which KL is measured, to each engine.
          const rounded = ({ seconds: _, klPerUnit, ...epoch }: EpochRecord) => ({
            ...epoch,
            klPerUnit: klPerUnit.map((kl) => kl.toPrecision(14)),
          });
          assertEquals(here.epochs.map(rounded), there.epochs.map(rounded));
          const told = await page.$eval(".figures", (element) => element.textContent);
          assert(told?.includes(threads === 1 ? "one thread" : `${threads} threads`), told ?? "");
          assertEquals(errors, []);
        });
      });
    },
  );
}

inChromium(
  "the lab's run begins with the losses of deno task collapse, and PyTorch's stand beside them",
  async (folder) => {
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}#tab=train&task=collapse&epochs=1`);
        await page.locator("#start").click();
        await until(page, ".agreement tbody tr:nth-child(6)");
        await until(
          page,
          ".figures",
          (element) => /batch (6|7|8|9)\d of/.test(element.textContent!),
        );
        await page.locator('[data-pace="stop"]').click();
        await untilStatus(page, "stopped");
        const worst = await page.$eval(
          "[data-worst]",
          (element) => element.getAttribute("data-worst"),
        );
        assert(Number(worst) < 1e-4, `${worst}`);
        const found = lines(await keptFile(page, "metrics.jsonl")).slice(0, 50).map(losses);
        const out = `${folder}/collapse`;
        await runTask("collapse", "--epochs", "1", "--backend", "wasm", "--out", out);
        const expected = lines(await Deno.readFile(`${out}/metrics.jsonl`)).slice(0, 50);
        assertEquals(found, expected.map(losses));
        assertEquals(errors, []);
      });
    });
  },
);

inChromium(
  "a run of the command line goes on in the page, and one of the page on the command line",
  async (folder) => {
    const runs = `${folder}/runs`;
    const options = ["--images", "1280", "--backend", "wasm", "--threads", "1"];
    const collapse = (out: string, epochs: number, ...more: string[]) =>
      runTask("collapse", ...options, "--epochs", `${epochs}`, "--out", `${runs}/${out}`, ...more);
    assertEquals((await collapse("whole", 3)).status, 0);
    assertEquals((await collapse("begun", 1)).status, 0);
    const whole = await Deno.readFile(`${runs}/whole/model.safetensors`);
    await withSite(["--runs", runs], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}#tab=train`);
        await page.locator('[aria-label="Open begun"]').click();
        await untilStatus(page, "finished");
        await trainTo(page, 2);
        // After its second epoch the page's run goes back to the command line ...
        await Deno.mkdir(`${runs}/back`);
        for (
          const name of ["run.json", "metrics.jsonl", "model.safetensors", "checkpoint.safetensors"]
        ) {
          await Deno.writeFile(`${runs}/back/${name}`, await keptFile(page, name));
        }
        const { status, stderr } = await collapse("back", 3, "--resume");
        assertEquals(status, 0, stderr);
        assertEquals(await Deno.readFile(`${runs}/back/model.safetensors`), whole);
        // ... and goes on in the page: both end with the model of the run that was never left.
        await trainTo(page, 3);
        assertEquals(await keptFile(page, "model.safetensors"), whole);
        assertEquals(
          lines(await keptFile(page, "metrics.jsonl")),
          lines(await Deno.readFile(`${runs}/whole/metrics.jsonl`)),
        );
        assertEquals(errors, []);
      });
    });
  },
);

inChromium(
  "a run that is opened shows its model and its result, and stays as it is",
  async (folder) => {
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}#tab=train&images=1280&epochs=3`);
        await page.locator("#start").click();
        await untilStatus(page, "finished");
        const seen = async () => ({
          bars: await page.$$eval(".bars li", (items) => items.map((item) => item.textContent)),
          state: await page.$eval(".outcome b", (element) => element.textContent),
          files: await Promise.all(
            ["run.json", "metrics.jsonl", "model.safetensors"].map((name) => keptFile(page, name)),
          ),
        });
        const before = await seen();
        await page.reload();
        await page.locator('[aria-label^="Open collapse"]').click();
        await untilStatus(page, "finished");
        await until(page, ".bars li");
        assertEquals(await seen(), before);
        assertEquals(errors, []);
      });
    });
  },
);
