import { type Tensor2D, tf } from "../deps/tfjs.ts";
import type { Vae } from "../model/vae.ts";
import { UserError } from "../user_error.ts";
import type { LossValues } from "../model/loss.ts";

/** From here on a batch's sum of exp(logVar) may be beyond float32; one term is from 88.7 on. */
const LARGE_LOG_VAR = 75;

/** The same of the means' squares; one of them is from 1.8e19 on. */
const LARGE_MEAN = 1e16;

/** What the causes of a divergence's errors say. */
const NOT_FINITE = "the loss is not a finite number", LOG_VAR = "exp(logVar) overflowed";

const LOWER_OR_CLAMP = "Lower the learning rate, or clamp logVar.";

/** Whether an error says that training diverged: that its loss is no longer a finite number. */
export function isDivergence(error: unknown): boolean {
  return error instanceof UserError && error.cause instanceof RangeError;
}

/** Whether exp(logVar) overflowed, or may have, which a clamp of logVar prevents. */
export function isLogVarOverflow(error: unknown): boolean {
  return isDivergence(error) && ((error as UserError).cause as RangeError).message === LOG_VAR;
}

/** The error of a step whose loss is not finite: which part overflowed, and what helps. */
export async function divergence(
  vae: Vae,
  x: Tensor2D,
  { loss, reconstruction, kl, klWeight }: LossValues,
  steps: number,
): Promise<UserError> {
  const [logVar, mean] = await extremes(vae, x);
  const { why, helps, cause = NOT_FINITE } = explanation();
  return new UserError(
    `the loss is ${loss} (reconstruction ${reconstruction}, KL ${kl}) after ${steps} ` +
      `${steps === 1 ? "step" : "steps"}: training diverged. ${why} ${helps}`,
    { cause: new RangeError(cause) },
  );

  function explanation(): { why: string; helps: string; cause?: string } {
    const lower = "Lower the learning rate.";
    if (Number.isNaN(logVar + mean)) {
      const why = "The encoder gives NaN, since a gradient of an earlier step overflowed.";
      return vae.clampLogVar === undefined
        ? { why, helps: LOWER_OR_CLAMP, cause: LOG_VAR }
        : { why, helps: lower };
    }
    if (!Number.isFinite(kl) && logVar >= LARGE_LOG_VAR) {
      return {
        why: `The KL term overflowed: a logVar reached ${short(logVar)}, and float32 holds no ` +
          "sum of exp(logVar) beyond exp(88.7).",
        helps: LOWER_OR_CLAMP,
        cause: LOG_VAR,
      };
    }
    if (!Number.isFinite(kl) && mean >= LARGE_MEAN) {
      return {
        why: `The KL term overflowed: a posterior mean reached ${short(mean)}, and float32 ` +
          "holds no sum of squares beyond 3.4e38.",
        helps: lower,
      };
    }
    if (!Number.isFinite(kl)) return { why: "The KL term overflowed.", helps: lower };
    if (!Number.isFinite(reconstruction)) {
      return { why: "The reconstruction term overflowed.", helps: lower };
    }
    const why = `Its parts are finite, but not their sum at a KL weight of ${klWeight}.`;
    return { why, helps: "Lower the weight of the KL term." };
  }
}

/** Three digits: `89.1`, `3720`, `1.0e+20`. */
function short(value: number): string {
  return value < 1e6 ? `${Number(value.toPrecision(3))}` : value.toExponential(1);
}

/** The largest logVar and the largest absolute mean of a batch's posteriors; NaN if one of them is. */
async function extremes(vae: Vae, x: Tensor2D): Promise<[logVar: number, mean: number]> {
  const [mu, logVar] = tf.tidy(() => {
    const posterior = vae.posterior(x);
    return [posterior.mu, posterior.logVar];
  });
  const largest = (values: ArrayLike<number>) =>
    Array.from(values).reduce((most, value) => Math.max(most, value), -Infinity);
  const found = [largest(await logVar.data()), largest((await mu.data()).map(Math.abs))] as const;
  tf.dispose([mu, logVar]);
  return [...found];
}
