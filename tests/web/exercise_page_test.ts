/// <reference lib="dom" />
/** The page of `deno task check --watch`: it follows what a student saves, and draws the student's functions. */
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { fileOf } from "../../lib/exercise/step.ts";
import { klUnivariateStep as step } from "../../lib/exercise/steps/kl_univariate/step.ts";
import { eventually } from "../eventually.ts";
import { inChromium } from "../in_chromium.ts";
import { misfits, settle, violations } from "./look_for_faults.ts";
import { withExercise } from "./with_exercise.ts";
import { until, withPage, withSite } from "./with_page.ts";

const screenshots = fileURLToPath(new URL("../../out/screenshots/", import.meta.url));

/** A file with a mistake of the catalogue. */
const WRONG = step.solution.replace("Math.log(p.std / q.std)", "Math.log(q.std / p.std)");

/** The lines of the charts: [right, yours] of each, as paths. */
const lines = (page: Page) =>
  page.$$eval(
    ".exercise-drawings svg",
    (charts) =>
      charts.map((chart) =>
        [...chart.querySelectorAll(".mark-line path")].map((path) => path.getAttribute("d"))
      ),
  );

const text = (page: Page, selector: string) =>
  page.$eval(selector, (element) => element.textContent!);

inChromium("the page of an exercise follows what is saved", async (folder) => {
  assertNotEquals(WRONG, step.solution);
  const exercise = `${folder}/exercise`;
  const save = (text: string) => Deno.writeTextFile(`${exercise}/${fileOf(step)}`, text);
  await withExercise(exercise, () => save(WRONG), async ({ url, end }) => {
    await withPage(folder, async ({ page, errors }) => {
      await page.goto(url);
      await until(page, '.verdict[data-verdict="failed"]');
      await page.evaluate(() => void ((globalThis as { isSame?: boolean }).isSame = true));

      // The mistake has its name and its message, two numbers, and a hint that one has to open.
      const name = await page.$eval(".finding", (finding) => finding.getAttribute("data-mistake"));
      const mistake = step.parts[0].mistakes.find((mistake) => mistake.name === name);
      assert(mistake, `${name} is no mistake of step 1`);
      const finding = await text(page, ".finding");
      for (const part of [mistake.message, mistake.hint, "It should give", "It gives"]) {
        assert(finding.includes(part.replaceAll("`", "")), `${finding} lacks ${part}`);
      }
      assertEquals(
        await page.$eval(".finding details", (details) => details.hasAttribute("open")),
        false,
      );
      assert(finding.includes(mistake.strongerHint.replaceAll("`", "")));

      // Both curves are drawn, and are not the same.
      await until(page, ".exercise-drawings svg");
      await until(page, ".exercise-drawings section:last-child svg");
      const wrong = await lines(page);
      assertEquals(wrong.length, 2);
      for (const [right, yours] of wrong) assertNotEquals(yours, right);
      const [label] = await page.$$eval(
        ".exercise-drawings .paper",
        (papers) => papers.map((paper) => paper.getAttribute("aria-label")!),
      );
      assert(/Your function is furthest off at mean of q/.test(label), label);

      // What a student's code says is text, whatever it looks like.
      await save(`export function klUnivariate() {
  console.log("<b id=printed>");
  throw new Error("<img id=thrown src=x>");
}`);
      await until(
        page,
        ".finding",
        (finding) => finding.textContent!.includes("<img id=thrown src=x>"),
      );
      await until(page, ".exercise pre", (pre) => pre.textContent!.includes("<b id=printed>"));
      await until(
        page,
        ".exercise-drawings .wrong",
        (note) => note.textContent!.includes("at all places: <img"),
      );
      assertEquals(await page.$$eval("#thrown, #printed", (elements) => elements.length), 0);

      // It is mended: the page shows that it passes, with the right curve, and has not been loaded anew.
      await save(step.solution);
      await until(page, '.exercise-steps li:first-child[data-status="passed"]');
      await page.locator(".exercise-steps li:first-child button").click();
      await until(page, '.verdict[data-verdict="passed"]');
      assertEquals(await page.$(".finding"), null);
      await until(
        page,
        ".exercise-drawings",
        (drawings) =>
          /gives the right values here.*gives the right values here/s.test(drawings.textContent!),
      );
      // A chart is drawn again after a pause, which is longer the busier the machine is.
      await eventually(async () => {
        const mended = await lines(page);
        assert(mended.length >= 2);
        for (const [right, yours] of mended) assertEquals(yours, right);
      });
      assert(/^1 of \d+ steps pass/.test(await text(page, ".exercise-steps-count")));
      assert(await page.evaluate(() => (globalThis as { isSame?: boolean }).isSame));

      // Nobody asks while the page is hidden; when it is seen again, it asks at once.
      let asked = 0;
      page.on("request", (request) => asked += Number(request.url().endsWith("/exercise.json")));
      const hide = (hidden: boolean) =>
        page.evaluate((hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }, hidden);
      await hide(true);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      asked = 0;
      await new Promise((resolve) => setTimeout(resolve, 2500));
      assertEquals(asked, 0);
      await hide(false);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert(asked > 0);
      assertEquals(errors, []);

      // The watching ends: what was seen stays, and the page says so.
      await end();
      await until(
        page,
        '.notice[role="alert"]',
        (notice) => notice.textContent!.includes("does not answer any more"),
      );
      assert(await page.$('.verdict[data-verdict="passed"]'));
    });
  });
});

inChromium("the page of an exercise is there for everybody", async (folder) => {
  await Deno.mkdir(screenshots, { recursive: true });
  const exercise = `${folder}/exercise`;
  const prepare = () => Deno.writeTextFile(`${exercise}/${fileOf(step)}`, WRONG);
  await withExercise(exercise, prepare, async ({ url }) => {
    await withPage(folder, async ({ page, errors }) => {
      await page.goto(url);
      await until(page, ".exercise-drawings section:last-child svg");
      await page.locator(".finding summary").click();
      for (const width of [360, 1280, 3840]) {
        for (const scheme of ["light", "dark"]) {
          await page.setViewport({ width, height: 900 });
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          await settle(page);
          assertEquals(await misfits(page), [], `${width} pixels, ${scheme}`);
          assertEquals(await violations(page), [], `${width} pixels, ${scheme}`);
          await page.screenshot({
            path: `${screenshots}exercise-${width}-${scheme}.png`,
            fullPage: true,
          });
        }
      }
      assertEquals(errors, []);
    });
  });
});

inChromium("the page without an exercise has no part for one", async (folder) => {
  await withSite([], async (url) => {
    await withPage(folder, async ({ page }) => {
      await page.goto(`${url}#tab=kl`);
      await until(page, "nav button");
      await settle(page);
      assertEquals(await page.$$eval("nav button", (buttons) => buttons.length), 3);
      // Who asks for it all the same is told.
      await page.evaluate(() => void (location.hash = "#tab=exercise"));
      await until(
        page,
        "main .waiting",
        (line) => line.textContent!.includes("served without an exercise"),
      );
    });
  });
});
