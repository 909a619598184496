import { type Tensor, tf } from "../../deps/tfjs.ts";
import { ADAM, type AdamConstants } from "../../math/adam_update.ts";
import type { GrayImages } from "../../math/gray_images.ts";
import type { Engine } from "./engine.ts";
import {
  type EngineBackend,
  engineBackend,
  type Products,
  type TensorInfo,
} from "./engine_backend.ts";
import { ACTIVATION_CODES } from "./kernels.ts";

type KernelFunc = ReturnType<typeof tf.getKernel>["kernelFunc"];
type Inputs = Readonly<Record<string, TensorInfo>>;
type Attributes = Readonly<Record<string, unknown>>;
/** A kernel of the engine's; nothing, where these inputs are left to the cpu's. */
type EngineKernel = (
  backend: EngineBackend,
  inputs: Inputs,
  attributes: Attributes,
) => TensorInfo | TensorInfo[] | undefined;

/**
 * Registers a backend of TensorFlow.js whose hot operations are the engine's kernels, and all others those
 * of its cpu backend, on the same values.
 *
 * @param name of the backend
 * @param products how products are computed; by the engine's own kernel, if nothing is said
 */
export function registerEngine(
  name: string,
  engine: Engine,
  products: Products = engineProducts(engine),
): void {
  tf.registerBackend(name, () => engineBackend(engine, products) as never);
  tf.copyRegisteredKernels("cpu", name);
  for (const [kernelName, run] of Object.entries(KERNELS)) {
    const portable = tf.getKernel(kernelName, name);
    const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) => {
      const own = run(backend as EngineBackend, inputs as Inputs, attrs ?? {});
      return own as Tensor | Tensor[] ?? portable.kernelFunc({ inputs, attrs, backend });
    };
    if (portable) tf.unregisterKernel(kernelName, name);
    tf.registerKernel({ kernelName, backendName: name, kernelFunc });
  }
}

function engineProducts(engine: Engine): Products {
  return {
    multiply: (product) => engine.multiply(product),
    library: engine.relaxed ? "WebAssembly with relaxed SIMD" : "WebAssembly with SIMD",
    get threads() {
      return engine.threads;
    },
  };
}

/** Values in an addition that is worth moving them for. */
const WORTH_MOVING = 1024;

