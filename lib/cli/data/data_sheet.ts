import type { Canvas } from "../../deps/canvas.ts";
import type { DataSet } from "../../data/data_set.ts";
import { contactSheet } from "../../figure/contact_sheet.ts";
import { shapeText } from "../../math/image_shape.ts";
import { oneLine } from "../../user_error.ts";
import { labelCounts } from "./label_lines.ts";

/** Labels that are shown, and images of each that are looked at. */
const ROWS = 40, IMAGES = 16;

/** Lines of images that have no labels. */
const LINES = 6;

/**
 * The contact sheet of a data set: the first training images of each label; without labels, of both splits.
 */
export async function dataSheet(train: DataSet, test: DataSet): Promise<Canvas> {
  const counts = labelCounts(train, test);
  const title = oneLine(train.name);
  const size = `gray images of ${shapeText(train)} pixels`;
  if (counts.length === 0) {
    const row = (title: string, data: DataSet) => ({
      title,
      note: `${data.count} images`,
      images: data.rows(Array(Math.min(data.count, IMAGES * LINES)).keys().toArray()),
    });
    const note = `As a model sees them: ${size}, without labels`;
    const rows = [row("training", train), row("test", test)];
    return await contactSheet(rows, { title, note, image: train, lines: LINES });
  }
  const more = counts.length > ROWS ? `; the first ${ROWS} of ${counts.length} labels` : "";
  const rows = counts.slice(0, ROWS).map(({ label, name, train: inTrain, test: inTest }) => {
    const data = inTrain > 0 ? train : test;
    return {
      title: name,
      note: `${inTrain} training, ${inTest} test`,
      images: data.rows(firstOf(data, label)),
    };
  });
  return await contactSheet(rows, {
    ...{ title, note: `As a model sees them: ${size}${more}`, image: train },
  });
}

/** The first images of a label. */
function firstOf({ labels, count }: DataSet, label: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < count && found.length < IMAGES; i++) if (labels![i] === label) found.push(i);
  return found;
}
