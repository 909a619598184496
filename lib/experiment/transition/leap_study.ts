import { shuffledBatches } from "../../data/batches.ts";
import { breather } from "../../data/breather.ts";
import type { DataSet } from "../../data/data_set.ts";
import { type Tensor2D, tf } from "../../deps/tfjs.ts";
import { ADAM } from "../../math/adam_update.ts";
import type { Seed } from "../../math/seed.ts";
import type { StateDict } from "../../math/state_dict.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { measureUnits } from "../../measure/measure_units.ts";
import { loss } from "../../model/loss.ts";
import type { Parameters } from "../../model/parameters.ts";
import { Vae } from "../../model/vae.ts";
import {
  adamMoments,
  type AdamState,
  adamState,
  adamStep,
  type AdamValues,
  disposeAdam,
} from "../../train/adam.ts";
import { constantObjective } from "../../train/objective.ts";
import { train } from "../../train/train.ts";
import type { TrainState } from "../../train/train_state.ts";
import { lossAndGradients } from "../../train/train_step.ts";

/** What differs from plain training. */
export interface LeapRemedy {
  /** What the table calls it. */
  readonly title: string;
  /** The case that this one is measured by: the same without a leap. Absent where there is no leap. */
  readonly control?: string;
  /** Batches from one leap to the next. */
  readonly every?: number;
  /** Whether Adam's moments and its count of steps begin anew after the first batch. */
  readonly reset?: boolean;
  /** Decay of Adam's second moment. */
  readonly beta2?: number;
  /** The largest norm of a gradient. */
  readonly clip?: number;
  /** The bound of each logVar. */
  readonly clampLogVar?: number;
  /** Adam's step size. */
  readonly learningRate?: number;
}

/**
 * What is done about a leap of the KL term. Each remedy is followed with the leap and without it, since it changes
 * training by itself; a case without a leap comes before those that are measured by it.
 */
export const LEAP_CASES = {
  control: { title: "no leap" },
  leap: { title: "leap", control: "control" },
  leaps: { title: "a leap in every tenth batch", control: "control", every: 10 },
  resetControl: { title: "Adam begins anew", reset: true },
  reset: { title: "leap, then Adam begins anew", control: "resetControl", reset: true },
  memoryControl: { title: "Adam's beta2 0.9 instead of 0.999", beta2: 0.9 },
  memory: { title: "the same, leap", control: "memoryControl", beta2: 0.9 },
  clipControl: { title: "gradient clipped to norm 100", clip: 100 },
  clip: { title: "the same, leap", control: "clipControl", clip: 100 },
  clampControl: { title: "logVar clamped to 10", clampLogVar: 10 },
  clamp: { title: "the same, leap", control: "clampControl", clampLogVar: 10 },
  slowerControl: { title: "a tenth of the step size", learningRate: 1e-4 },
  slower: { title: "the same, leap", control: "slowerControl", learningRate: 1e-4 },
} as const satisfies Record<string, LeapRemedy>;

/** One of them. */
export type LeapCase = keyof typeof LEAP_CASES;

