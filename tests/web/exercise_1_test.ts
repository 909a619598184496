/// <reference lib="dom" />
/** Exercise 1 in the page: whatever is moved, typed or chosen there, what is shown is what lib/math says. */
import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { number } from "../../lib/cli/proof_text.ts";
import { numberText } from "../../lib/figure/number_text.ts";
import { expectation } from "../../lib/math/expectation.ts";
import { expectedLogDensity } from "../../lib/math/expected_log_density.ts";
import { type Gaussian, logDensity } from "../../lib/math/gaussian.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { klIntegrands } from "../../lib/math/kl_integrands.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { monteCarloKl } from "../../lib/math/monte_carlo.ts";
import { multivariateLogDensity } from "../../lib/math/multivariate_log_density.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { eventually } from "../eventually.ts";
import { inChromium } from "../in_chromium.ts";
import { runTask } from "../scripts/run_task.ts";
import { until, type Visit, withPage, withSite } from "./with_page.ts";

const standard: Gaussian = { mean: 0, std: 1 };
/** The pair that the page begins with, as the lab does. */
const Q: Gaussian = { mean: 1, std: 0.5 }, P = standard;
/** The units that the page begins with. */
const UNITS: readonly Gaussian[] = [
  { mean: 1, std: 0.5 },
  { mean: 0, std: 1 },
  { mean: -1.5, std: 0.8 },
  { mean: 0.2, std: 0.9 },
];

/** What stands at selectors: the value of `<data>` and of fields, else the text. */
type Shown = Readonly<Record<string, number | string>>;

/** Without it, random draws come in by themselves, and keep the machine busy. */
const STILL = [{ name: "prefers-reduced-motion", value: "reduce" }];

/** Calls `use` with Exercise 1, and finds no error on the console in the end. */
async function inExercise1(
  folder: string,
  address: string,
  use: (visit: Visit, url: string) => Promise<void>,
  features = STILL,
): Promise<void> {
  await withSite([], async (url) => {
    await withPage(folder, async (visit) => {
      await visit.page.emulateMediaFeatures(features);
      await visit.page.goto(`${url}#tab=kl${address}`);
      await until(visit.page, "#kl-qp-closed");
      await use(visit, url);
      assertEquals(visit.errors, []);
    });
  });
}

/**
 * Whether a number of the page is that of this process, to 13 digits: JavaScript leaves the last bit of Math.exp
 * and Math.log to each engine, and Chromium's is seldom of the same version as Deno's.
 */
function isSame(found: string | null, wanted: number): boolean {
  return found === String(wanted) || Math.abs(Number(found) - wanted) <= 1e-13 * Math.abs(wanted);
}

/** Waits until the page shows all of this; fails with the difference where it does not. */
async function shows(page: Page, wanted: Shown): Promise<void> {
  const texts = Object.fromEntries(
    Object.entries(wanted).map(([selector, value]) => [selector, String(value)]),
  );
  await eventually(async () => {
    const found = Object.fromEntries(
      (await page.evaluate((selectors) =>
        selectors.map((selector) => {
          const element = document.querySelector(selector);
          const isNumber = element instanceof HTMLDataElement;
          const text = isNumber || element instanceof HTMLInputElement
            ? element.value
            : element?.textContent ?? "nothing is there";
          return [selector, text, isNumber] as const;
        }), Object.keys(wanted))).map(([selector, text, isNumber]) => {
          const value = wanted[selector];
          const isWanted = isNumber && typeof value === "number" && isSame(text, value);
          return [selector, isWanted ? texts[selector] : text];
        }),
    );
    assertEquals(found, texts);
  });
}

/** E_q[log q(x) - log p(x)] by quadrature. */
function quadrature(q: Gaussian, p: Gaussian): number {
  return expectation(q, (x) => logDensity(q, x) - logDensity(p, x));
}

/** The four fields of a pair, and both divergences by closed form and quadrature. */
function pairShown(q: Gaussian, p: Gaussian): Shown {
  return {
    "#kl-mu": q.mean,
    "#kl-sigma": q.std,
    "#kl-priorMu": p.mean,
    "#kl-priorSigma": p.std,
    "#kl-qp-closed": klUnivariate(q, p),
    "#kl-pq-closed": klUnivariate(p, q),
    "#kl-qp-large": klUnivariate(q, p),
    "#kl-qp-quadrature": quadrature(q, p),
    "#kl-pq-quadrature": quadrature(p, q),
  };
}

const attribute = (page: Page, selector: string, name: string) =>
  page.$eval(selector, (element, name) => element.getAttribute(name), name);

