/**
 * Takes the picture of the exercise's page that stands in docs/teaching.md: a student's divergence with the ratio in
 * its logarithm upside down, over the right one.
 *
 *     deno run --allow-read --allow-write --allow-env --allow-sys --allow-run tests/web/exercise_picture.ts
 */
import { fileURLToPath } from "node:url";
import { fileOf } from "../../lib/exercise/step.ts";
import { klUnivariateStep as step } from "../../lib/exercise/steps/kl_univariate/step.ts";
import { withFolder } from "../scripts/run_task.ts";
import { withExercise } from "./with_exercise.ts";
import { until, withPage } from "./with_page.ts";

const FILE = fileURLToPath(new URL("../../docs/figures/page-exercise.png", import.meta.url));

if (import.meta.main) {
  await withFolder(async (folder) => {
    const exercise = `${folder}/exercise`;
    const wrong = step.solution.replace("Math.log(p.std / q.std)", "Math.log(q.std / p.std)");
    const save = () => Deno.writeTextFile(`${exercise}/${fileOf(step)}`, wrong);
    await withExercise(exercise, save, ({ url }) =>
      withPage(folder, async ({ page }) => {
        await page.setViewport({ width: 1280, height: 1000 });
        await page.goto(url);
        await until(page, ".exercise-drawings section:last-child svg");
        await new Promise((resolve) => setTimeout(resolve, 1000)); // the charts take their widths
        const part = await page.$(".exercise");
        await part!.screenshot({ path: FILE as `${string}.png` });
      }));
  });
}