const KERNELS: Readonly<Record<string, EngineKernel>> = {
  /** Images of bytes, scaled to [0, 1]. -> [B, P] */
  ImageRows(backend, _inputs, attributes) {
    const { images, indices } = attributes as unknown as {
      images: GrayImages;
      indices: ArrayLike<number>;
    };
    const count = indices.length * images.size;
    const rows = backend.makeHot([indices.length, images.size]);
    try {
      images.copyRows(indices, backend.engine.memory.bytes(rows.address + 3 * count, count));
    } catch (error) {
      backend.disposeData(rows.dataId);
      throw error; // there is no such image
    }
    backend.engine.kernels.scaleBytes(rows.address, count);
    return rows;
  },

  /** y = f(x W^T + b). x [B, in], weight [out, in], bias [out] -> [B, out] */
  Dense(backend, { x, weight, bias }, { activation, slope }) {
    const [rows, depth] = x.shape, [columns] = weight.shape;
    const y = backend.makeHot([rows, columns]);
    const [a, b] = [backend.addressOf(x), backend.addressOf(weight)];
    backend.products.multiply({
      ...{ a, aRow: 4 * depth, aStep: 4, b, bStep: 4, bColumn: 4 * depth, c: y.address },
      ...{ rows, depth, columns, bias: backend.addressOf(bias) },
      activation: ACTIVATION_CODES[activation as keyof typeof ACTIVATION_CODES],
      slope: slope as number,
    });
    return y;
  },

  BatchMatMul(backend, { a, b }, { transposeA, transposeB }) {
    const plain = [a, b].every(({ shape, dtype }) => shape.length === 2 && dtype === "float32");
    if (!plain) return;
    const [rows, depth] = transposeA ? a.shape.toReversed() : a.shape;
    const [columns] = transposeB ? b.shape : b.shape.toReversed();
    const c = backend.makeHot([rows, columns]);
    const [aRow, aStep] = transposeA ? [4, 4 * rows] : [4 * depth, 4];
    const [bStep, bColumn] = transposeB ? [4, 4 * depth] : [4 * columns, 4];
    backend.products.multiply({
      ...{ a: backend.addressOf(a), aRow, aStep, b: backend.addressOf(b), bStep, bColumn },
      ...{ c: c.address, rows, depth, columns, bias: 0, activation: 0, slope: 0 },
    });
    return c;
  },

  Add(backend, { a, b }) {
    const count = tf.util.sizeFromShape(a.shape);
    const same = a.dtype === "float32" && b.dtype === "float32" &&
      tf.util.arraysEqual(a.shape, b.shape);
    if (!same || count < WORTH_MOVING) return;
    const sum = backend.makeHot(a.shape);
    backend.engine.kernels.add(backend.addressOf(a), backend.addressOf(b), sum.address, count);
    return sum;
  },

  /** Two matrices side by side. [B, m], [B, n] -> [B, m + n] */
  JoinColumns(backend, { a, b }) {
    const [rows, m] = a.shape, [, n] = b.shape;
    const both = backend.makeHot([rows, m + n]);
    copyColumns(backend, {
      from: backend.addressOf(a),
      to: both.address,
      rows,
      width: m + n,
      m,
      at: 0,
    }, "in");
    copyColumns(backend, {
      from: backend.addressOf(b),
      to: both.address,
      rows,
      width: m + n,
      m: n,
      at: m,
    }, "in");
    return both;
  },

  /** Some columns of a matrix. [B, n] -> [B, count] */
  TakeColumns(backend, { x }, { begin, count }) {
    const [rows, width] = x.shape;
    const part = backend.makeHot([rows, count as number]);
    const m = count as number, at = begin as number;
    copyColumns(
      backend,
      { from: backend.addressOf(x), to: part.address, rows, width, m, at },
      "out",
    );
    return part;
  },

  BiasAddGrad(backend, { dy }) {
    const [rows, columns] = dy.shape;
    const sums = backend.makeHot([columns]);
    backend.engine.kernels.columnSums(backend.addressOf(dy), sums.address, rows, columns);
    return sums;
  },

  LeakyReluGrad(backend, { dy, x: y }, { alpha }) {
    const dz = backend.makeHot(dy.shape);
    const count = tf.util.sizeFromShape(dy.shape);
    const [from, by] = [backend.addressOf(dy), backend.addressOf(y)];
    backend.engine.kernels.leakyReluGrad(from, by, dz.address, count, alpha as number);
    return dz;
  },

  SigmoidGrad(backend, { dy, y }) {
    const dz = backend.makeHot(dy.shape);
    const count = tf.util.sizeFromShape(dy.shape);
    const [from, by] = [backend.addressOf(dy), backend.addressOf(y)];
    backend.engine.kernels.sigmoidGrad(from, by, dz.address, count);
    return dz;
  },

  TanhGrad(backend, { dy, y }) {
    const dz = backend.makeHot(dy.shape);
    const count = tf.util.sizeFromShape(dy.shape);
    const [from, by] = [backend.addressOf(dy), backend.addressOf(y)];
    backend.engine.kernels.tanhGrad(from, by, dz.address, count);
    return dz;
  },

  /** z = mu + exp(logVar / 2) eps. [B, d] thrice -> [B, d] */
  Reparameterize(backend, { mu, logVar, eps }) {
    const z = backend.makeHot(mu.shape);
    const [a, b, c] = [mu, logVar, eps].map((tensor) => backend.addressOf(tensor));
    backend.engine.kernels.reparameterize(a, b, c, z.address, tf.util.sizeFromShape(mu.shape));
    return z;
  },

  /** The gradient by logVar. [B, d] thrice -> [B, d] */
  ReparameterizeGrad(backend, { dz, logVar, eps }) {
    const d = backend.makeHot(dz.shape);
    const [a, b, c] = [dz, logVar, eps].map((tensor) => backend.addressOf(tensor));
    backend.engine.kernels.reparameterizeGrad(a, b, c, d.address, tf.util.sizeFromShape(dz.shape));
    return d;
  },

  /** The KL divergence of each unit, a mean over the rows. [B, d] twice -> [d] */
  KlPerUnit(backend, { mu, logVar }) {
    const [rows, columns] = mu.shape;
    const kl = backend.makeHot([columns]);
    const [a, b] = [backend.addressOf(mu), backend.addressOf(logVar)];
    backend.engine.kernels.klPerUnit(a, b, kl.address, rows, columns);
    return kl;
  },

  /** The gradients by mu and by logVar. [B, d] twice, dy [d] -> [B, d] twice */
  KlPerUnitGrad(backend, { mu, logVar, dy }) {
    const [rows, columns] = mu.shape;
    const [dMu, dLogVar] = [backend.makeHot(mu.shape), backend.makeHot(mu.shape)];
    const [a, b, c] = [mu, logVar, dy].map((tensor) => backend.addressOf(tensor));
    const { kernels } = backend.engine;
    kernels.klPerUnitGrad(a, b, c, dMu.address, dLogVar.address, rows, columns);
    return [dMu, dLogVar];
  },

  /**
   * The parameter after the step; the moments change in place, and the parameter too, if nobody else has its
   * values.
   */
  ApplyAdam(backend, { parameter, gradient, first, second }, attributes) {
    const { step, learningRate, beta1, beta2, epsilon } = { ...ADAM, ...attributes } as
      & AdamConstants
      & { step: number };
    const before = backend.addressOf(parameter);
    const updated = backend.isAlone(parameter)
      ? { ...backend.share(parameter), address: before }
      : backend.makeHot(parameter.shape);
    backend.engine.kernels.adam(
      ...[before, updated.address, backend.addressOf(gradient)] as const,
      ...[backend.addressOf(first), backend.addressOf(second)] as const,
      tf.util.sizeFromShape(parameter.shape),
      learningRate / (1 - beta1 ** step),
      1 / Math.sqrt(1 - beta2 ** step),
      ...[beta1, 1 - beta1, beta2, 1 - beta2, epsilon] as const,
    );
    return updated;
  },

  ...errorKernels("SquaredError", "squaredError"),
  ...errorKernels("CrossEntropy", "crossEntropy"),
};

