import type { DataSet } from "../../../lib/data/data_set.ts";
import { classifierFromBytes } from "../../../lib/run/classifier_file.ts";
import type { Parameters } from "../../../lib/model/parameters.ts";
import { loadFile, loadImages, loadSite } from "../../load_site.ts";
import { once } from "./once.ts";

const site = once(loadSite);

/** All training images of the site, loaded once. @throws {UserError} if the server does not answer */
export const trainingImages: () => Promise<DataSet> = once(async () =>
  await loadImages(await site(), { split: "train" })
);

/**
 * The classifier of the site, loaded once; `undefined` if it has none that knows its images.
 * @throws {UserError} if the server does not answer
 */
export const siteClassifier: () => Promise<Parameters | undefined> = once(async () => {
  const { classifier } = await site();
  if (classifier === undefined) return undefined;
  return classifierFromBytes(await loadFile(classifier), classifier);
});
