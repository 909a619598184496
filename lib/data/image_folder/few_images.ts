import type { DataSet } from "../data_set.ts";

/** The lab's batch. */
const BATCH = 128;

/** Of fewer images than this the lab's model, of 440,000 weights or more, learns each by heart. */
const FEW = 1000;

/** What is to be said of a small number of training images, in a sentence; nothing of 1,000 or more. */
export function fewImages({ count }: Pick<DataSet, "count">): string[] {
  const images = count === 1 ? "1 training image is" : `${count} training images are`;
  const byHeart =
    "the model may learn so few by heart, which a higher loss on the test images would tell";
  if (count < BATCH) {
    return [
      `${images} fewer than a batch of ${BATCH}, so that an epoch is one step; and ${byHeart}.`,
    ];
  }
  return count < FEW ? [`${images} few (wanted ${FEW} or more): ${byHeart}.`] : [];
}
