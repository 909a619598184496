import { TorchRandom } from "../../../math/torch_random.ts";
import torch from "./torch_values.json" with { type: "json" };

/** Numbers in a shape, row by row. */
export interface Matrix {
  readonly shape: [rows: number, columns: number];
  readonly values: number[];
}

/** What `encode` and `decode` are asked. All numbers are exact in float32. */
export interface NetworkCase {
  /** Weights [out, in] and biases [out] by PyTorch's names. */
  readonly parameters: Readonly<Record<string, { shape: number[]; values: number[] }>>;
  /** Images [B, P], or codes [B, d]. */
  readonly input: Matrix;
  /** Whether PyTorch's numbers for it are known: an answer is compared with {@linkcode TORCH}. */
  readonly isTorch?: boolean;
}

/** What PyTorch gives, in the order of an answer. */
export const TORCH = { encode: [...torch.mu, ...torch.logVar].flat(), decode: torch.xHat.flat() };

/** How many units there are. */
interface Sizes {
  readonly pixels: number;
  /** Of the trunk's first layer, and of the decoder's third. */
  readonly wide: number;
  /** Of the trunk's second layer, and of the decoder's second. */
  readonly narrow: number;
  /** Of the first layer of each head, and of the decoder's. */
  readonly head: number;
  readonly latent: number;
}

/** All sizes of a case differ, so that a transposed matrix fits nowhere. */
const SIZES = [2, 3, 4, 5, 6, 7, 8, 9];

/** How many images or codes: enough to recognize noise in one case, and never the size of a layer. */
const ROWS = [64, 11, 1];

/** Images of a few pixels for encoders of a few units; the last has PyTorch's numbers. */
export function drawEncoderCases(random: TorchRandom): NetworkCase[] {
  const drawn = ROWS.map((rows) => {
    const sizes = drawSizes(random);
    return {
      parameters: drawEncoder(random, sizes, 3),
      input: matrix([rows, sizes.pixels], random.uniform(rows * sizes.pixels)),
    };
  });
  const { encoder, x } = torchCase();
  return [...drawn, { parameters: encoder, input: x, isTorch: true }];
}

/** Codes for decoders of a few units; the last has PyTorch's numbers. */
export function drawDecoderCases(random: TorchRandom): NetworkCase[] {
  const drawn = ROWS.map((rows) => {
    const sizes = drawSizes(random);
    return {
      parameters: drawDecoder(random, sizes, 3),
      input: matrix([rows, sizes.latent], random.uniform(rows * sizes.latent, -2, 2)),
    };
  });
  const { decoder, z } = torchCase();
  return [...drawn, { parameters: decoder, input: z, isTorch: true }];
}

/** What tests/torch/small_networks.py draws, in its order. */
function torchCase() {
  const { seed, rows, ...sizes } = torch;
  const random = new TorchRandom(seed);
  return {
    encoder: drawEncoder(random, sizes, 2),
    decoder: drawDecoder(random, sizes, 2),
    x: matrix([rows, sizes.pixels], random.uniform(rows * sizes.pixels)),
    z: matrix([rows, sizes.latent], random.uniform(rows * sizes.latent, -2, 2)),
  };
}

function drawSizes(random: TorchRandom): Sizes {
  const [pixels, wide, narrow, head, latent] = [...random.permutation(SIZES.length)]
    .map((i) => SIZES[i]);
  return { pixels, wide, narrow, head, latent };
}

function drawEncoder(random: TorchRandom, sizes: Sizes, scale: number): NetworkCase["parameters"] {
  const { pixels, wide, narrow, head, latent } = sizes;
  return {
    ...drawLayer(random, "encoder.net.0", wide, pixels, scale),
    ...drawLayer(random, "encoder.net.2", narrow, wide, scale),
    ...drawLayer(random, "encoder.mu.0", head, narrow, scale),
    ...drawLayer(random, "encoder.mu.2", latent, head, scale),
    ...drawLayer(random, "encoder.log_var.0", head, narrow, scale),
    ...drawLayer(random, "encoder.log_var.2", latent, head, scale),
  };
}

function drawDecoder(random: TorchRandom, sizes: Sizes, scale: number): NetworkCase["parameters"] {
  const { pixels, wide, narrow, head, latent } = sizes;
  return {
    ...drawLayer(random, "decoder.net.0", head, latent, scale),
    ...drawLayer(random, "decoder.net.2", narrow, head, scale),
    ...drawLayer(random, "decoder.net.4", wide, narrow, scale),
    ...drawLayer(random, "decoder.net.6", pixels, wide, scale),
  };
}

/** As PyTorch draws a linear layer, times `scale`, since small parameters hide what the activations do. */
function drawLayer(
  random: TorchRandom,
  name: string,
  outputs: number,
  inputs: number,
  scale: number,
): NetworkCase["parameters"] {
  const bound = scale / Math.sqrt(inputs);
  return {
    [`${name}.weight`]: matrix([outputs, inputs], random.uniform(outputs * inputs, -bound, bound)),
    [`${name}.bias`]: { shape: [outputs], values: [...random.uniform(outputs, -bound, bound)] },
  };
}

function matrix(shape: [number, number], values: Float32Array): Matrix {
  return { shape, values: [...values] };
}
