import { rowsOf } from "../rows_of.ts";
import { Network } from "../steps/encoder_decoder/network.ts";
import type { Matrix, NetworkCase } from "../steps/encoder_decoder/network_case.ts";

/** What the encoder gives for images: a row for each image. */
export interface PlainPosteriors {
  /** [B, d] */
  readonly mu: number[][];
  /** [B, d] */
  readonly logVar: number[][];
}

/**
 * The posteriors that the lab's encoder gives images, in plain loops: a few images need no tensors.
 *
 * @param parameters of a model of the lab's architecture
 * @param images pixels from 0 to 1. [B, P]
 */
export function encode(
  parameters: NetworkCase["parameters"],
  images: readonly ArrayLike<number>[],
): PlainPosteriors {
  const input = matrixOf(images);
  const values = new Network({ parameters, input }).encode(input); // mu, and then logVar
  const rows = rowsOf(values, values.length / (2 * images.length));
  return { mu: rows.slice(0, images.length), logVar: rows.slice(images.length) };
}

/**
 * The images that the lab's decoder makes of codes.
 *
 * @param parameters of a model of the lab's architecture
 * @param codes [B, d]
 * @returns pixels from 0 to 1. [B, P]
 */
export function decode(
  parameters: NetworkCase["parameters"],
  codes: readonly ArrayLike<number>[],
): number[][] {
  const input = matrixOf(codes);
  const values = new Network({ parameters, input }).decode(input);
  return rowsOf(values, values.length / codes.length);
}

function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  return { shape: [rows.length, rows[0].length], values: rows.flatMap((row) => Array.from(row)) };
}
