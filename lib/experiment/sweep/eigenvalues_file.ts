import type { DataSet } from "../../data/data_set.ts";
import { parseJson } from "../../file/parse_json.ts";
import { readPlainFile } from "../../file/read_plain_file.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { meanImageError } from "../../theory/mean_image_error.ts";
import { pixelEigenvalues } from "../../theory/pixel_eigenvalues.ts";

/** In bytes; those of 784 pixels take 16 KB. */
const MAX_FILE = 2 ** 22;

/** The part of their sum by which eigenvalues may miss the mean image's error, which it equals. */
const ROUNDING = 1e-9;

/** The name of the file with the eigenvalues of these images' pixels. */
export async function eigenvaluesFile(data: DataSet): Promise<string> {
  return `eigenvalues-${await data.sha256()}.json`;
}

/**
 * The eigenvalues in a file, if they can be those of these images: as many as pixels, descending, and of
 * the sum that the images have; else `undefined`.
 */
export async function readEigenvalues(
  file: string | undefined,
  data: DataSet,
): Promise<Float64Array | undefined> {
  const bytes = file === undefined ? undefined : await readPlainFile(file, MAX_FILE);
  if (!bytes) return undefined;
  let values: unknown;
  try {
    values = parseJson(new TextDecoder().decode(bytes), { depth: 1, parts: MAX_FILE });
  } catch {
    return undefined;
  }
  const pixels = data.pixels.length / data.count;
  if (!Array.isArray(values) || values.length !== pixels) return undefined;
  const descend = values.every((value, i) => value >= 0 && (i === 0 || value <= values[i - 1]));
  const sum = values.reduce((total, value) => total + value, 0);
  const error = meanImageError(data);
  if (!descend || !(Math.abs(sum - error) <= ROUNDING * Math.max(error, 1))) return undefined;
  return Float64Array.from(values);
}

/** The eigenvalues of these images' pixels, computed once for all runs in a folder. */
export async function sharedEigenvalues(
  folder: OutputFolder,
  data: DataSet,
): Promise<Float64Array> {
  const name = await eigenvaluesFile(data);
  const known = await readEigenvalues(`${folder.path}/${name}`, data);
  if (known) return known;
  const eigenvalues = pixelEigenvalues(data);
  await folder.write(name, `${JSON.stringify([...eigenvalues])}\n`);
  return eigenvalues;
}
