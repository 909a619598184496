import type { ExerciseState } from "../../../web/exercise/exercise_state.ts";
import { bundlePage, type Page } from "../explore/bundle_page.ts";
import { type Content, inMemory } from "../explore/content.ts";
import { serveSite } from "../explore/serve_site.ts";
import { jsonBytes, siteContent } from "../explore/site_content.ts";
import { SiteImages } from "../explore/site_images.ts";
import { siteModels } from "../explore/site_models.ts";

/** How the page of an exercise is served. */
export interface ExercisePageOptions {
  /** The port; any that is free, if nothing is said. */
  readonly port?: number;
  /** Ends the server, and the bundling. */
  readonly signal: AbortSignal;
  /** Is told why a request could not be answered. */
  tell(caution: string): void;
  /** What the page shows; asked once a second by each page that is seen. */
  state(): ExerciseState;
}

const LAB = new URL("../../../", import.meta.url);

/** Its runs, as in `deno task explore`. */
const RUNS = "out";

/**
 * Serves the page of `deno task explore` with a tab for the exercise, on this machine alone. It is bundled in the
 * background: the address is there at once, and a browser that opens it early waits for the bundle.
 *
 * @returns its address
 * @throws {UserError} if the port cannot be used
 */
export async function serveExercisePage(
  { port, signal, tell, state }: ExercisePageOptions,
): Promise<string> {
  const images = new SiteImages("mnist", tell);
  const models = await siteModels(undefined);
  let bundled: Promise<Page> | undefined;
  /** Bundled anew after a failure, when a browser asks again. */
  function page(): Promise<Page> {
    bundled ??= bundlePage(LAB, signal).catch((error) => {
      bundled = undefined;
      throw error;
    });
    return bundled;
  }
  async function content(path: string): Promise<Content | undefined> {
    if (path === "exercise.json") return inMemory(jsonBytes(state()));
    return await siteContent(
      { page: await page(), images, models, runs: RUNS, exercise: true },
      path,
    );
  }
  const address = serveSite({ port, signal, content, tell });
  page().catch(() => {}); // a browser that asks is told
  return `${address}#tab=exercise`;
}
