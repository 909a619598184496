import { ownKernel, type Tensor, type Tensor2D, tf } from "../../deps/tfjs.ts";

/** What follows the product; see the model's layer of that name. */
type Activation = "identity" | "leakyRelu" | "sigmoid" | "tanh";

/**
 * Registers the fully connected layer y = f(x W^T + b) on a backend that has none of its own, and its
 * gradient, which stands below it. As one operation it costs TensorFlow.js' tape half as much. A second call
 * changes nothing.
 */
export function registerDense(backendName: string): void {
  if (!tf.getKernel("Dense", backendName)) {
    tf.registerKernel({ kernelName: "Dense", backendName, kernelFunc: forward });
  }
  if (!tf.getGradient("Dense")) tf.registerGradient(backward);
}

const forward: ReturnType<typeof tf.getKernel>["kernelFunc"] = ({ inputs, attrs }) =>
  tf.tidy(() => {
    const { x, weight, bias } = inputs as Record<string, Tensor2D>;
    const { activation, slope } = attrs as unknown as { activation: Activation; slope: number };
    const product = tf.add(tf.matMul(x, weight, false, true), bias); // [B, in] [out, in]^T + [out]
    switch (activation) {
      case "identity":
        return product;
      case "leakyRelu":
        return tf.leakyRelu(product, slope);
      case "sigmoid":
        return tf.sigmoid(product);
      case "tanh":
        return tf.tanh(product);
    }
  });

const backward: Parameters<typeof tf.registerGradient>[0] = {
  kernelName: "Dense",
  inputsToSave: ["x", "weight"],
  outputsToSave: [true],
  gradFunc(dy, saved, attrs) {
    const [x, weight, y] = saved as Tensor2D[];
    const { activation, slope } = attrs as unknown as { activation: Activation; slope: number };
    const dz = beforeActivation(dy as Tensor, y, activation, slope);
    return { // each is asked for only where the loss depends on it: not dx of the images
      x: () => tf.matMul(dz, weight), // [B, out] [out, in]
      weight: () => tf.matMul(dz, x, true), // [B, out]^T [B, in]
      bias: () => ownKernel("BiasAddGrad", { dy: dz }, {}, () => tf.sum(dz, 0)),
    };
  },
};

/** dy f'(z) by y = f(z), whose sign is that of z; at 0 LeakyReLU's gradient is its slope, as PyTorch's. */
function beforeActivation(
  dy: Tensor,
  y: Tensor,
  activation: Activation,
  slope: number,
): Tensor2D {
  switch (activation) {
    case "identity":
      return dy as Tensor2D;
    case "leakyRelu": {
      const portable = () => tf.mul(dy, tf.step(y, slope));
      return ownKernel("LeakyReluGrad", { dy, x: y }, { alpha: slope }, portable) as Tensor2D;
    }
    case "sigmoid": {
      const portable = () => tf.mul(dy, tf.sub(y, tf.square(y)));
      return ownKernel("SigmoidGrad", { dy, y }, {}, portable) as Tensor2D;
    }
    case "tanh": {
      const portable = () => tf.mul(dy, tf.sub(1, tf.square(y)));
      return ownKernel("TanhGrad", { dy, y }, {}, portable) as Tensor2D;
    }
  }
}