/** What is looked at. */
export interface LeapSettings {
  /** The training images. */
  readonly data: DataSet;
  /** A run for each. */
  readonly seeds: readonly Seed[];
  /** Epochs at the first weight, before the leap. */
  readonly epochs: number;
  /** The weight of the KL term before the leap, at which units are in use. */
  readonly before: number;
  /** The weight from the leap on, above the critical one. */
  readonly after: number;
  /** Batches at that weight; the leap comes in the first of them. */
  readonly batches: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** What a case came to. */
export interface LeapResult {
  /** What draws it. */
  readonly seed: Seed;
  /** Which case. */
  readonly name: LeapCase;
  /** The largest logVar of the first batch, and its unit. */
  readonly logVar: number;
  /** Which unit, from 0. */
  readonly unit: number;
  /** The KL term of that batch, in nats. */
  readonly kl: number;
  /**
   * The norm of its gradient, before it is clipped, over the median norm in the 99 batches after it in `control`: the
   * same number for all cases whose first batch is the same.
   */
  readonly gradient: number;
  /**
   * The number of steps after which Adam's second moment would have forgotten the leap, if every other gradient were
   * as before: the median over the parameters of ln(v after / v before) / -ln(beta2); 0 if it did not grow.
   */
  readonly memory: number;
  /**
   * How far from where that batch left them the parameters are 100 steps later, over that of the same remedy without
   * a leap; 1 for a case without one.
   */
  readonly distance: number;
  /** At the end, on the first images. */
  readonly activeUnits: number;
  /** In the mean over the last 100 batches. */
  readonly klAtEnd: number;
  /** The same, of the loss. */
  readonly lossAtEnd: number;
}

/** A case before it is measured by those without a leap. */
interface Followed extends LeapResult {
  /** The median norm of the gradient in the 99 batches after the first. */
  readonly usual: number;
}

/** What happened. */
export type LeapEvent =
  | { readonly kind: "trained"; readonly seed: Seed; readonly activeUnits: number }
  | { readonly kind: "case"; readonly result: LeapResult };

/** The logVar of the leap: a KL term of exp(20) / (2 * 128) = 1.9e6 nats in a batch of 128. */
const LEAP = 20;

/** Images that are changed, and how. */
const TRIED = 16, ASCENT = { steps: 40, size: 0.05 }, FURTHEST = 1024;

const BATCH = 128, FIRST = 100, MEASURED = 5000;

/**
 * Does a KL term that leaps once keep a model from collapsing? One image whose logVar is far above 0 is put into one
 * batch, and training goes on at a weight at which every unit should collapse, with one remedy at a time, each with the
 * leap and without it. All cases of a seed share the model, Adam's state, the batches and the noise.
 *
 * The image is a training image that was changed along the gradient of a logVar, as far as it takes for a logVar of 20: a
 * stand-in for the image that is the first to cross zero where a unit collapses.
 *
 * @throws the signal's reason, if it was aborted
 */
export async function* leapStudy(
  { data, seeds, epochs, before, after, batches, signal }: LeapSettings,
): AsyncGenerator<LeapEvent, void> {
  const shape = { height: data.height, width: data.width };
  for (const seed of seeds) {
    const { state, parameters } = await trained(seed);
    const vae = newVae(parameters);
    const { activeUnits } = await measureUnits(vae, data.first(MEASURED));
    const outlier = await findOutlier(vae, data);
    vae.dispose();
    yield { kind: "trained", seed, activeUnits };
    const followed = new Map<string, Followed>();
    for (const name of Object.keys(LEAP_CASES) as LeapCase[]) {
      const own = await follow(name, seed, parameters, state, outlier);
      followed.set(name, own);
      const { control = name }: LeapRemedy = LEAP_CASES[name];
      const { usual: _, ...result } = own;
      const gradient = own.gradient / followed.get("control")!.usual;
      const distance = own.distance / followed.get(control)!.distance;
      yield { kind: "case", result: { ...result, gradient, distance } };
    }
  }

  async function trained(seed: Seed): Promise<{ state: TrainState; parameters: StateDict }> {
    const random = new TorchRandom(seed);
    const vae = new Vae({ random, image: shape });
    const objective = constantObjective(before, "rows");
    const events = train(vae, data, { epochs, random, objective, signal });
    let state: TrainState | undefined;
    try {
      for await (const event of events) if (event.kind === "epoch") state = await events.state();
      return { state: state!, parameters: vae.stateDict() };
    } finally {
      vae.dispose();
    }
  }

  async function follow(
    name: LeapCase,
    seed: Seed,
    parameters: StateDict,
    state: TrainState,
    outlier: Float32Array,
  ): Promise<Followed> {
    const breathe = breather();
    const { title: _, control, every, reset, clip, clampLogVar, ...options }: LeapRemedy =
      LEAP_CASES[name];
    const constants = { ...ADAM, ...options };
    const vae = newVae(parameters, clampLogVar);
    let adam: AdamState = adamState(vae.parameters(), state.adam);
    const random = new TorchRandom(BigInt(seed) + 1n);
    let order: Int32Array[] = [];
    const norms: number[] = [], kls: number[] = [], losses: number[] = [];
    let [logVar, unit, memory, moved] = [NaN, 0, 0, NaN];
    let start: StateDict | undefined;
    try {
      for (let step = 0; step < batches; step++) {
        await breathe();
        signal?.throwIfAborted();
        if (order.length === 0) order = shuffledBatches(data.count, BATCH, random);
        const rows = order.shift()!;
        const values = data.rows(rows);
        const leaps = control !== undefined && (step === 0 || every && step % every === 0);
        if (leaps) values.set(outlier);
        const x = tf.tensor2d(values, [rows.length, data.size]);
        const eps = tf.tensor2d(random.normal(rows.length * vae.latentSize), [
          rows.length,
          vae.latentSize,
        ]);
        try {
          if (step === 0) [logVar, unit] = largest(vae, x);
          const found = await lossAndGradients(
            vae,
            x,
            eps,
            (output) => loss(output, { klWeight: after }),
          );
          try {
            const norm = normOf(found.gradients);
            norms.push(norm);
            if (clip !== undefined && norm > clip) scale(found.gradients, clip / norm);
            await adamStep(vae.parameters(), found.gradients, adam, constants);
          } finally {
            tf.dispose(found.gradients as Record<string, Tensor2D>);
          }
          kls.push(found.kl);
          losses.push(found.loss);
        } finally {
          tf.dispose([x, eps]);
        }
        if (step === 0) {
          const values = { step: adam.step, moments: await adamMoments(adam) };
          memory = remembered(state.adam, values, constants.beta2);
          if (reset) {
            disposeAdam(adam);
            adam = adamState(vae.parameters());
          }
          start = vae.stateDict();
        }
        if (step === FIRST) moved = distanceOf(start!, vae.stateDict());
      }
      const { activeUnits } = await measureUnits(vae, data.first(MEASURED));
      const usual = norms.slice(1, FIRST).sort((a, b) => a - b)[Math.floor(FIRST / 2)];
      return {
        ...{ seed, name, logVar, unit, kl: kls[0], gradient: norms[0], usual, memory },
        ...{ distance: moved, activeUnits },
        ...{ klAtEnd: mean(kls.slice(-FIRST)), lossAtEnd: mean(losses.slice(-FIRST)) },
      };
    } finally {
      disposeAdam(adam);
      vae.dispose();
    }
  }

  function newVae(parameters: StateDict, clampLogVar?: number): Vae {
    const vae = new Vae({ random: new TorchRandom(0), image: shape, clampLogVar });
    vae.loadStateDict(parameters);
    return vae;
  }
}

/** The largest logVar of some images, and its unit. */
function largest(vae: Vae, x: Tensor2D): [logVar: number, unit: number] {
  const values = tf.tidy(() => vae.posterior(x).logVar.dataSync());
  let at = 0;
  values.forEach((value, i) => at = value > values[at] ? i : at);
  return [values[at], at % vae.latentSize];
}

/**
 * A picture with a logVar of {@linkcode LEAP}: training images are changed along the gradient of each unit's logVar,
 * pixels staying within 0 and 1, and the one that gets furthest is followed along the change, by bisection, beyond these
 * bounds if it must be.
 */
function findOutlier(vae: Vae, data: DataSet): Float32Array {
  const rows = data.rows(Array.from({ length: Math.min(TRIED, data.count) }, (_, i) => i));
  const { size } = data;
  const count = rows.length / size;
  let [original, changed, most] = [rows.slice(0, size), rows.slice(0, size), -Infinity];
  for (let unit = 0; unit < vae.latentSize; unit++) {
    const logVarOf = (x: Tensor2D) => tf.sum(tf.slice(vae.posterior(x).logVar, [0, unit], [-1, 1]));
    let values = rows.slice();
    for (let step = 0; step < ASCENT.steps; step++) {
      values = tf.tidy(() => {
        const x = tf.tensor2d(values, [count, size]);
        const slope = tf.grad((x) => logVarOf(x as Tensor2D) as typeof x)(x);
        const moved = tf.clipByValue(tf.add(x, tf.mul(tf.sign(slope), ASCENT.size)), 0, 1);
        return Float32Array.from(moved.dataSync());
      });
    }
    for (let i = 0; i < count; i++) {
      const image = values.slice(i * size, (i + 1) * size);
      const logVar = logVarOfOne(vae, image);
      if (logVar <= most) continue;
      [original, changed, most] = [rows.slice(i * size, (i + 1) * size), image, logVar];
    }
  }
  const blend = (t: number) => original.map((value, p) => (1 - t) * value + t * changed[p]);
  let [low, high] = [0, 1];
  while (logVarOfOne(vae, blend(high)) < LEAP && high < FURTHEST) high *= 2;
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (logVarOfOne(vae, blend(middle)) < LEAP) low = middle;
    else high = middle;
  }
  return blend(high);
}

