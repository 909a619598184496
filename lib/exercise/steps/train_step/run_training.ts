import { type Tensor2D, tf } from "../../../deps/tfjs.ts";
import { loss } from "../../../model/loss.ts";
import type { Random, TrainStepGiven } from "../../given.ts";
import type { StudentFunction } from "../../probe/answer_to.ts";
import { type Rows, rowsOf } from "../../rows_of.ts";
import { liveTensors } from "./live_tensors.ts";
import { TinyModel } from "./tiny_model.ts";
import { type Calls, COUNTED, type View } from "./training_case.ts";
import { noiseRandom, PIXELS, runData, type TrainingRun } from "./training_run.ts";

/** What was seen of a run, step by step. */
export type RecordedRun = Readonly<Record<Exclude<View, "noiseAgain">, unknown[]>>;

/** Calls a student's function once for each batch of a run, and records what it does. */
export async function runTraining(
  trainStep: StudentFunction,
  run: TrainingRun,
): Promise<RecordedRun> {
  const { rows, latentSize, klWeight } = run;
  const model = new TinyModel(run);
  let calls = noCalls(), inAdd = false;
  let noise = noNoise(run), images: Rows = [];
  const given: TrainStepGiven = {
    ...{ latentSize, klWeight },
    forward: (x, eps) => {
      const places = rowsIn(images, x);
      const checked = checkNoise(eps, places.length, latentSize);
      calls.forward++;
      if (inAdd) calls.forwardInAdd++;
      // The noise that training is done with; that of another pass only as long as there is no such pass.
      if (inAdd && calls.forwardInAdd === 1) noise = noNoise(run);
      if (inAdd || calls.forwardInAdd === 0) {
        for (const [i, values] of rowsOf(checked.dataSync(), latentSize).entries()) {
          noise[places[i]] = values;
        }
      }
      const output = model.forward(x, checked);
      if (checked !== eps) checked.dispose();
      return output;
    },
    loss: (output, klWeight) => tf.tidy(() => loss(output, { klWeight }).loss),
    gradients: {
      clear: () => (calls.clear++, model.clear()),
      add: (loss) => {
        if (typeof loss !== "function") {
          throw new TypeError("gradients.add must be given a function that computes the loss");
        }
        calls.add++;
        inAdd = true;
        try {
          return model.add(loss);
        } finally {
          inAdd = false;
        }
      },
    },
    optimizer: { step: () => (calls.step++, model.step()) },
  };
  const generator = noiseRandom(run);
  const random: Random = {
    normal: (n) => (calls.normal++, generator.normal(n)),
    uniform: (n, from, to) => (calls.uniform++, generator.uniform(n, from, to)),
  };
  const seen: RecordedRun = { losses: [], parameters: [], noise: [], tensors: [], calls: [] };
  for (const batch of runData(run).batches) {
    [calls, noise, images] = [noCalls(), noNoise(run), rowsOf(batch, PIXELS)];
    const x = tf.tensor2d([...batch], [rows, PIXELS]);
    const before = liveTensors();
    seen.losses.push(await lossOf(await trainStep(given, x, random)));
    seen.tensors.push(liveTensors() - before);
    x.dispose();
    seen.parameters.push(model.values());
    seen.noise.push(noise);
    seen.calls.push(COUNTED.map((name) => calls[name]));
  }
  return seen;
}

function noCalls(): Calls {
  return Object.fromEntries(COUNTED.map((name) => [name, 0])) as Calls;
}

/** What is recorded of images that never reach the model. [rows, latentSize] */
function noNoise({ rows, latentSize }: TrainingRun): (readonly number[])[] {
  return Array.from({ length: rows }, () => new Array<number>(latentSize).fill(NaN));
}

/**
 * Which images of the batch these are: a function may run the model on a part of them at a time. Images that are not
 * of the batch take the places in order.
 */
function rowsIn(images: Rows, x: Tensor2D): number[] {
  if (!(x instanceof tf.Tensor) || x.shape.length !== 2 || x.shape[1] !== PIXELS) {
    throw new TypeError(`x must be a tensor of the shape [B, ${PIXELS}]`);
  }
  if (x.shape[0] > images.length) {
    throw new RangeError(`x has ${x.shape[0]} rows, and the batch has ${images.length}`);
  }
  return rowsOf(x.dataSync(), PIXELS).map((row, i) => {
    const place = images.findIndex((image) => image.every((value, j) => value === row[j]));
    return place < 0 ? i : place;
  });
}

/** Noise of a smaller shape is repeated over the rows and units, as the addition of tensors would do it. */
function checkNoise(eps: Tensor2D, rows: number, latentSize: number): Tensor2D {
  const wanted = `a tensor of the shape [${rows}, ${latentSize}]`;
  if (!(eps instanceof tf.Tensor)) throw new TypeError(`eps must be ${wanted}`);
  try {
    return tf.broadcastTo(eps, [rows, latentSize]);
  } catch {
    throw new RangeError(`eps must be ${wanted}, and has the shape [${eps.shape}]`);
  }
}

/** A tensor as the list of its numbers, which differs from a number; it is disposed of, so that it counts as returned. */
async function lossOf(returned: unknown): Promise<unknown> {
  if (!(returned instanceof tf.Tensor)) return returned;
  const values = [...await returned.data()];
  returned.dispose();
  return values;
}
