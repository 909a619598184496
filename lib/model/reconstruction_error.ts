import type { Tensor1D } from "../deps/tfjs.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { squaredError } from "./squared_error.ts";
import type { VaeOutput } from "./vae.ts";

/** Each image's squared error, or cross-entropy in nats where the pixels are Bernoulli. [B] */
export function reconstructionError(
  { x, xHat, likelihood }: Pick<VaeOutput, "x" | "xHat" | "likelihood">,
): Tensor1D {
  return likelihood === "bernoulli" ? crossEntropy(xHat, x) : squaredError(xHat, x);
}