const focus = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element as HTMLElement).focus());

const click = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element as HTMLElement).click());

/** Replaces what is in a field by typing it key by key, or by pasting it at once. */
async function type(page: Page, selector: string, text: string, pasted = false): Promise<void> {
  await page.$eval(selector, (element) => {
    (element as HTMLInputElement).focus();
    (element as HTMLInputElement).select();
  });
  if (text && pasted) await page.keyboard.sendCharacter(text);
  else if (text) await page.keyboard.type(text);
  else await page.keyboard.press("Delete");
}

/** The middle of an element in the window. */
async function middle(page: Page, selector: string): Promise<{ x: number; y: number }> {
  return await page.$eval(selector, (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
}

/** Drags a handle sideways, and tells what it is set to, and how far from the pointer it ended. */
async function drag(
  page: Page,
  handle: string,
  pixels: number,
): Promise<{ value: number; off: number }> {
  const knob = `${handle} .knob`;
  const { x, y } = await middle(page, knob);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels, y - 7, { steps: 3 }); // what goes up or down is not heard
  const off = Math.abs((await middle(page, knob)).x - x - pixels);
  await page.mouse.up();
  return { value: Number(await attribute(page, handle, "aria-valuenow")), off };
}

/** A panel of the picture: what its axes show, and where it is drawn. */
interface Panel {
  readonly window: readonly [from: number, to: number];
  readonly range: readonly [low: number, high: number];
  readonly top: number;
  readonly height: number;
}

/** Fails where a path of a panel is not the curve of a function. */
async function assertCurve(
  page: Page,
  path: string,
  { window: [from, to], range: [low, high], top, height }: Panel,
  f: (x: number) => number,
): Promise<void> {
  const [data, width] = await page.$eval(path, (element) =>
    [
      element.getAttribute("d")!,
      Number(element.closest("svg")!.getAttribute("width")),
    ] as const);
  const points = data.slice(1).split("L").map((point) => point.split(" ").map(Number));
  assert(points.length > 300, `${path} has ${points.length} points`);
  const across = (to - from) / (width - 60), up = (high - low) / (height - 28 - top);
  for (const [left, down] of points) {
    const x = from + (left - 46) * across;
    const y = low + (height - 28 - down) * up;
    // A path is written to a tenth of a pixel; a twentieth across may be more than that up.
    const steep = Math.abs(f(x + across / 20) - f(x - across / 20));
    assertAlmostEquals(y, f(x), up / 15 + steep, `${path} at ${x}`);
  }
}

/** The numbers under the integrand: its areas above and below zero, and the difference. */
function caption(q: Gaussian, f: (x: number) => number, value: number, name: string): string[] {
  const short = (value: number) => numberText(value, { digits: 3, keepZeros: true });
  return [
    `area above 0: ${short(expectation(q, (x) => Math.max(0, f(x))))}`,
    `area below 0 (hatched): ${short(expectation(q, (x) => Math.max(0, -f(x))))}`,
    `above − below = ${name} = ${short(value)} nats`,
  ];
}

const captionOf = (page: Page) =>
  page.$$eval("#kl-picture figcaption span", (all) => all.map(({ textContent }) => textContent));

inChromium(
  "the handles, presets and directions of Exercise 1 change the numbers and the picture",
  async (folder) => {
    await inExercise1(folder, "", async ({ page }) => {
      const set = { q: { ...Q }, p: { ...P } };
      const check = () => shows(page, pairShown(set.q, set.p));
      const preset = async () => {
        await click(page, "#kl-preset-lab");
        Object.assign(set.q, Q);
        Object.assign(set.p, P);
        await check();
      };
      // The axis is -4 to 4 at first; what a pixel of it is worth depends on the width of the drawing.
      const pixel = 8 / (Number(await attribute(page, "#kl-densities", "width")) - 60);
      // The handle of the width of p is on the left.
      for (
        const [handle, pixels, sign] of [["q-mean", 60, 1], ["p-mean", -40, 1], ["q-std", 30, 1], [
          "p-std",
          -30,
          -1,
        ]] as const
      ) {
        const [name, quantity] = handle.split("-") as ["q" | "p", "mean" | "std"];
        await preset();
        const before = set[name][quantity];
        const { value, off } = await drag(page, `#kl-${handle}`, pixels);
        assert(
          off < 1,
          `while it is dragged, the axis stands still: ${handle} is ${off} pixels away`,
        );
        set[name][quantity] = value;
        assertAlmostEquals(set[name][quantity], before + sign * pixels * pixel, pixel);
        await check();
      }
      // However far it is dragged, a standard deviation stays above zero.
      await preset();
      set.q.std = (await drag(page, "#kl-q-std", -300)).value;
      assert(set.q.std > 0 && set.q.std <= 0.05, `${set.q.std}`);
      await check();
      // Another button of the mouse takes hold of nothing.
      const { x, y } = await middle(page, "#kl-p-std .knob");
      await page.mouse.move(x, y);
      await page.mouse.down({ button: "right" });
      await page.mouse.move(x - 50, y);
      await page.mouse.up({ button: "right" });
      await check();

      // By keys; each handle begins with the lab's pair.
      const keys = {
        "q-mean": { ArrowRight: 1.1, ArrowDown: 1, PageUp: 2, Home: -4 },
        "p-mean": { ArrowLeft: -0.1, ArrowUp: 0, PageDown: -1, End: 3 },
        "q-std": { ArrowUp: 0.55, PageDown: 0.3, End: 4 },
        "p-std": { ArrowRight: 1.1, PageUp: 1.6, Home: 0.1 },
      };
      for (const [handle, moves] of Object.entries(keys)) {
        const [name, quantity] = handle.split("-") as ["q" | "p", "mean" | "std"];
        await preset();
        await focus(page, `#kl-${handle}`);
        for (const [key, value] of Object.entries(moves)) {
          await page.keyboard.press(key as keyof typeof moves);
          set[name][quantity] = value;
          await check();
          assertEquals(await attribute(page, `#kl-${handle}`, "aria-valuenow"), `${value}`);
          assertEquals(await attribute(page, `#kl-${handle}`, "aria-valuetext"), numberText(value));
        }
      }

      // The picture, and the integrand of the one divergence and of the other.
      await preset();
      const densities: Panel = {
        window: [-4, 4],
        range: [0, klIntegrands(Q, P, Q.mean).q],
        ...{ top: 42, height: 270 },
      };
      const curves = "#kl-densities [aria-hidden]";
      await assertCurve(page, `${curves}.bell-q .curve`, densities, (x) => klIntegrands(Q, P, x).q);
      await assertCurve(page, `${curves}.bell-p .curve`, densities, (x) => klIntegrands(Q, P, x).p);
      for (const [direction, q, p] of [["pq", P, Q], ["qp", Q, P]] as const) {
        await click(page, `#kl-${direction}-show`);
        const [first, second] = direction;
        await shows(page, {
          ".kl-title": `The integrand ${first}(x) log(${first}(x) / ${second}(x))`,
        });
        for (const other of ["qp", "pq"]) {
          const pressed = await attribute(page, `#kl-${other}-show`, "aria-pressed");
          assertEquals(pressed, `${other === direction}`);
        }
        const f = (x: number) => logDensity(q, x) - logDensity(p, x);
        const divergence = klUnivariate(q, p);
        assertEquals(await captionOf(page), caption(q, f, divergence, `KL(${first} ‖ ${second})`));
        const integrand = (x: number) => klIntegrands(q, p, x).kl;
        const values = Array.from({ length: 8001 }, (_, i) => integrand(i / 1000 - 4));
        const range = [Math.min(...values), Math.max(...values)] as const;
        const panel: Panel = { window: [-4, 4], range, top: 10, height: 190 };
        await assertCurve(page, "#kl-integrand .integrand", panel, integrand);
      }

      const presets = {
        equal: [0, 1, 0, 1],
        narrow: [0, 0.2, 0, 1],
        wide: [0, 1, 0, 0.2],
        apart: [3, 0.5, -1, 0.5],
        lab: [1, 0.5, 0, 1],
      };
      for (const [name, [mu, sigma, priorMu, priorSigma]] of Object.entries(presets)) {
        await click(page, `#kl-preset-${name}`);
        await shows(page, pairShown({ mean: mu, std: sigma }, { mean: priorMu, std: priorSigma }));
      }
    });
  },
);

/** A command line that the page shows, as arguments of the task. */
function argumentsOf(command: string): string[] {
  const [deno, task, name, ...args] = command.split(" ");
  assertEquals([deno, task, name], ["deno", "task", "kl"]);
  return args;
}

/** Waits for a file that the browser saves. */
function saved(path: string): Promise<Uint8Array> {
  return eventually(async () => {
    const bytes = await Deno.readFile(path);
    assert(bytes.length > 0, `${path} is empty`);
    return bytes;
  });
}

inChromium(
  "the fields, address, command line and files of Exercise 1 hold the pair that is seen",
  async (folder) => {
    await inExercise1(folder, "", async ({ browser, page }, url) => {
      const fields = { mu: 1, sigma: 0.5, priorMu: 0, priorSigma: 1 };
      const check = () =>
        shows(
          page,
          pairShown(
            { mean: fields.mu, std: fields.sigma },
            { mean: fields.priorMu, std: fields.priorSigma },
          ),
        );
      for (
        const [name, text] of [
          ["mu", "-0.25"],
          ["sigma", "0.125"],
          ["priorMu", "1e1"],
          ["priorSigma", "3.5"],
        ] as const
      ) {
        await type(page, `#kl-${name}`, text);
        fields[name] = Number(text);
        // As it was typed for as long as one is in the field.
        await shows(page, { [`#kl-${name}`]: text });
        await focus(page, "#kl-qp-show");
        await check();
      }
      const MEAN = "Allowed: a number from -1000 to 1000.";
      const STD = "Allowed: a number from 0.001 to 1000.";
      for (
        const [name, text, allowed] of [
          ["mu", "1001", MEAN],
          ["mu", "", MEAN],
          ["sigma", "0", STD],
          ["sigma", "-1", STD],
          ["priorMu", "-1e9", MEAN],
          ["priorSigma", "0.0001", STD],
        ] as const
      ) {
        const field = `#kl-${name}`;
        await type(page, field, text, true);
        await shows(page, { [`${field}-wrong[role="alert"]`]: allowed, [field]: text });
        assertEquals(await attribute(page, field, "aria-invalid"), "true");
        assertEquals(await attribute(page, field, "aria-describedby"), `kl-${name}-wrong`);
        // It stays there, since its reader has not mended it; nothing else has changed.
        await focus(page, "#kl-qp-show");
        const { [field]: _, ...others } = pairShown(
          { mean: fields.mu, std: fields.sigma },
          { mean: fields.priorMu, std: fields.priorSigma },
        );
        await shows(page, { ...others, [field]: text });
        await type(page, field, `${fields[name]}`);
        await focus(page, "#kl-qp-show");
        await check();
        assertEquals(await page.$(`${field}-wrong`), null);
        assertEquals(await attribute(page, field, "aria-invalid"), "false");
      }
      // What is wrong in a field goes when its number is set in another way.
      await type(page, "#kl-sigma", "0");
      await until(page, "#kl-sigma-wrong");
      await click(page, "#kl-preset-lab");
      await shows(page, pairShown(Q, P));
      assertEquals(await page.$("#kl-sigma-wrong"), null);

      // The address: what is set goes into it, and it shows the same again.
      await shows(page, { ".copy code": "deno task kl" });
      for (
        const [name, value] of Object.entries({ mu: 2, sigma: 0.1, priorMu: -1, priorSigma: 3 })
      ) {
        await type(page, `#kl-${name}`, `${value}`);
      }
      await type(page, "#kl-seed", "18446744073709551615");
      await click(page, "#kl-pq-show");
      await click(page, "#kl-step-5 > button");
      await click(page, "#kl-add-unit");
      await shows(page, { "#kl-unit-5-mean": 0 });
      const [q, p] = [{ mean: 2, std: 0.1 }, { mean: -1, std: 3 }];
      const all: Shown = {
        ...pairShown(q, p),
        "#kl-seed": "18446744073709551615",
        ".kl-title": "The integrand p(x) log(p(x) / q(x))",
        "#kl-step-5-5-closed": 0,
        "#kl-units-sum": sumOf([...UNITS, standard]),
      };
      await shows(page, all);
      const expected = "#tab=kl&mu=2&sigma=0.1&priorMu=-1&priorSigma=3" +
        "&units=1,0.5,0,1,-1.5,0.8,0.2,0.9,0,1&direction=pq&seed=18446744073709551615&step=5";
      await eventually(() => assertEquals(page.url(), url + expected));
      const other = await browser.newPage();
      await other.goto(page.url());
      await shows(other, all);
      await other.close();

      // The command line: `deno task kl` takes it, and prints the same.
      const command = await page.$eval(".copy code", (element) => element.textContent!);
      assertEquals(
        command,
        "deno task kl --mu 2 --sigma 0.1 --prior-mu -1 --prior-sigma 3 --seed 18446744073709551615",
      );
      await browser.defaultBrowserContext().overridePermissions(url, [
        "clipboard-read",
        "clipboard-sanitized-write",
      ]);
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      await page.locator("::-p-text(Copy as command)").click();
      await shows(page, { '.copy [role="status"]': "Copied." });
      assertEquals(await copied(), command);
      await page.locator("::-p-text(Copy link)").click();
      await until(page, "body");
      assertEquals(await copied(), url + expected);
      const args = [...argumentsOf(command), "--draws", "2000", "--out", `${folder}/kl`];
      const { status, stdout, stderr } = await runTask("kl", ...args);
      assertEquals(status, 0, stderr);
      const lines = stdout.slice(stdout.indexOf("Step 3.")).split("\n");
      for (const [name, line] of [["qp", lines[3]], ["pq", lines[4]]]) {
        const closed = await page.$eval(
          `#kl-${name}-closed`,
          (element) => Number((element as HTMLDataElement).value),
        );
        assert(line.includes(number(closed)), `${line} has no ${number(closed)}`);
      }

      // The files: the picture is as large as that of the command line, and the table has its numbers.
      const session = await page.createCDPSession();
      await session.send("Browser.setDownloadBehavior", {
        behavior: "allow",
        downloadPath: folder,
      });
      await until(page, ".wide svg");
      await page.locator(".wide ::-p-text(Save PNG)").click();
      const png = await saved(`${folder}/kl.png`);
      assertEquals(headerOf(png), headerOf(await Deno.readFile(`${folder}/kl/kl.png`)));
      await page.locator(".wide ::-p-text(Save CSV)").click();
      const csv = new TextDecoder().decode(await saved(`${folder}/kl.csv`));
      const [columns, ...rows] = csv.trimEnd().split("\r\n");
      assertEquals(columns, "x,q,p,integrand");
      assert(rows.length > 300, `${rows.length} rows`);
      for (const row of rows) {
        const [x, ...values] = row.split(",").map(Number);
        const at = klIntegrands(q, p, x);
        const all = [at.q, at.p, at.kl].every((value, i) => isSame(`${values[i]}`, value));
        assert(all, `${row} is not ${JSON.stringify(at)}`);
      }

      // A wrong value gives one line, and what the page begins with in its place.
      for (
        const [address, line] of [
          ["sigma=-1", `The address says sigma=-1. ${STD}`],
          ["mu=one", `The address says mu=one. ${MEAN}`],
          ["step=7", "The address says step=7. Allowed: a whole number from 0 to 6."],
          ["direction=up", "The address says direction=up. Allowed: qp, pq."],
          ["seed=1.5", /^The address says seed=1\.5\. Allowed: a whole number from -2\^63 .*\.$/],
          [
            "units=1",
            /^The address says units=1\. Allowed: the mean and the standard deviation .*\.$/,
          ],
          [
            "units=1,0",
            /^The address says units=1,0\. Allowed: the mean and the standard deviation .*\.$/,
          ],
          ["sgima=1", "The address names sgima, which this page does not know."],
        ] as const
      ) {
        await page.goto(`${url}#tab=kl&${address}`);
        await until(page, ".notice[role='alert']");
        const told = await page.$$eval(
          ".notice",
          (all) => all.map((element) => element.firstChild!.textContent!),
        );
        assertEquals(told.length, 1);
        if (typeof line === "string") assertEquals(told[0], line);
        else assertMatch(told[0], line);
        await shows(page, {
          ...pairShown(Q, P),
          "#kl-seed": 0,
          ".kl-title": "The integrand q(x) log(q(x) / p(x))",
          "#kl-units-sum": sumOf(UNITS),
        });
        await click(page, ".notice button");
        await until(page, "body:not(:has(.notice))");
      }
    });
  },
);

/** The first bytes of a PNG: its signature, its width and its height. */
const headerOf = (png: Uint8Array) => png.slice(0, 24);

/** The sum of the divergences of units. */
const sumOf = (units: readonly Gaussian[]) =>
  units.reduce((sum, unit) => sum + klUnivariate(unit, standard), 0);

inChromium("the draws of Exercise 1 are monteCarloKl()'s, however they come in", async (folder) => {
  await inExercise1(folder, "", async ({ page }) => {
    const wanted = (q: Gaussian, p: Gaussian, seed: number, count: number): Shown => {
      const estimate = (q: Gaussian, p: Gaussian) =>
        monteCarloKl(q, p, new TorchRandom(seed).normal(count)).estimate;
      return {
        "#kl-draws": count,
        "#kl-qp-estimate": estimate(q, p),
        "#kl-pq-estimate": estimate(p, q),
      };
    };
    const count = () =>
      page.$eval("#kl-draws", (element) => Number((element as HTMLDataElement).value));
    // They come in by themselves, until one pauses them.
    await until(page, "#kl-draws", (element) => Number((element as HTMLDataElement).value) > 1000);
    await click(page, "#kl-pause");
    await shows(page, { "#kl-pause": "Let draws come in" });
    let n = await count();
    await shows(page, wanted(Q, P, 0, n));
    for (const [name, q, p] of [["qp", Q, P], ["pq", P, Q]] as const) {
      const { standardError } = monteCarloKl(q, p, new TorchRandom(0).normal(n));
      assert(isSame(await attribute(page, `#kl-${name}-estimate`, "data-error"), standardError));
      assertEquals(await attribute(page, `#kl-${name}-estimate`, "data-count"), `${n}`);
    }
    // The small picture has come as far on its axis, the logarithm of 16 to 100,000 draws.
    const [cx, width] = await page.$eval("#kl-both ~ .kl-pair .latest", (circle) => [
      Number(circle.getAttribute("cx")),
      Number(circle.closest("svg")!.getAttribute("width")),
    ]);
    const part = Math.log(n / 16) / Math.log(100_000 / 16);
    assertAlmostEquals(cx, 54 + part * (width - 14 - 54), 0.1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assertEquals(await count(), n, "paused");
    await click(page, "#kl-more");
    n += 1600;
    await shows(page, wanted(Q, P, 0, n));
    await click(page, "#kl-restart");
    await shows(page, { "#kl-draws": 0 });
    assertEquals(await page.$("#kl-qp-estimate"), null);
    await click(page, "#kl-more");
    await shows(page, wanted(Q, P, 0, 1600));
    // Another seed, then another pair: it begins with the first draw again.
    await type(page, "#kl-seed", "7");
    await shows(page, { "#kl-draws": 0 });
    await click(page, "#kl-more");
    await shows(page, wanted(Q, P, 7, 1600));
    await type(page, "#kl-seed", "1.5", true);
    await until(
      page,
      '#kl-seed-wrong[role="alert"]',
      (element) => element.textContent!.startsWith("Allowed: a whole number from -2^63 "),
    );
    assertEquals(await attribute(page, "#kl-seed", "aria-invalid"), "true");
    await shows(page, wanted(Q, P, 7, 1600));
    await type(page, "#kl-seed", "7");
    await click(page, "#kl-preset-apart");
    await shows(page, { "#kl-draws": 0 });
    await click(page, "#kl-more");
    const [q, p] = [{ mean: 3, std: 0.5 }, { mean: -1, std: 0.5 }];
    await shows(page, wanted(q, p, 7, 1600));
    // They end at 100,000; the buttons for more end with them.
    await page.$eval("#kl-more", (button) => {
      for (let i = 0; i < 62; i++) (button as HTMLElement).click();
    });
    await shows(page, wanted(q, p, 7, 100_000));
    const disabled = (id: string) =>
      page.$eval(id, (button) => (button as HTMLButtonElement).disabled);
    assert(await disabled("#kl-more") && await disabled("#kl-pause"));
    // Started again and let go on, they come in by themselves; not for those who ask for less motion.
    await click(page, "#kl-restart");
    await click(page, "#kl-pause");
    await until(page, "#kl-draws", (element) => Number((element as HTMLDataElement).value) > 100);
    await page.emulateMediaFeatures(STILL);
    await page.reload();
    await shows(page, { "#kl-draws": 0, "#kl-pause": "Let draws come in" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assertEquals(await count(), 0);
  }, []);
});

/** What the pictures light up. */
const lit = (page: Page) =>
  page.evaluate(() => ({
    q: [...document.querySelector("#kl-densities [aria-hidden].bell-q")!.classList].slice(1),
    p: [...document.querySelector("#kl-densities [aria-hidden].bell-p")!.classList].slice(1),
    bars: [...document.querySelector("#kl-bars")!.classList].find((name) =>
      name.startsWith("lit-")
    ),
    words: /^Step \d/.exec(document.querySelector("#kl-lit")!.textContent!)?.[0] ?? "",
    barWords: /^Step \d/.exec(document.querySelector("#kl-bars-lit")!.textContent!)?.[0] ?? "",
  }));

inChromium("the proofs and units of Exercise 1 have the numbers of lib/math", async (folder) => {
  await inExercise1(folder, "&seed=3", async ({ page }) => {
    const dark = { q: [], p: [], bars: "lit-0", words: "", barWords: "" };
    assertEquals(await lit(page), dark);
    const select = async (step: number) => {
      await click(page, `#kl-step-${step} > button`);
      await until(page, `#kl-step-${step} > button[aria-pressed="true"]`);
      const pressed = await page.$$eval(
        '[id^="kl-step-"] > button[aria-pressed="true"]',
        (all) => all.length,
      );
      assertEquals(pressed, 1, "one step at a time");
      assertEquals((await page.$$(".kl-numbers")).length, 1);
    };
    // Steps 1 to 3: each quantity for the pair, and for the pair exchanged.
    const steps: [
      closed: (q: Gaussian, p: Gaussian) => number,
      f: (q: Gaussian, p: Gaussian) => (x: number) => number,
      first: string[],
      second: string[],
    ][] = [
      [(q) => expectedLogDensity(q, q), (q) => (x) => logDensity(q, x), ["lit", "weight"], [
        "faded",
      ]],
      [expectedLogDensity, (_, p) => (x) => logDensity(p, x), ["weight"], ["lit"]],
      [
        klUnivariate,
        (q, p) => (x) => logDensity(q, x) - logDensity(p, x),
        ["lit"],
        ["lit"],
      ],
    ];
    for (const [i, [closed, f, first, second]] of steps.entries()) {
      const step = i + 1;
      await select(step);
      const id = `#kl-step-${step}`;
      await shows(page, {
        [`${id}-qp-closed`]: closed(Q, P),
        [`${id}-qp-quadrature`]: expectation(Q, f(Q, P)),
        [`${id}-pq-closed`]: closed(P, Q),
        [`${id}-pq-quadrature`]: expectation(P, f(P, Q)),
      });
      const words = `Step ${step}`;
      assertEquals(await lit(page), { ...dark, q: first, p: second, words });
      const name = ["E_q[log q]", "E_q[log p]", "KL(q ‖ p)"][i];
      assertEquals(await captionOf(page), caption(Q, f(Q, P), closed(Q, P), name));
      await click(page, "#kl-pq-show");
      await until(page, '#kl-pq-show[aria-pressed="true"]');
      assertEquals(await lit(page), { ...dark, q: second, p: first, words });
      await click(page, "#kl-qp-show");
    }
    // The notebook's misprint in step 2, by its own formula.
    await select(2);
    const misprint = await page.$eval(
      "#kl-misprint",
      (element) => Number((element as HTMLDataElement).value),
    );
    const squares = Q.std ** 2 + (P.mean - Q.mean) ** 2;
    assertAlmostEquals(
      misprint,
      -Math.log(2 * Math.PI * P.std ** 2) / 2 - squares / (2 * Q.std ** 2),
      1e-14,
    );
    // Where the pointer or the keyboard is, that step is lit up in place of the selected one.
    await page.hover("#kl-step-3 > button");
    await until(page, "#kl-lit", (element) => element.textContent!.startsWith("Step 3"));
    await page.mouse.move(0, 0);
    await until(page, "#kl-lit", (element) => element.textContent!.startsWith("Step 2"));
    await focus(page, "#kl-step-1 > button");
    await until(page, "#kl-lit", (element) => element.textContent!.startsWith("Step 1"));
    await focus(page, "#kl-mu");
    await until(page, "#kl-lit", (element) => element.textContent!.startsWith("Step 2"));
    await click(page, "#kl-step-2 > button");
    await until(page, '#kl-step-2 > button[aria-pressed="false"]');
    assertEquals((await page.$$(".kl-numbers")).length, 0);
    assertEquals(await lit(page), dark);

    // Steps 4 to 6: the units.
    const units = [...UNITS];
    const checkUnits = () => shows(page, unitsShown(units));
    await checkUnits();
    for (const step of [4, 5, 6]) {
      await select(step);
      await shows(
        page,
        step === 4 ? jointShown(units, 3) : step === 5 ? eachShown(units) : {
          "#kl-step-6-total": totalOf(units),
          "#kl-step-6-sum": sumOf(units),
        },
      );
      assertEquals(await lit(page), { ...dark, bars: `lit-${step}`, barWords: `Step ${step}` });
    }
    await select(4);
    await type(page, "#kl-unit-1-mean", "-0.75");
    units[0] = { ...units[0], mean: -0.75 };
    await checkUnits();
    await type(page, "#kl-unit-2-std", "2.25");
    units[1] = { ...units[1], std: 2.25 };
    await checkUnits();
    await shows(page, jointShown(units, 3));
    await focus(page, "#kl-unit-3-mean-slider");
    await page.keyboard.press("ArrowRight");
    units[2] = { ...units[2], mean: -1.45 };
    await checkUnits();
    await focus(page, "#kl-unit-4-std-slider");
    await page.keyboard.press("ArrowLeft");
    units[3] = { ...units[3], std: 0.85 };
    await checkUnits();
    await type(page, "#kl-unit-4-std", "0");
    await shows(page, { "#kl-unit-4-std-wrong": "Allowed: a number from 0.001 to 1000." });
    assertEquals(await attribute(page, "#kl-unit-4-std", "aria-invalid"), "true");
    await type(page, "#kl-unit-4-std", "0.85");
    await checkUnits();
    // A bar's parts: of the mean and of the width, against the largest unit.
    const largest = Math.max(...units.map((unit) => klUnivariate(unit, standard)));
    const widths = await page.$$eval(
      ".kl-bar i",
      (all) => all.map((element) => (element as HTMLElement).style.width),
    );
    const parts = units.flatMap(({ mean, std }) => [
      klUnivariate({ mean, std: 1 }, standard),
      klUnivariate({ mean: 0, std }, standard),
    ]);
    widths.forEach((width, i) =>
      assertAlmostEquals(parseFloat(width), 100 * parts[i] / largest, 1e-3)
    );
    assertEquals(widths.length, parts.length);
    // Taken away and added, up to 16 and down to one.
    await click(page, "#kl-unit-2-remove");
    units.splice(1, 1);
    await checkUnits();
    await shows(page, jointShown(units, 3));
    while (units.length < 16) {
      await click(page, "#kl-add-unit");
      units.push(standard);
      await checkUnits();
    }
    assert(await page.$eval("#kl-add-unit", (button) => (button as HTMLButtonElement).disabled));
    await shows(page, jointShown(units, 3));
    while (units.length > 1) {
      await click(page, `#kl-unit-${units.length}-remove`);
      units.pop();
      await checkUnits();
    }
    assertEquals(await page.$("#kl-unit-1-remove"), null);
    assertEquals(await page.evaluate(() => document.activeElement!.id), "kl-add-unit");
    assertEquals((await page.$$(".kl-unit")).length, 1);

    // On a narrow page, where the picture is above the proof, a button goes there.
    await page.setViewport({ width: 360, height: 640 });
    await select(1);
    await page.locator("#kl-numbers-1 .kl-jump").click();
    await until(
      page,
      "#kl-picture",
      (element) => Math.abs(element.getBoundingClientRect().top) < 1,
    );
  });
});

/** The closed form of all units at once. */
function totalOf(units: readonly Gaussian[]): number {
  return klDiagonal(units.map(({ mean }) => mean), units.map(({ std }) => 2 * Math.log(std)));
}

/** The fields of units, their divergences and their sum. */
function unitsShown(units: readonly Gaussian[]): Shown {
  const sum = sumOf(units);
  return Object.fromEntries([
    ["#kl-units-sum", sum],
    ["#kl-units-total", totalOf(units)],
    ...units.flatMap((unit, i) => {
      const id = `#kl-unit-${i + 1}`;
      const kl = klUnivariate(unit, standard);
      return [
        [`${id}-mean`, unit.mean],
        [`${id}-std`, unit.std],
        [`${id}-mean-slider`, unit.mean],
        [`${id}-std-slider`, unit.std],
        [`${id}-kl`, kl],
        [`${id}-share`, sum > 0 ? 100 * kl / sum / 100 : 0],
      ];
    }),
  ]);
}

/** Step 4: both log densities at a random point, from the full covariance and as a sum over units. */
function jointShown(units: readonly Gaussian[], seed: number): Shown {
  const point = new TorchRandom(seed).normal(units.length);
  const joint = (units: readonly Gaussian[]) =>
    multivariateLogDensity(
      units.map(({ mean }) => mean),
      units.map(({ std }, i) => units.map((_, j) => (i === j ? std ** 2 : 0))),
    )(point);
  const sum = (units: readonly Gaussian[]) =>
    units.reduce((sum, unit, i) => sum + logDensity(unit, point[i]), 0);
  const priors = units.map(() => standard);
  return {
    "#kl-step-4-q-joint": joint(units),
    "#kl-step-4-q-sum": sum(units),
    "#kl-step-4-p-joint": joint(priors),
    "#kl-step-4-p-sum": sum(priors),
    "#kl-misprint-2": sum(units.map(({ mean, std }) => ({ mean: mean ** 2, std }))),
  };
}

/** Step 5: the divergence of each unit, in two ways. */
function eachShown(units: readonly Gaussian[]): Shown {
  return Object.fromEntries(units.flatMap((unit, i) => [
    [`#kl-step-5-${i + 1}-closed`, klUnivariate(unit, standard)],
    [`#kl-step-5-${i + 1}-quadrature`, quadrature(unit, standard)],
  ]));
}
