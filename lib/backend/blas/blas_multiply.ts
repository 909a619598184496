import { baseAddress, type Blas } from "../../deps/blas.ts";
import type { Engine, Multiply } from "../engine/engine.ts";

/** Products by a BLAS in the engine's memory, each followed by the engine's bias and activation. */
export function blasMultiply(engine: Engine, blas: Blas): Multiply {
  const { memory } = engine.memory;
  let buffer: ArrayBufferLike | undefined;
  let base = 0;
  return (product) => {
    const { a, aRow, aStep, b, bStep, bColumn, c, rows, depth, columns } = product;
    // Nothing to add up: a BLAS may take that for a mistake.
    if (rows === 0 || columns === 0 || depth === 0) return engine.multiply(product);
    if (memory.buffer !== buffer) [buffer, base] = [memory.buffer, baseAddress(memory.buffer)];
    const [turnA, turnB] = [aStep !== 4, bColumn !== 4];
    // Of a single row no stride is used, but every BLAS compares it with the row's length.
    const strideA = Math.max((turnA ? aStep : aRow) / 4, turnA ? rows : depth);
    const strideB = Math.max((turnB ? bColumn : bStep) / 4, turnB ? depth : columns);
    blas.multiply(
      [turnA, turnB],
      [rows, columns, depth],
      [base + a, base + b, base + c],
      [strideA, strideB, columns],
    );
    const { bias, activation, slope } = product;
    if (bias === 0 && activation === 0) return;
    engine.kernels.biasActivation(c, bias, rows, columns, activation, slope);
  };
}
