/// <reference lib="dom" />
/** What goes wrong around the page: one clear line each, and nothing is lost that was kept. */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { inChromium } from "../in_chromium.ts";
import { runTask } from "../scripts/run_task.ts";
import { withServer } from "../url/with_server.ts";
import { keptFile, keptLines } from "./kept_files.ts";
import { until, withPage, withSite } from "./with_page.ts";

const text = (page: Page, selector: string) =>
  page.$eval(selector, (element) => element.textContent!.trim());
const status = (page: Page, status: string) => until(page, `.run[data-status="${status}"]`);
const small = "#tab=train&images=1280&epochs=3";

/** The page's workers that train. */
function trainers(page: Page) {
  return page.workers().filter((worker) => worker.url().includes("train_worker"));
}

inChromium(
  "a worker that dies is told, and its run goes on from its last epoch, also after a reload",
  async (folder) => {
    const out = `${folder}/collapse`;
    const options = ["--images", "1280", "--epochs", "12", "--backend", "wasm", "--out", out];
    const whole = runTask("collapse", ...options);
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}#tab=train&images=1280&epochs=12`);
        await page.locator("#start").click();
        await page.locator('[data-pace="pause"]').click();
        await status(page, "paused");
        // To the end of an epoch, whose state is kept, and one batch further.
        await page.locator('[data-pace="epoch"]').click();
        await until(page, ".figures", (element) => element.textContent!.includes("batch 10 of 10"));
        await status(page, "paused");
        await page.locator('[data-pace="batch"]').click();
        await until(page, ".figures", (element) => element.textContent!.includes("batch 1 of 10"));
        await status(page, "paused");
        await trainers(page)[0].evaluate(() => {
          setTimeout(() => {
            throw new Error("as if memory had run out");
          });
        });
        await status(page, "failed");
        assert(
          (await text(page, ".run [role=alert]")).startsWith(
            "The worker that trained this run has ended",
          ),
        );
        assertEquals(errors.filter((error) => !error.includes("memory had run out")), []);

        await page.reload();
        await page.locator('[aria-label^="Open collapse"]').click();
        await status(page, "paused");
        assert((await text(page, ".status")).includes("after epoch"));
        await page.locator('[data-pace="run"]').click();
        await status(page, "finished");
        assertEquals((await whole).status, 0);
        assertEquals(
          await keptFile(page, "model.safetensors"),
          await Deno.readFile(`${out}/model.safetensors`),
        );
        assertEquals(
          await keptLines(page, "metrics.jsonl"),
          (await Deno.readTextFile(`${out}/metrics.jsonl`)).trimEnd().split("\n"),
        );
      });
    });
  },
);

inChromium("a server that is gone is told in a line", async (folder) => {
  await withSite([], async (url, server) => {
    await withPage(folder, async ({ page }) => {
      await page.goto(`${url}${small}`);
      await until(page, '[data-task="collapse"]');
      server.kill("SIGTERM");
      await server.status;
      await page.locator("#start").click();
      await status(page, "failed");
      const told = await text(page, ".run [role=alert]");
      assert(told.startsWith("The server does not answer"), told);
      assert(told.includes("deno task explore"), told);
    });
  });
});

inChromium(
  "files that are no run are refused in a line, and the run on show stays",
  async (folder) => {
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}#tab=train&images=256&epochs=1`);
        await page.locator("#start").click();
        await status(page, "finished");
        await Deno.writeTextFile(`${folder}/run.json`, "{}");
        const chooser = await page.$("input[type=file]");
        await (chooser as unknown as { uploadFile(...paths: string[]): Promise<void> })
          .uploadFile(`${folder}/run.json`);
        await until(page, ".notice");
        const told = await text(page, ".notice");
        assert(told.includes("run.json: task: is missing"), told);
        await status(page, "finished");
        assertEquals(errors, []);
      });
    });
  },
);

inChromium(
  "static files from a server without COOP and COEP train on one thread, to the same bits",
  async (folder) => {
    const [out, site] = [`${folder}/collapse`, `${folder}/site`];
    const built = await runTask("explore", "--build", site);
    assertEquals(built.status, 0, built.stderr);
    const options = ["--images", "1280", "--epochs", "3", "--backend", "wasm", "--out", out];
    const whole = runTask("collapse", ...options);
    await withServer("../web/plain_server.ts", [site], async (host) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`http://${host}/index.html${small}`);
        await page.locator("#start").click();
        await status(page, "finished");
        assert((await text(page, ".figures")).includes("one thread"));
        assertEquals((await whole).status, 0);
        assertEquals(
          await keptFile(page, "model.safetensors"),
          await Deno.readFile(`${out}/model.safetensors`),
        );
        assertEquals(errors, []);
      });
    });
  },
);