/** The largest logVar of an image. */
function logVarOfOne(vae: Vae, image: Float32Array): number {
  const x = tf.tensor2d(image, [1, image.length]);
  try {
    return largest(vae, x)[0];
  } finally {
    x.dispose();
  }
}

/** The median over the parameters of the steps after which a second moment is again what it was. */
function remembered(before: AdamValues, after: AdamValues, beta2: number): number {
  const steps: number[] = [];
  for (const [name, { second }] of Object.entries(after.moments)) {
    const earlier = before.moments[name].second;
    // Every hundredth is enough for a median.
    for (let i = 0; i < second.length; i += 100) {
      if (earlier[i] > 0) {
        steps.push(Math.max(0, Math.log(second[i] / earlier[i]) / -Math.log(beta2)));
      }
    }
  }
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)];
}

function normOf(gradients: Parameters): number {
  let sum = 0;
  for (const gradient of Object.values(gradients)) {
    for (const value of gradient.dataSync()) sum += value ** 2;
  }
  return Math.sqrt(sum);
}

/** Multiplies gradients where they are. */
function scale(gradients: Parameters, factor: number): void {
  const record = gradients as Record<string, Tensor2D>;
  for (const [name, gradient] of Object.entries(record)) {
    record[name] = tf.tidy(() => tf.mul(gradient, factor)) as Tensor2D;
    gradient.dispose();
  }
}

function distanceOf(a: StateDict, b: StateDict): number {
  let sum = 0;
  for (const [name, { values }] of Object.entries(a)) {
    values.forEach((value, i) => sum += (value - b[name].values[i]) ** 2);
  }
  return Math.sqrt(sum);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
