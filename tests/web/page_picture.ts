/**
 * Takes the picture of the page that stands in docs/the_page.md: the lab's collapse run after its two epochs.
 *
 *     deno run --allow-read --allow-write --allow-env --allow-sys --allow-run tests/web/page_picture.ts
 */
import { fileURLToPath } from "node:url";
import { withFolder } from "../scripts/run_task.ts";
import { until, withPage, withSite } from "./with_page.ts";

const FILE = fileURLToPath(new URL("../../docs/figures/page-train.png", import.meta.url));

if (import.meta.main) {
  await withFolder((folder) =>
    withSite([], (url) =>
      withPage(folder, async ({ page }) => {
        await page.setViewport({ width: 1400, height: 1000 });
        await page.goto(`${url}#tab=train&task=collapse`);
        await page.locator("#start").click();
        await until(page, '.run[data-status="finished"]');
        await new Promise((resolve) => setTimeout(resolve, 2000)); // the chart is drawn a moment later
        const run = await page.$(".run");
        await run!.screenshot({ path: FILE as `${string}.png` });
      }))
  );
}
