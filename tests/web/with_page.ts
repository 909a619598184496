/// <reference lib="dom" />
import { type Browser, launch, type Page } from "../../lib/deps/puppeteer.ts";
import { eventually, PATIENCE } from "../eventually.ts";
import { chromium } from "../in_chromium.ts";
import { spawnTask } from "../scripts/run_task.ts";

/** Calls `use` with the address at which `deno task explore` serves the page. */
export async function withSite(
  args: readonly string[],
  use: (url: string, server: Deno.ChildProcess) => Promise<void>,
): Promise<void> {
  const server = spawnTask("explore", args);
  const told = new Response(server.stderr).text(); // read to its end: what is not read would stop it
  const reader = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    const url = (await reader.read()).value?.trim();
    if (!url) throw new Error(`deno task explore gave no address: ${await told}`);
    await use(url, server);
  } finally {
    try {
      server.kill("SIGTERM");
    } catch { /* the test has ended it */ }
    await reader.cancel();
    await told;
    await server.status;
  }
}

/** A browser with one page, and what went wrong in it so far. */
export interface Visit {
  readonly browser: Browser;
  readonly page: Page;
  /** Errors on the console, and those that nobody caught. */
  readonly errors: string[];
}

/** Calls `use` with a page of Chromium. @param folder where it keeps its profile */
export async function withPage(
  folder: string,
  use: (visit: Visit) => Promise<void>,
): Promise<void> {
  const browser = await launch({
    executablePath: chromium,
    // As root, as in CI, it does not run in its sandbox. By a pipe, since tests may not use a network.
    args: ["--no-sandbox", "--force-color-profile=srgb"],
    pipe: true,
    timeout: PATIENCE,
    protocolTimeout: PATIENCE,
    userDataDir: `${folder}/profile`,
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.setViewport({ width: 1280, height: 900 });
    const errors: string[] = [];
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(`${error}`));
    page.on("requestfailed", (request) => errors.push(`${request.url()} failed`));
    page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && hostname !== "127.0.0.1") errors.push(`asked ${hostname}`);
    });
    await use({ browser, page, errors }).catch((error) => {
      // What went wrong in the page is often why.
      if (errors.length > 0) throw new Error(`in the page: ${errors.join("; ")}`, { cause: error });
      throw error;
    });
  } finally {
    await browser.close();
  }
}

/**
 * Waits until an element of this selector is there and passes the test.
 *
 * (Not puppeteer's waitForFunction: the page's content security policy forbids to make functions of texts.)
 */
export async function until(
  page: Page,
  selector: string,
  test: (element: Element) => boolean = () => true,
): Promise<void> {
  await eventually(async () => {
    const found = await page.$$eval(selector, (elements) => elements.length);
    if (found === 0) throw new Error(`nothing is there for ${selector}`);
    if (!await page.$eval(selector, test)) throw new Error(`${selector} was not as wanted`);
  });
}
