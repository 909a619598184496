/// <reference lib="dom" />
/** What the page must not have, wherever it is shown. */
import { source as axe } from "../../lib/deps/axe_core.ts";
import type { Page } from "../../lib/deps/puppeteer.ts";

/** Waits until nothing in the page has changed for a while: a chart is drawn again for another width. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(() =>
    new Promise<void>((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => resolve(observer.disconnect()), 300);
      };
      const observer = new MutationObserver(wait);
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
      wait();
    })
  );

/** What axe-core finds wrong, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    interface Result {
      readonly id: string;
      readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
    }
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ readonly violations: readonly Result[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`)
    );
  });
}

/** Whether it scrolls sideways, and what is smaller than a fingertip needs: 24 pixels, each way. */
export async function misfits(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const wrong: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) wrong.push(`the page is ${scrollWidth} pixels wide`);
    const controls = "button, input, select, summary, a[href]:not(.skip), [role=slider]";
    for (const element of document.querySelectorAll<HTMLElement>(controls)) {
      if (!element.checkVisibility()) continue;
      // A box to tick or to choose is taken hold of by its label, too.
      const isBox = ["checkbox", "radio", "file"].includes((element as HTMLInputElement).type);
      const target = isBox ? element.closest("label") ?? element : element;
      const { width, height } = target.getBoundingClientRect();
      if (Math.min(width, height) >= 24) continue;
      wrong.push(`${element.outerHTML.slice(0, 90)} is ${width} x ${height} pixels`);
    }
    return wrong;
  });
}
