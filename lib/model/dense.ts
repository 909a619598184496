import { type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import { ownKernel } from "./own_kernel.ts";
import type { Parameters } from "./parameters.ts";

/** What follows the product: nothing, max(y, 0.01 y) (Maas et al. 2013), or 1 / (1 + exp(-y)). */
export type Activation = "identity" | "leakyRelu" | "sigmoid";

/** The slope of PyTorch's LeakyReLU below 0; at 0 its gradient is that too. */
const SLOPE = 0.01;

/**
 * A fully connected layer in PyTorch's layout, and its activation f: y = f(x W^T + b).
 *
 * It is one operation to the tape, which halves what the tape costs, and its gradient stands beside it.
 *
 * @param x [B, in]
 * @param parameters `NAME.weight` [out, in] and `NAME.bias` [out]
 * @returns y. [B, out]
 */
export function dense(
  x: Tensor2D,
  parameters: Parameters,
  name: string,
  activation: Activation,
): Tensor2D {
  const backendName = tf.getBackend();
  if (!tf.getKernel("Dense", backendName)) {
    tf.registerKernel({ kernelName: "Dense", backendName, kernelFunc: forward });
  }
  const inputs = { x, weight: parameters[`${name}.weight`], bias: parameters[`${name}.bias`] };
  return tf.engine().runKernel("Dense", inputs, { activation, slope: SLOPE });
}

const forward: ReturnType<typeof tf.getKernel>["kernelFunc"] = ({ inputs, attrs }) =>
  tf.tidy(() => {
    const { x, weight, bias } = inputs as Record<string, Tensor2D>;
    const product = tf.add(tf.matMul(x, weight, false, true), bias);
    switch (attrs!.activation as unknown as Activation) {
      case "identity":
        return product;
      case "leakyRelu":
        return tf.leakyRelu(product, SLOPE);
      case "sigmoid":
        return tf.sigmoid(product);
    }
  });

tf.registerGradient({
  kernelName: "Dense",
  inputsToSave: ["x", "weight"],
  outputsToSave: [true],
  gradFunc(dy, saved, attrs) {
    const [x, weight, y] = saved as Tensor2D[];
    const dz = beforeActivation(dy as Tensor, y, attrs.activation as unknown as Activation);
    return { // each is asked for only where the loss depends on it: not dx of the images
      x: () => tf.matMul(dz, weight), // [B, out] [out, in]
      weight: () => tf.matMul(dz, x, true), // [B, out]^T [B, in]
      bias: () => ownKernel("BiasAddGrad", { dy: dz }, {}, () => tf.sum(dz, 0)),
    };
  },
});

/** dy f'(z) by y = f(z), whose sign is that of z. */
function beforeActivation(dy: Tensor, y: Tensor, activation: Activation): Tensor2D {
  switch (activation) {
    case "identity":
      return dy as Tensor2D;
    case "leakyRelu": {
      const attributes = { alpha: SLOPE };
      const portable = () => tf.mul(dy, tf.step(y, SLOPE));
      return ownKernel("LeakyReluGrad", { dy, x: y }, attributes, portable) as Tensor2D;
    }
    case "sigmoid": {
      const portable = () => tf.mul(dy, tf.sub(y, tf.square(y)));
      return ownKernel("SigmoidGrad", { dy, y }, {}, portable) as Tensor2D;
    }
  }
}
