import type { Blas } from "../../deps/blas.ts";
import { Engine } from "../engine/engine.ts";
import { blasMultiply } from "./blas_multiply.ts";

/** Sizes of the products that are tried: a row, a column, odd ones, and one that a library shares or blocks. */
const SIZES = [[1, 3, 1], [5, 7, 3], [17, 1, 9], [64, 130, 33]] as const;
const LAYOUTS = [[false, false], [false, true], [true, false]] as const;

/**
 * Multiplies known matrices in all layouts that training needs, onto NaN, and compares with float64.
 *
 * @returns what is wrong with the library; nothing, if all is well
 */
export function probeBlas(blas: Blas): string | undefined {
  if (blas.description.includes("USE64BITINT")) {
    return "it is a build for 64-bit integers, which are called otherwise";
  }
  const engine = new Engine({ threads: 1 });
  const multiply = blasMultiply(engine, blas);
  const { memory } = engine;
  for (const [rows, depth, columns] of SIZES) {
    const value = (i: number) => ((i * 7919) % 201 - 100) / 16; // whole sums of 1/256: exact in float32
    const A = Float32Array.from({ length: rows * depth }, (_, i) => value(i));
    const B = Float32Array.from({ length: depth * columns }, (_, i) => value(i + 57));
    const [a, b, c] = [A.length, B.length, rows * columns].map((size) => memory.allocate(4 * size));
    memory.view(a, A.length).set(A);
    memory.view(b, B.length).set(B);
    for (const [turnA, turnB] of LAYOUTS) {
      const [aRow, aStep] = turnA ? [1, rows] : [depth, 1];
      const [bStep, bColumn] = turnB ? [1, depth] : [columns, 1];
      const C = memory.view(c, rows * columns);
      C.fill(NaN);
      multiply({
        ...{ a, aRow: 4 * aRow, aStep: 4 * aStep, b, bStep: 4 * bStep, bColumn: 4 * bColumn, c },
        ...{ rows, depth, columns, bias: 0, activation: 0, slope: 0 },
      });
      for (let i = 0; i < C.length; i++) {
        const [row, column] = [Math.floor(i / columns), i % columns];
        let wanted = 0;
        for (let k = 0; k < depth; k++) {
          wanted += A[row * aRow + k * aStep] * B[k * bStep + column * bColumn];
        }
        if (Math.abs(C[i] - wanted) <= 1e-3) continue;
        const [left, right] = [
          turnA ? "transposed matrix" : "matrix",
          turnB ? "a transposed one" : "one",
        ];
        return `it multiplies wrongly: a ${left} of ${rows} x ${depth} by ${right} of ` +
          `${depth} x ${columns} has ${wanted} at [${row}, ${column}], and it finds ${C[i]}`;
      }
    }
  }
}
