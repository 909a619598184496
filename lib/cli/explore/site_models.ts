import { readSafetensors } from "../../file/safetensors.ts";
import { UserError } from "../../user_error.ts";
import { PRIOR_FILE } from "../../run/prior_file.ts";
import { beside } from "../fitted_prior.ts";
import { isUrl, readModelFile } from "../read_model_file.ts";
import { type Content, contentBelow, contentOf, inMemory } from "./content.ts";

/** A model that the page may show. */
export interface SiteModel {
  /** What the page calls it. */
  readonly name: string;
  /** Its path below the page. */
  readonly path: string;
  /** The path of its file, or the URL, by which it was named, if it was. */
  readonly named?: string;
  /** `undefined` where there is none at present. */
  open(): Promise<Content | undefined>;
  /** The prior that was fitted to its codes, where it would lie. */
  readonly prior?: SitePrior;
}

/** The file of a prior that was fitted to a model's codes. */
export type SitePrior = Pick<SiteModel, "path" | "open">;

const FIXTURES = new URL("../../../fixtures/", import.meta.url);

/** The classifier that counts digits, which ships. */
export const CLASSIFIER: SiteModel = {
  name: "classifier",
  path: "models/classifier.safetensors",
  open: () => contentOf(new URL("classifier/model.safetensors", FIXTURES)),
};

/** The model of the user's own annealed run, which comes and goes. */
const OWN: SiteModel = {
  name: "out/anneal",
  path: "models/anneal.safetensors",
  open: () => contentBelow("out", "anneal/model.safetensors"),
  prior: {
    path: "models/anneal.prior.safetensors",
    open: () => contentBelow("out", `anneal/${PRIOR_FILE}`),
  },
};

/** The model that ships: `deno task anneal --seed 0`. */
const SHIPPED: SiteModel = {
  name: "anneal-seed-0",
  path: "models/anneal-seed-0.safetensors",
  open: () => contentOf(new URL("anneal-seed-0/model.safetensors", FIXTURES)),
  prior: {
    path: "models/anneal-seed-0.prior.safetensors",
    open: () => contentOf(new URL(`anneal-seed-0/${PRIOR_FILE}`, FIXTURES)),
  },
};

/**
 * The models for the page, in the order in which it offers them. One that is named is read here and now.
 *
 * @param named the path of a model file, or its URL
 * @throws {UserError} if that is missing, or no safetensors file
 */
export async function siteModels(named: string | undefined): Promise<readonly SiteModel[]> {
  if (named === undefined) return [OWN, SHIPPED];
  const bytes = await readModelFile(named);
  if (!bytes) throw new UserError(`no ${isUrl(named) ? "such file at" : "model file"} ${named}.`);
  readSafetensors(bytes, named);
  const open = () => Promise.resolve(inMemory(new Uint8Array(bytes)));
  const name = named.split(/[\\/]/).slice(-2).join("/"); // the folder's, since most files have the same
  // Beside a URL nothing is looked for: most servers have none, and would be asked at each visit.
  const prior = isUrl(named) ? undefined : {
    path: "models/named.prior.safetensors",
    open: () => contentOf(beside(named)),
  };
  return [{ name, path: "models/named.safetensors", named, open, prior }, OWN, SHIPPED];
}

/** The first of the page's models that is there at present; one that ships always is. */
export async function firstThere(models: readonly SiteModel[]): Promise<SiteModel> {
  for (const model of models) {
    if (await isThere(model)) return model;
  }
  throw new UserError("no model is there: fixtures/anneal-seed-0 is missing from this clone.");
}

/** Whether a model is there at present. */
export async function isThere({ open }: Pick<SiteModel, "open">): Promise<boolean> {
  const content = await open();
  if (content?.body instanceof ReadableStream) await content.body.cancel();
  return content !== undefined;
}