/** Copies `m` columns into a matrix of `width` columns, or out of it, where they begin at the column `at`. */
function copyColumns(
  { engine: { memory } }: EngineBackend,
  { from, to, rows, width, m, at }: Readonly<
    Record<"from" | "to" | "rows" | "width" | "m" | "at", number>
  >,
  way: "in" | "out",
): void {
  const source = memory.view(from, rows * (way === "in" ? m : width));
  const target = memory.view(to, rows * (way === "in" ? width : m));
  const [step, start] = way === "in" ? [m, 0] : [width, at];
  const [toStep, toStart] = way === "in" ? [width, at] : [m, 0];
  for (let row = 0; row < rows; row++) {
    const begin = row * step + start, put = row * toStep + toStart;
    // Faster than a view of each row, since rows are short.
    for (let i = 0; i < m; i++) target[put + i] = source[begin + i];
  }
}

/** A row's error, and its gradient. xHat, x [B, P] -> [B]; xHat, x [B, P], dy [B] -> [B, P] */
function errorKernels(
  name: string,
  kernel: "squaredError" | "crossEntropy",
): Record<string, EngineKernel> {
  return {
    [name](backend, { xHat, x }) {
      const [rows, columns] = xHat.shape;
      const errors = backend.makeHot([rows]);
      const [from, to] = [backend.addressOf(xHat), backend.addressOf(x)];
      backend.engine.kernels[kernel](from, to, errors.address, rows, columns);
      return errors;
    },
    [`${name}Grad`](backend, { xHat, x, dy }) {
      const [rows, columns] = xHat.shape;
      const gradient = backend.makeHot([rows, columns]);
      const [from, to, by] = [backend.addressOf(xHat), backend.addressOf(x), backend.addressOf(dy)];
      backend.engine.kernels[`${kernel}Grad`](from, to, by, gradient.address, rows, columns);
      return gradient;
    },
  };
}
