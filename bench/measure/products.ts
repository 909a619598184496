import { Engine } from "../../lib/backend/engine/engine.ts";
import { median } from "../median.ts";
import { multiplyAddLimit } from "../multiply_add_limit.ts";

/** How fast the engine multiplies on one thread, in GFLOP/s. */
export interface Products {
  /** Of vectors of four in registers: what WebAssembly can reach here. */
  readonly limit: number;
  /** Of the five big products of a step, by their names. */
  readonly products: Readonly<Record<string, number>>;
  /** Of all five together. */
  readonly all: number;
}

/** Rows, depth and columns of C = A B, and how A and B lie. */
const STEP: Readonly<Record<string, readonly [number, number, number, string]>> = {
  "x W^T, 128 x 784 by 784 x 256": [128, 784, 256, "NT"],
  "x W^T, 128 x 256 by 256 x 784": [128, 256, 784, "NT"],
  "dz W, 128 x 784 by 784 x 256": [128, 784, 256, "NN"],
  "dz^T x, 784 x 128 by 128 x 256": [784, 128, 256, "TN"],
  "dz^T x, 256 x 128 by 128 x 784": [256, 128, 784, "TN"],
};
const TURNS = 20_000;

/** Times the products and the limit in turn, since the machine may be shared. */
export async function measureProducts(rounds = 200): Promise<Products> {
  const limit = await multiplyAddLimit();
  const engine = new Engine({ threads: 1 });
  const [a, b, c] = Array.from({ length: 3 }, () => {
    const address = engine.memory.allocate(4 * 784 * 256);
    engine.memory.view(address, 784 * 256).fill(0.01);
    return address;
  });
  const work: [name: string, operations: number, run: () => void][] = [
    ["limit", 96 * TURNS, () => limit(TURNS)],
  ];
  for (const [name, [rows, depth, columns, layout]] of Object.entries(STEP)) {
    const [aRow, aStep] = layout[0] === "N" ? [4 * depth, 4] : [4, 4 * rows];
    const [bStep, bColumn] = layout[1] === "N" ? [4 * columns, 4] : [4, 4 * depth];
    work.push([name, 2 * rows * depth * columns, () =>
      engine.multiply({
        ...{ a, aRow, aStep, b, bStep, bColumn, c, rows, depth, columns },
        ...{ bias: 0, activation: 0, slope: 0 },
      })]);
  }
  const times = work.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    work.forEach(([, , run], i) => {
      const start = performance.now();
      run();
      times[i].push(performance.now() - start);
    });
    await new Promise((resolve) => setTimeout(resolve)); // the optimising compiler's turn
  }
  // The first rounds run what the optimising compiler has not seen.
  const medians = times.map((times) => median(times.slice(rounds / 4)));
  const speed = (i: number) => 1e-6 * work[i][1] / medians[i];
  const [, ...sums] = work.map(([, operations], i) => [operations, medians[i]]);
  const total = (of: 0 | 1) => sums.reduce((sum, pair) => sum + pair[of], 0);
  return {
    limit: speed(0),
    products: Object.fromEntries(Object.keys(STEP).map((name, i) => [name, speed(i + 1)])),
    all: 1e-6 * total(0) / total(1),
  };
}
