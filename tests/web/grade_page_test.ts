/// <reference lib="dom" />
/** The page of a class's grades in a browser: for everybody, and with nothing of a submission's alive in it. */
import { assert, assertEquals } from "@std/assert";
import { pathToFileURL } from "node:url";
import type { GradedClass } from "../../lib/cli/grade/graded_class.ts";
import { gradeHtml } from "../../lib/cli/grade/page/grade_html.tsx";
import type { Grade } from "../../lib/exercise/grade_submission.ts";
import { pointsFor, sumOfPoints } from "../../lib/exercise/points.ts";
import { STEPS } from "../../lib/exercise/steps.ts";
import { inChromium } from "../in_chromium.ts";
import { misfits, settle, violations } from "./look_for_faults.ts";
import { withPage } from "./with_page.ts";

const ALIVE =
  "</pre></details><script>document.title='alive'</script><img src=x onerror=alert(1)>" +
  '<a href="javascript:alert(1)">x</a>\u202egnitirw <style>*{display:none}</style>';

/** A student whose every third function is right; the others make a mistake, or fail with a stranger's words. */
function student(name: string, shift: number): Grade {
  let n = shift;
  const steps = STEPS.map((step) => {
    const parts = step.parts.map(({ name, mistakes }) => {
      const hints = { hint: "a hint", strongerHint: "another" };
      const [mistake] = mistakes;
      if (n++ % 3 === 0) return { name };
      if (n % 2 === 0 && mistake) return { name, finding: { ...mistake, mistake: mistake.name } };
      const evidence = { at: ALIVE, wanted: ALIVE, found: "x".repeat(300) };
      return { name, finding: { message: `${name} failed: ${ALIVE}`, evidence, ...hints } };
    });
    const passed = parts.every(({ finding }) => !finding);
    return { step, passed, parts, printed: ALIVE, points: pointsFor(parts) };
  });
  return {
    ...{
      name,
      steps,
      files: new Map(),
      outOf: 10 * STEPS.length,
      answers: `# Answers\n\n${ALIVE}`,
    },
    points: sumOfPoints(steps.map(({ points }) => points)),
  };
}

const names = [
  "anna",
  `ben ${ALIVE}`,
  "a name that is quite long, with its matriculation number 12345678",
];
const graded: GradedClass = {
  grades: names.map(student),
  steps: STEPS,
  same: [{ names: names.slice(0, 2), steps: STEPS.slice(0, 3), isSolution: true }],
  seed: 0,
};

inChromium(
  "the page of grades is there for everybody, and runs nothing of a submission",
  async (folder) => {
    const file = `${folder}/grades.html`;
    await Deno.writeTextFile(file, gradeHtml(graded));
    await withPage(folder, async ({ page, errors }) => {
      page.on("dialog", () => errors.push("a dialog was opened"));
      await page.goto(pathToFileURL(file).href);
      for (const width of [360, 1280]) {
        for (const scheme of ["light", "dark"] as const) {
          await page.setViewport({ width, height: 900 });
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          for (const open of [false, true]) {
            await page.$$eval(
              "details",
              (all, open) => all.forEach((details) => details.open = open),
              open,
            );
            await settle(page);
            assertEquals(await violations(page), [], `${width} ${scheme}`);
            assertEquals(await misfits(page), [], `${width} ${scheme}`);
          }
        }
      }
      assertEquals(await page.title(), "Grades of the exercise");
      const alive = await page.$$eval(
        "script, img, a[href^=javascript], main style",
        (all) => all.length,
      );
      assertEquals(alive, 0);
      const printed = await page.$$eval("pre", (all) => all.map((pre) => pre.textContent));
      assert(
        printed.length > 3 && printed.every((text) => text.includes("</pre></details><script>")),
      );
      assertEquals(errors, []);
    });
  },
);

inChromium(
  "the page of grades shows each student's points by step, under heads",
  async (folder) => {
    const file = `${folder}/grades.html`;
    await Deno.writeTextFile(file, gradeHtml(graded));
    await withPage(folder, async ({ page }) => {
      await page.goto(pathToFileURL(file).href);
      const rows = await page.$$eval(
        "section[aria-labelledby=points] tbody tr",
        (all) =>
          all.map((row) =>
            [...row.querySelectorAll("td")].map((cell) => cell.firstChild!.textContent)
          ),
      );
      assertEquals(
        rows,
        graded.grades.map((
          { steps, points },
        ) => [...steps.map(({ points }) => `${points}`), `${points}`]),
      );
      const heads = await page.$$eval(
        "table",
        (all) =>
          all.map((table) =>
            [...table.querySelectorAll("th")].every(({ scope }) =>
              ["col", "row"].includes(scope)
            ) &&
            [...table.querySelectorAll("tbody tr")].every((row) =>
              row.querySelector("th[scope=row]")
            )
          ),
      );
      assertEquals(heads, heads.map(() => true));
      // Each name leads to its student's own part.
      const links = await page.$$eval(
        "tbody a",
        (all) => all.map((link) => document.querySelector(link.getAttribute("href")!)!.textContent),
      );
      assertEquals(links.length, names.length);
      assert(links[0]!.startsWith("anna: "), links[0]!);
    });
  },
);
