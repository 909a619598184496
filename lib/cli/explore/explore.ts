import { UserError } from "../../user_error.ts";
import { inClone } from "../invocation.ts";
import type { Terminal } from "../terminal.ts";
import { buildSite } from "./build_site.ts";
import { buildOnePage } from "./build_one_page.ts";
import { bundlePage } from "./bundle_page.ts";
import { CARRIED, type ExploreOptions, isOneFile } from "./explore_flags.ts";
import { openBrowser } from "./open_browser.ts";
import { serveSite } from "./serve_site.ts";
import { siteContent, type SiteParts } from "./site_content.ts";
import { SiteImages } from "./site_images.ts";
import { firstThere, siteModels } from "./site_models.ts";

const LAB = new URL("../../../", import.meta.url);

/** `deno task explore`: serves the page until it is told to end, or writes it as static files. */
export async function explore(
  { build, force, ...options }: ExploreOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!inClone) throw new UserError("deno task explore needs a clone of the lab; run it there.");
  const { runs } = options;
  // What is wrong is told before anything is served. MNIST is a package, which is as it should be.
  const images = new SiteImages(options.data, terminal.caution);
  if (options.data !== "mnist") {
    for (const split of ["train", "test"] as const) await images.split(split);
  }
  const models = await siteModels(options.model);
  await checkFolder(runs);
  terminal.note("bundling the page (Deno fetches its bundler the first time) ...");
  if (isOneFile(build)) {
    const count = options.images ?? CARRIED;
    const parts = { images, models: [await firstThere(models)], count };
    return await buildOnePage(parts, { file: build, force }, LAB, terminal, signal);
  }
  const page = await bundlePage(LAB, signal);
  if (build !== undefined) {
    return await buildSite({ page, images, models }, { folder: build, force }, terminal, signal);
  }
  await serve({ page, images, models, runs }, options, terminal, signal);
}

/** Serves until the signal is aborted. */
async function serve(
  parts: SiteParts,
  { port, open }: Pick<ExploreOptions, "port" | "open">,
  { say, note, caution }: Terminal,
  signal: AbortSignal,
): Promise<never> {
  const content = (path: string) => siteContent(parts, path);
  const address = serveSite({ port, signal, content, tell: caution });
  say(address);
  note("The page is served to this machine alone, until Ctrl-C.");
  if (open) {
    openBrowser(address).then((fault) => {
      if (fault) note(`No browser could be opened (${fault}); open the address yourself.`);
    });
  }
  return await new Promise<never>((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}

/** @throws {UserError} if that is a file */
async function checkFolder(runs: string): Promise<void> {
  const found = await Deno.stat(runs).catch(() => undefined);
  if (found && !found.isDirectory) {
    throw new UserError(`${runs} is a file; \`runs\` wants a folder, in which run folders lie.`);
  }
}
