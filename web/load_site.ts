import { DataSet } from "../lib/data/data_set.ts";
import { readIdx } from "../lib/data/idx.ts";
import { UserError } from "../lib/user_error.ts";
import { missingFile } from "./missing_file.ts";
import type { Site } from "./site.ts";
import { siteSource } from "./site_source.ts";

/** What the server offers. @throws {UserError} if it does not answer */
export async function loadSite(): Promise<Site> {
  return JSON.parse(new TextDecoder().decode(await loadFile("site.json")));
}

/**
 * The bytes of one of the site's files; inflated, if they are packed by gzip. (Some servers tell the browser to
 * inflate what is named .gz: then they no longer are.)
 *
 * @throws {UserError} if the server does not answer, or has no such file
 */
export async function loadFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = new Uint8Array(await (await siteSource().read(path)).arrayBuffer());
    if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes;
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(inflated).arrayBuffer());
  } catch (error) {
    throw new UserError(missingFile(path), { cause: error });
  }
}

/** The images of the site. @throws {UserError} if they cannot be had */
export async function loadImages(
  { data, labelNames }: Site,
  { split, count }: { readonly split: "train" | "test"; readonly count?: number },
): Promise<DataSet> {
  const files = data[split];
  if (!files) throw new UserError(missingFile(`${split} images`));
  const [images, labels] = await Promise.all([
    loadFile(files.images),
    files.labels === undefined ? undefined : loadFile(files.labels),
  ]);
  const { shape: [found, height, width], values } = readIdx(images, files.images, 3);
  if (count !== undefined && count > found) {
    throw new UserError(`wanted the first ${count} images, but this page has ${found}.`);
  }
  const kept = count ?? found;
  const known = labels && readIdx(labels, files.labels!, 1).values.slice(0, kept);
  const pixels = values.subarray(0, kept * height * width);
  return new DataSet(data.name, known, pixels, { height, width, labelNames });
}
