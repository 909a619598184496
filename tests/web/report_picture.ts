/**
 * Takes the picture of the report that stands in docs/the_report.md, of what `deno task lab` has written:
 *
 *     deno run --allow-read --allow-write --allow-env --allow-sys --allow-run tests/web/report_picture.ts
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { withFolder } from "../scripts/run_task.ts";
import { withPage } from "./with_page.ts";

const FILE = fileURLToPath(new URL("../../docs/figures/report.png", import.meta.url));

if (import.meta.main) {
  const report = Deno.args[0] ?? "out/lab/lab.html";
  await withFolder((folder) =>
    withPage(folder, async ({ page }) => {
      await page.setViewport({ width: 1100, height: 1180 });
      await page.goto(pathToFileURL(report).href);
      await page.screenshot({ path: FILE as `${string}.png` });
    })
  );
}
