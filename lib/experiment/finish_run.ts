import type { Canvas } from "../deps/canvas.ts";
import { curves } from "../figure/curves.ts";
import { GRID_SCALE } from "../figure/image_grid.ts";
import { reconstructionGrid } from "../figure/reconstruction_grid.ts";
import { typeName } from "../math/check_argument.ts";
import type { Verdict } from "../measure/judge.ts";
import { reconstructImages } from "../measure/reconstruct_images.ts";
import type { RunOptions } from "../run/run_options.ts";
import { Session } from "../run/session.ts";
import { lastBatchNote } from "./last_batch_note.ts";
import { writePicture } from "./write_picture.ts";

/** What else belongs to the end of a run. */
export interface Finish {
  /** The mean loss of each epoch that the notebook printed, to draw the run's beside. */
  readonly printedLosses?: readonly number[];
  /** Figures of this task alone, by their names. */
  readonly figures?: () => Promise<Readonly<Record<string, Canvas>>>;
  /** The eigenvalues of the training images' pixels, where they are known already. */
  readonly eigenvalues?: ArrayLike<number>;
}

/**
 * The end of a run: measures it, draws its figures, and records that it is finished once they are written.
 *
 * @throws {TypeError} if it is no session
 * @throws {UserError} if its loss is not finite, or a figure cannot be written
 */
export async function finishRun<O extends RunOptions>(
  session: Session<O>,
  { printedLosses = [], figures, eigenvalues }: Finish = {},
): Promise<Verdict> {
  if (!(session instanceof Session)) {
    throw new TypeError(`session must be a Session, got ${typeName(session)}`);
  }
  const verdict = await session.assess(eigenvalues);
  const { originals, reconstructions } = await reconstructImages(session.vae, session.data);

  const drawn = {
    ...await figures?.(),
    "reconstructions.png": await reconstructionGrid(originals, reconstructions, {
      scale: GRID_SCALE,
      image: session.data,
    }),
    "curves.png": await drawCurves(session, printedLosses),
  };

  for (const [name, canvas] of Object.entries(drawn)) {
    await writePicture(session.folder, name, canvas);
  }
  await session.finish(verdict);
  return verdict;
}

/** How the run went, over the notebook's printed losses where there are some. */
function drawCurves<O extends RunOptions>(
  session: Session<O>,
  printedLosses: readonly number[],
): Promise<Canvas> {
  const { task, options, data, batches, epochs, vae: { latentSize, likelihood } } = session;
  const reference = printedLosses.length > 0
    ? { label: "printed by the notebook", losses: [...printedLosses] }
    : undefined;
  return curves({
    ...{ title: task.title(options, data), batches, epochs, latentSize, reference },
    note: lastBatchNote(session),
    unit: likelihood === "bernoulli" ? "cross-entropy in nats" : undefined,
  });
}
