import config from "../../../deno.json" with { type: "json" };
import type { ExerciseState } from "../../../web/exercise/exercise_state.ts";
import type { Site } from "../../../web/site.ts";
import type { Page } from "./bundle_page.ts";
import { type Content, contentBelow, inMemory } from "./content.ts";
import type { SiteImages, Split } from "./site_images.ts";
import { CLASSIFIER, isThere, type SiteModel } from "./site_models.ts";
import { RUN_FILES, siteRuns, subfolders } from "./site_runs.ts";

/** What a site is made of. */
export interface SiteParts {
  readonly page: Page;
  readonly images: SiteImages;
  readonly models: readonly SiteModel[];
  /** The folder that holds the runs; none are shown without one. */
  readonly runs?: string;
  /** Whether `exercise.json` is served beside it. */
  readonly exercise?: boolean;
}

/** The name of the file of a split's images or labels. */
type ImagesPath = `data/${Split}-${"images" | "labels"}.idx`;

/**
 * What lies at a path below the page, as a URL writes it; `undefined` if nothing does. A path is compared
 * with the known ones, character by character, and never decoded or made a path of the file system.
 *
 * @throws {UserError} if the images cannot be read
 */
export async function siteContent(parts: SiteParts, path: string): Promise<Content | undefined> {
  const { page, models, runs } = parts;
  const own = page.get(path);
  if (own) return inMemory(own);
  if (path === "site.json") return inMemory(jsonBytes(await siteRecord(parts)));
  const priors = models.flatMap(({ prior }) => prior ?? []);
  const model = [...models, ...priors, CLASSIFIER].find((model) => model.path === path);
  if (model) return await model.open();
  for (const split of ["train", "test"] as const) {
    for (const part of ["images", "labels"] as const) {
      if (path === imagesPath(split, part)) {
        const bytes = (await parts.images.split(split))[part];
        return bytes && inMemory(bytes);
      }
    }
  }
  if (runs !== undefined && path.startsWith("runs/")) return await runContent(runs, path);
}

/** What `site.json` says now. @param packed whether the images are packed with gzip */
export async function siteRecord(parts: SiteParts, packed = false): Promise<Site> {
  const { images, models, runs, exercise } = parts;
  const { areMnist, labelled, labelNames } = await images.facts();
  const path = (split: Split, part: "images" | "labels") =>
    imagesPath(split, part) + (packed ? ".gz" : "");
  const files = (split: Split) => ({
    images: path(split, "images"),
    ...labelled[split] && { labels: path(split, "labels") },
  });
  return {
    lab: config.version,
    data: { name: images.name, train: files("train"), test: files("test") },
    models: await offered(models),
    ...labelNames && { labelNames },
    ...areMnist && { classifier: CLASSIFIER.path },
    runs: runs === undefined ? [] : await siteRuns(runs),
    ...runs !== undefined && { served: { data: images.source, ...namedModel(models), runs } },
    ...exercise && { exercise },
  };
}

export function imagesPath(split: Split, part: "images" | "labels"): ImagesPath {
  return `data/${split}-${part}.idx`;
}

/** The models that are there at present, and their priors. */
async function offered(models: readonly SiteModel[]): Promise<Site["models"]> {
  const found = await Promise.all(models.map(async (model) => {
    if (!await isThere(model)) return [];
    const { name, path, prior } = model;
    return [{ name, path, ...prior && await isThere(prior) && { prior: prior.path } }];
  }));
  return found.flat();
}

/** The files of models and of their priors. */
export function modelPaths({ models }: Pick<Site, "models">): string[] {
  return models.flatMap(({ path, prior }) => [path, ...prior === undefined ? [] : [prior]]);
}

function namedModel(models: readonly SiteModel[]): { readonly model?: string } {
  const model = models.find(({ named }) => named !== undefined)?.named;
  return model === undefined ? {} : { model };
}

/** A file of a run. */
async function runContent(runs: string, path: string): Promise<Content | undefined> {
  const [, folder, file, ...more] = path.split("/");
  if (more.length > 0 || !RUN_FILES.includes(file)) return undefined;
  const name = (await subfolders(runs)).find((name) => encodeURIComponent(name) === folder);
  return name === undefined ? undefined : await contentBelow(runs, `${name}/${file}`);
}

/** A record as one of the site's files. */
export function jsonBytes(value: Site | ExerciseState): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value, null, 2) + "\n");
}
