import type { DataSet } from "../data/data_set.ts";
import { LAB_IMAGE, shapeText } from "../math/image_shape.ts";
import type { RunRecord } from "./run_record.ts";

/** What `run.json` notes of the images that a run is trained on. */
export async function imagesRecord(data: DataSet): Promise<RunRecord["data"]> {
  const { name, count: images, height, width } = data;
  const shape = shapeText(data) === shapeText(LAB_IMAGE) ? {} : { height, width };
  return { name, images, ...shape, sha256: await data.sha256() };
}
