/// <reference lib="dom" />
/**
 * The page for everybody: axe-core finds nothing, all of it works by keyboard, it fits a telephone and a wall, and it
 * is still for those who ask for that. It leaves its screenshots in out/screenshots.
 */
import { fileURLToPath } from "node:url";
import { assertEquals } from "@std/assert";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { inChromium } from "../in_chromium.ts";
import { misfits, settle, violations } from "./look_for_faults.ts";
import { until, withPage, withSite } from "./with_page.ts";

/** A part of the page: its address, and what brings all of it into sight. */
interface Part {
  readonly tab: string;
  readonly address?: string;
  prepare(page: Page): Promise<void>;
}

const PARTS: readonly Part[] = [
  {
    tab: "kl",
    address: "&step=4",
    async prepare(page) {
      await until(page, ".wide svg");
      await until(page, "#kl-draws", (data) => (data as HTMLDataElement).value === "0");
      await page.locator("#kl-more").click();
    },
  },
  {
    tab: "train",
    address: "&images=256&epochs=1&latentSize=2",
    async prepare(page) {
      await page.locator("#start").click();
      await until(page, '.run[data-status="finished"]');
      // The chart as it is after the end: with what theory says.
      await until(page, ".run .paper", (paper) => paper.textContent!.includes("linear VAE"));
    },
  },
  {
    tab: "explore",
    async prepare(page) {
      await until(
        page,
        "#explored",
        (explored) => !/being (measured|computed)/.test(explored.textContent!),
      );
    },
  },
];

const WIDTHS = [360, 1280, 3840];
const SCHEMES = ["light", "dark"] as const;

const screenshots = fileURLToPath(new URL("../../out/screenshots/", import.meta.url));

/** What one cannot reach by Tab, or cannot see that one has. */
async function unreachable(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const controls = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const all = [...document.querySelectorAll<HTMLElement>(controls)].filter((element) => {
      const { disabled, type, checked } = element as HTMLInputElement;
      // Of several to choose from, Tab goes to the chosen one, and the arrow keys to the others.
      return !disabled && element.checkVisibility() && (type !== "radio" || checked);
    });
    (globalThis as unknown as { unreached: Set<Element> }).unreached = new Set(all);
    scrollTo(0, 0);
    (document.activeElement as HTMLElement).blur();
    getSelection()!.setPosition(document.body, 0); // Tab goes on from there
    return all.length;
  });
  const wrong: string[] = [];
  for (let i = 0; i < count + 5; i++) {
    await page.keyboard.press("Tab");
    const unseen = await page.evaluate(() => {
      const element = document.activeElement!;
      (globalThis as unknown as { unreached: Set<Element> }).unreached.delete(element);
      if (element === document.body) return "";
      const shows = (element: Element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      };
      // In a drawing the ring is a circle of its own; of what is not seen itself, it is its label's.
      const ring = element.querySelector(":scope > .touch");
      const label = element.closest("label");
      const isSeen = shows(element) || (label && shows(label)) ||
        (ring && getComputedStyle(ring).stroke !== "none");
      return isSeen ? "" : `${element.outerHTML.slice(0, 90)} shows no focus`;
    });
    if (unseen) wrong.push(unseen);
  }
  const never = await page.evaluate(() =>
    [...(globalThis as unknown as { unreached: Set<Element> }).unreached].map((element) =>
      `${element.outerHTML.slice(0, 90)} is not reached by Tab`
    )
  );
  return [...wrong, ...never];
}

/** What moves by itself, or takes longer than a millisecond to change. */
async function motion(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const seconds = (texts: string) =>
      Math.max(...texts.split(",").map((text) => parseFloat(text) * (/ms$/.test(text) ? 1e-3 : 1)));
    const wrong: string[] = [];
    for (const element of document.querySelectorAll("body, body *")) {
      for (const pseudo of [null, "::before", "::after"]) {
        const { transitionProperty, transitionDuration, animationName, animationDuration } =
          getComputedStyle(element, pseudo);
        const changes = transitionProperty === "none" ? 0 : seconds(transitionDuration);
        const moves = animationName === "none" ? 0 : seconds(animationDuration);
        if (Math.max(changes, moves) > 1e-3) wrong.push(element.outerHTML.slice(0, 90));
      }
    }
    const running = document.getAnimations().filter(({ playState }) => playState === "running");
    return [...wrong, ...running.map((animation) => `${animation} is running`)];
  });
}

for (const { tab, address = "", prepare } of PARTS) {
  inChromium(`the page's part ${tab} is there for everybody`, async (folder) => {
    await Deno.mkdir(screenshots, { recursive: true });
    // Without the runs that somebody has trained here.
    const runs = `${folder}/runs`;
    await Deno.mkdir(runs);
    await withSite(["--runs", runs], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        const still = { name: "prefers-reduced-motion", value: "reduce" };
        await page.emulateMediaFeatures([still]);
        await page.goto(`${url}#tab=${tab}${address}`);
        await prepare(page);
        await page.$$eval("details", (all) => all.forEach((details) => details.open = true));
        for (const width of WIDTHS) {
          for (const scheme of SCHEMES) {
            await page.setViewport({ width, height: width < 600 ? 740 : 900 });
            await page.emulateMediaFeatures([
              still,
              { name: "prefers-color-scheme", value: scheme },
            ]);
            await settle(page);
            const at = `${tab}, ${width} pixels, ${scheme}`;
            assertEquals(await misfits(page), [], at);
            if (width < 2000) assertEquals(await violations(page), [], at);
            if (scheme === "light" && width < 2000) assertEquals(await unreachable(page), [], at);
            await page.evaluate(() => {
              (document.activeElement as HTMLElement).blur();
              scrollTo(0, 0);
            });
            await page.screenshot({
              path: `${screenshots}${tab}-${width}-${scheme}.png`,
              fullPage: true,
            });
          }
        }
        assertEquals(await motion(page), []);
        assertEquals(errors, []);
      });
    });
  });
}
