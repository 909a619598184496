import { readSafetensors, writeSafetensors } from "../../file/safetensors.ts";
import type { StateTensor } from "../../math/state_dict.ts";
import type { LivePage } from "../../report/report_html.tsx";
import { counted, countText } from "../../report/number_cell.ts";
import { inMemory } from "../explore/content.ts";
import { type OnePage, onePage } from "../explore/one_page.ts";
import type { SiteImages } from "../explore/site_images.ts";
import type { SiteModel } from "../explore/site_models.ts";

/** What a page in a report may hold. */
export interface LivePageParts {
  readonly images: SiteImages;
  /** Training images that there are. */
  readonly held: number;
  /** Models by their names, the more important ones first. */
  readonly models: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Training images that the page carries at most, and at least before it does without a model. */
const MOST_IMAGES = 10_000, LEAST_IMAGES = 2000;

/** What the lab's models are called in a sentence. */
const NAMES: Readonly<Record<string, string>> = { anneal: "annealed", collapse: "collapsed" };

/** Bits that a weight keeps of its fraction: it changes by 1 in 4,096 at most, and packs into two thirds. */
const KEPT_BITS = 11;

/**
 * The page that a report carries: with as many models and training images as there is room for.
 *
 * @param lab the lab's folder
 * @param room for its elements, in bytes
 * @throws {UserError} if the page cannot be bundled
 */
export async function livePage(
  { images, held, models }: LivePageParts,
  lab: URL,
  room: number,
  signal: AbortSignal,
): Promise<LivePage> {
  const [most, least] = [Math.min(held, MOST_IMAGES), Math.min(held, LEAST_IMAGES)];
  let [carried, count] = [models, most];
  for (;;) {
    const page = await onePage({ images, count, models: carried.map(siteModel) }, lab, signal);
    const over = page.elements.length - room;
    const fitting = Math.floor((count - over * count / imagesSize(page)) / 500) * 500;
    if (over <= 0 || (carried.length === 1 && count === least)) {
      return { ...page, contents: contentsText(carried, page.images, held) };
    }
    if (fitting >= least) count = fitting;
    else if (carried.length > 1) [carried, count] = [carried.slice(0, -1), most];
    else count = least;
  }
}

/** The bytes that the training images take in a page. */
function imagesSize({ elements }: OnePage): number {
  return /data-file="data\/train-images[^>]*>([^<]*)</.exec(elements)?.[1].length ?? 1;
}

function siteModel({ name, bytes }: LivePageParts["models"][number]): SiteModel {
  const short = shortened(bytes, name);
  const open = () => Promise.resolve(inMemory(short));
  return { name, path: `models/${name}.safetensors`, open };
}

/** A model's file with its weights rounded, which packs better. */
function shortened(bytes: Uint8Array, name: string): Uint8Array<ArrayBuffer> {
  const { tensors, metadata } = readSafetensors(bytes, name);
  const short: Record<string, StateTensor> = {};
  for (const [key, { shape, values }] of Object.entries(tensors)) {
    short[key] = { shape, values: roundedFractions(values) };
  }
  return writeSafetensors(short, metadata);
}

/** The numbers nearest to these whose fractions have so many bits: the others are 0. */
function roundedFractions(values: Float32Array): Float32Array {
  const words = new Uint32Array(Float32Array.from(values).buffer);
  const unit = 1 << (23 - KEPT_BITS);
  for (let i = 0; i < words.length; i++) words[i] = (words[i] + unit / 2) & -unit;
  return new Float32Array(words.buffer);
}

function contentsText(
  models: LivePageParts["models"],
  count: number,
  held: number,
): string {
  const names = models.map(({ name }) => NAMES[name] ?? name).join(" and the ");
  const some = count < held ? `the first ${countText(count)} of ` : "";
  return `Train and explore here, from this file alone. It holds the ${names} ` +
    `${models.length === 1 ? "model" : "models"}, with weights rounded to ${
      KEPT_BITS + 1
    } significant bits, and ` +
    `${some}${counted(held, "training image")}.`;
}
