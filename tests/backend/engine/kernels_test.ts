import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { Engine } from "../../../lib/backend/engine/engine.ts";
import { fc } from "../../../lib/deps/fast_check.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";

/** Each build of the kernels, on one thread: what a machine without relaxed SIMD gets, too. */
const ENGINES = {
  "relaxed SIMD": new Engine({ threads: 1, relaxed: true }),
  "plain SIMD": new Engine({ threads: 1, relaxed: false }),
};

function onEachBuild(name: string, test: (bench: Bench) => void): void {
  for (const [build, engine] of Object.entries(ENGINES)) {
    it(`${name}, with ${build}`, () => test(new Bench(engine)));
  }
}

/** Puts values where the kernels find them, between guards that no kernel may touch. */
class Bench {
  readonly #blocks: { address: number; length: number }[] = [];
  constructor(readonly engine: Engine) {}

  put(values: ArrayLike<number>): number {
    const { memory } = this.engine;
    const address = memory.allocate(4 * (values.length + 2 * GUARDS)) + 4 * GUARDS;
    this.#blocks.push({ address, length: values.length });
    const all = memory.view(address - 4 * GUARDS, values.length + 2 * GUARDS);
    all.fill(GUARD);
    all.set(values, GUARDS);
    return address;
  }

  room(length: number): number {
    return this.put(new Float32Array(length).fill(NaN));
  }

  get(address: number): Float32Array {
    const { length } = this.#blocks.find((block) => block.address === address)!;
    return this.engine.memory.view(address, length).slice();
  }

  /** Gives all back; no guard may have changed. */
  close(): void {
    const { memory } = this.engine;
    for (const { address, length } of this.#blocks.splice(0)) {
      const all = memory.view(address - 4 * GUARDS, length + 2 * GUARDS);
      for (const i of [...Array(GUARDS).keys()]) {
        assertEquals([all[i], all[GUARDS + length + i]], [GUARD, GUARD], "a kernel left its place");
      }
      memory.free(address - 4 * GUARDS, 4 * (length + 2 * GUARDS));
    }
  }
}

const GUARD = 1234.5;
const GUARDS = 16;

/** |found - wanted| <= bound (1 + |wanted|), and the same infinities and NaN. */
function assertClose(found: ArrayLike<number>, wanted: ArrayLike<number>, bound = 1e-6): void {
  assertEquals(found.length, wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const float32 = Math.fround(wanted[i]);
    if (Number.isFinite(float32)) {
      assertAlmostEquals(found[i], wanted[i], bound * (1 + Math.abs(wanted[i])), `at ${i}`);
    } else assertEquals(found[i], float32, `at ${i}`);
  }
}

const ACTIVATIONS = [
  (x: number) => x,
  (x: number) => x < 0 ? Math.fround(0.01) * x : x,
  (x: number) => 1 / (1 + Math.exp(-x)),
  (x: number) => Math.tanh(x),
];

interface Shape {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

/** C = f(A B + bias) by the kernel and in float64. */
function product(
  bench: Bench,
  { rows, depth, columns }: Shape,
  layout: string,
  activation: number,
  values: (count: number) => Float32Array = drawer(),
): { found: Float32Array; wanted: number[] } {
  const [A, B, bias] = [values(rows * depth), values(depth * columns), values(columns)];
  const [aRow, aStep] = layout[0] === "T" ? [1, rows] : [depth, 1];
  const [bStep, bColumn] = layout[1] === "T" ? [1, depth] : [columns, 1];
  const c = bench.room(rows * columns);
  bench.engine.multiply({
    ...{ a: bench.put(A), aRow: 4 * aRow, aStep: 4 * aStep },
    ...{ b: bench.put(B), bStep: 4 * bStep, bColumn: 4 * bColumn, c, rows, depth, columns },
    ...{ bias: bench.put(bias), activation, slope: 0.01 },
  });
  const wanted = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = bias[j];
      for (let k = 0; k < depth; k++) sum += A[i * aRow + k * aStep] * B[k * bStep + j * bColumn];
      wanted.push(ACTIVATIONS[activation](sum));
    }
  }
  const found = bench.get(c);
  bench.close();
  return { found, wanted };
}

function drawer(seed = 0): (count: number) => Float32Array {
  const random = new TorchRandom(seed);
  return (count) => random.normal(count);
}

const sizes = fc.integer({ min: 0, max: 40 });
const shapes = fc.record({ rows: sizes, depth: sizes, columns: sizes });

onEachBuild("multiply is the product in float64, for drawn shapes and all layouts", (bench) => {
  fc.assert(
    fc.property(
      shapes,
      fc.constantFrom("NN", "NT", "TN", "TT"),
      fc.nat(3),
      fc.nat(),
      (...drawn) => {
        const [shape, layout, activation, seed] = drawn;
        const { found, wanted } = product(bench, shape, layout, activation, drawer(seed));
        assertClose(found, wanted, 1e-5);
      },
    ),
    { numRuns: 200, seed: 0 },
  );
});

for (const [rows, depth, columns] of [[1, 3, 1], [128, 785, 3], [3, 785, 256], [13, 1, 9]]) {
  onEachBuild(`multiply at the edges: ${rows} x ${depth} by ${depth} x ${columns}`, (bench) => {
    for (const layout of ["NN", "NT", "TN"]) {
      const { found, wanted } = product(bench, { rows, depth, columns }, layout, 0);
      assertClose(found, wanted, 3e-5);
    }
  });
}

onEachBuild("multiply lets NaN, infinities and subnormal values through", (bench) => {
  const odd = [NaN, Infinity, -Infinity, 1e-45, -1e-40, 0, 1, 1e19];
  let at = 0;
  for (const activation of [0, 1, 2]) {
    for (const layout of ["NN", "NT", "TN"]) {
      const values = (count: number) => Float32Array.from({ length: count }, () => odd[at++ % 8]);
      const { found, wanted } = product(
        bench,
        { rows: 7, depth: 1, columns: 11 },
        layout,
        activation,
        values,
      );
      assertClose(found, wanted);
    }
  }
});

onEachBuild("a row's sums do not depend on the rows beside it", (bench) => {
  const values = drawer();
  const [A, B, bias] = [values(13 * 50), values(50 * 21), values(21)];
  const rowsOf = (from: number, to: number) => {
    const c = bench.room((to - from) * 21);
    bench.engine.multiply({
      ...{ a: bench.put(A.subarray(50 * from, 50 * to)), aRow: 200, aStep: 4 },
      ...{ b: bench.put(B), bStep: 84, bColumn: 4, c, rows: to - from, depth: 50, columns: 21 },
      ...{ bias: bench.put(bias), activation: 2, slope: 0 },
    });
    return bench.get(c);
  };
  const all = rowsOf(0, 13);
  for (const [from, to] of [[0, 6], [6, 13], [12, 13], [5, 9]]) {
    assertEquals(rowsOf(from, to), all.slice(21 * from, 21 * to));
  }
  bench.close();
});

/** Values from all over float32, edges included. */
const floats = fc.float32Array({ minLength: 0, maxLength: 37 });
const EDGES = [0, -0, 1e-45, -1e-45, 1e-38, 1, -1, 3.4e38, -3.4e38, Infinity, -Infinity, NaN];

/** The distance in units in the last place of `wanted` as float32. */
function ulps(found: number, wanted: number): number {
  const float32 = Math.fround(wanted);
  if (!Number.isFinite(float32) || !Number.isFinite(found)) {
    return Object.is(found, float32) ? 0 : 1e9;
  }
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(wanted) || 1e-45)));
  return Math.abs(found - wanted) / 2 ** (exponent - 23);
}

onEachBuild("the sigmoid is within 3 units in the last place, from -104 to 104", (bench) => {
  const x = [
    ...EDGES,
    ...Array.from({ length: 20001 }, (_, i) => Math.fround((i - 10000) * 0.0104)),
  ];
  const y = bench.put(Float32Array.from(x));
  bench.engine.kernels.biasActivation(y, 0, 1, x.length, 2, 0);
  const found = bench.get(y);
  let worst = 0;
  x.forEach((x, i) => {
    if (Math.abs(x) > 103 && Number.isFinite(x)) {
      assertAlmostEquals(found[i], x < 0 ? 0 : 1, 1e-44);
    } else worst = Math.max(worst, ulps(found[i], ACTIVATIONS[2](Math.fround(x))));
  });
  assert(worst <= 3, `${worst}`);
  bench.close();
});

/** The largest distance, over many x from `from` to `to`. */
function worstOf(
  [from, to]: readonly [number, number],
  found: (x: Float32Array) => Float32Array,
  wanted: (x: number) => number,
): number {
  const x = Float32Array.from({ length: 40001 }, (_, i) => from + (to - from) * i / 40000);
  return found(x).reduce((worst, value, i) => Math.max(worst, ulps(value, wanted(x[i]))), 0);
}

onEachBuild("exp, expm1 and log are within 2 units in the last place", (bench) => {
  const { kernels } = bench.engine;
  const zeros = (x: Float32Array) => bench.put(new Float32Array(x.length));
  const ones = (x: Float32Array) => bench.put(new Float32Array(x.length).fill(1));
  const run = (x: Float32Array, kernel: (at: number, result: number) => void) => {
    const result = bench.room(x.length);
    kernel(bench.put(x), result);
    const found = bench.get(result);
    bench.close();
    return found;
  };
  const exp = (x: Float32Array) =>
    // of half of it
    run(x, (at, z) => kernels.reparameterize(zeros(x), at, ones(x), z, x.length));
  const expm1 = (x: Float32Array) =>
    run(x, (at, d) => {
      const twos = bench.put(new Float32Array(x.length).fill(2));
      kernels.klPerUnitGrad(zeros(x), at, twos, bench.room(x.length), d, 1, x.length);
    });
  const log = (x: Float32Array) =>
    run(x, (at, sums) => kernels.crossEntropy(at, ones(x), sums, x.length, 1));
  const worst = {
    exp: worstOf([-206, 177], exp, (x) => Math.exp(x / 2)),
    expm1: worstOf([-20, 88], expm1, Math.expm1),
    "expm1 of small values": worstOf([-0.4, 0.4], expm1, Math.expm1),
    log: worstOf([1e-6, 1], log, (x) => -Math.log(x)),
    "log near 1": worstOf([0.9, 1], log, (x) => -Math.log(x)),
    "log of tiny values": worstOf([1e-45, 1e-36], log, (x) => -Math.max(-100, Math.log(x))),
  };
  for (const [name, distance] of Object.entries(worst)) {
    {
      assert(distance <= 2, `${name}: ${distance}`);
    }
  }
});

onEachBuild("biasActivation adds a row's bias and applies f, for drawn shapes", (bench) => {
  const size = fc.integer({ min: 0, max: 13 });
  fc.assert(
    fc.property(size, size, fc.nat(2), fc.boolean(), (rows, columns, activation, biased) => {
      const values = drawer(rows + 20 * columns);
      const [x, bias] = [values(rows * columns), values(columns)];
      const y = bench.put(x);
      const b = biased ? bench.put(bias) : 0;
      bench.engine.kernels.biasActivation(y, b, rows, columns, activation, 0.01);
      const wanted = [...x].map((x, i) =>
        ACTIVATIONS[activation](x + (biased ? bias[i % columns] : 0))
      );
      assertClose(bench.get(y), wanted);
      bench.close();
    }),
    { seed: 0 },
  );
});

onEachBuild(
  "add, leakyReluGrad, sigmoidGrad and tanhGrad are the plain loops', value by value",
  (bench) => {
    const { kernels } = bench.engine;
    const check = (a: Float32Array, b: Float32Array) => {
      const run = (kernel: (a: number, b: number, c: number, count: number) => void) => {
        const c = bench.room(a.length);
        kernel(bench.put(a), bench.put(b), c, a.length);
        const found = bench.get(c);
        bench.close();
        return found;
      };
      const f = Math.fround;
      const wanted = (of: (a: number, b: number) => number) => a.map((a, i) => of(a, b[i]));
      assertEquals(run(kernels.add), wanted((a, b) => a + b));
      assertEquals(
        run((dy, y, dz, count) => kernels.leakyReluGrad(dy, y, dz, count, 0.01)),
        wanted((dy, y) => y > 0 ? dy : dy * f(0.01)),
      );
      assertEquals(run(kernels.sigmoidGrad), wanted((dy, y) => dy * f(y * f(1 - y))));
      assertEquals(run(kernels.tanhGrad), wanted((dy, y) => dy * f(1 - f(y * y))));
    };
    fc.assert(fc.property(floats, fc.nat(), (a, seed) => check(a, drawer(seed)(a.length))), {
      seed: 0,
    });
    for (const edge of EDGES) {
      check(Float32Array.from(EDGES), new Float32Array(EDGES.length).fill(edge));
    }
  },
);

onEachBuild("scaleBytes spreads bytes over the room that they are the end of", (bench) => {
  const check = (bytes: Uint8Array) => {
    const y = bench.room(bytes.length);
    bench.engine.memory.bytes(y + 3 * bytes.length, bytes.length).set(bytes);
    bench.engine.kernels.scaleBytes(y, bytes.length);
    assertEquals(bench.get(y), Float32Array.from(bytes, (byte) => byte / 255));
    bench.close();
  };
  check(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 50 }), check), { seed: 0 });
});

onEachBuild("columnSums are float64's, rounded once", (bench) => {
  const size = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(size, size, fc.nat(), (rows, columns, seed) => {
      const a = drawer(seed)(rows * columns);
      const sums = bench.room(columns);
      bench.engine.kernels.columnSums(bench.put(a), sums, rows, columns);
      const wanted = new Float32Array(columns);
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += a[i * columns + j];
        wanted[j] = sum;
      }
      assertEquals(bench.get(sums), wanted);
      bench.close();
    }),
    { seed: 0 },
  );
});

const ERRORS = {
  squaredError: {
    of: (p: number, x: number) => Math.fround(p - x) ** 2,
    by: (p: number, x: number) => 2 * (p - x),
  },
  crossEntropy: {
    of: (p: number, x: number) =>
      -x * Math.max(-100, Math.log(p)) - (1 - x) * Math.max(-100, Math.log(Math.fround(1 - p))),
    by: (p: number, x: number) => (p - x) / Math.max(1e-12, p * (1 - p)),
  },
};

for (const name of ["squaredError", "crossEntropy"] as const) {
  onEachBuild(`${name} and its gradient are float64's, for drawn shapes`, (bench) => {
    const size = fc.integer({ min: 0, max: 30 });
    const { of, by } = ERRORS[name];
    fc.assert(
      fc.property(size, size, fc.nat(), (rows, columns, seed) => {
        const random = new TorchRandom(seed);
        const xHat = random.uniform(rows * columns), x = random.uniform(rows * columns);
        // Decoders that are certain, and subnormal means.
        xHat.forEach((_, i) => i % 7 === 3 && (xHat[i] = [0, 1, 1e-40, 1e-30, 0.9999999][i % 5]));
        const dy = random.normal(rows);
        const [p, q, g] = [bench.put(xHat), bench.put(x), bench.put(dy)];
        const [sums, gradient] = [bench.room(rows), bench.room(rows * columns)];
        bench.engine.kernels[name](p, q, sums, rows, columns);
        bench.engine.kernels[`${name}Grad`](p, q, g, gradient, rows, columns);
        const wanted = new Array(rows).fill(0);
        xHat.forEach((p, i) => wanted[Math.floor(i / columns)] += of(p, x[i]));
        assertClose(bench.get(sums), wanted, 1e-6);
        const wantedGradient = [...xHat].map((p, i) => by(p, x[i]) * dy[Math.floor(i / columns)]);
        assertClose(bench.get(gradient), wantedGradient, 1e-6);
        bench.close();
      }),
      { seed: 0 },
    );
  });
}

onEachBuild(
  "reparameterize and its gradient are float64's, where exp(logVar) over- and underflows too",
  (bench) => {
    const count = fc.integer({ min: 0, max: 37 });
    fc.assert(
      fc.property(count, fc.nat(), fc.constantFrom(1, 10, 60, 120), (count, seed, scale) => {
        const values = drawer(seed);
        const [mu, eps, dz] = [values(count), values(count), values(count)];
        const logVar = values(count).map((x) => scale * x);
        logVar.forEach((_, i) => i % 11 === 7 && (logVar[i] = [NaN, Infinity, -Infinity][i % 3]));
        const [z, d] = [bench.room(count), bench.room(count)];
        const [a, b, c, g] = [mu, logVar, eps, dz].map((values) => bench.put(values));
        bench.engine.kernels.reparameterize(a, b, c, z, count);
        bench.engine.kernels.reparameterizeGrad(g, b, c, d, count);
        const noise = [...logVar].map((x, i) => Math.fround(Math.fround(Math.exp(x / 2)) * eps[i]));
        assertClose(bench.get(z), noise.map((x, i) => mu[i] + x), 1e-6);
        assertClose(bench.get(d), noise.map((x, i) => dz[i] * x / 2), 1e-6);
        bench.close();
      }),
      { seed: 0 },
    );
  },
);

onEachBuild(
  "klPerUnit and its gradients are float64's, for small logVar and huge ones too",
  (bench) => {
    const size = fc.integer({ min: 1, max: 21 });
    const scale = fc.constantFrom(1e-6, 1e-3, 1, 10, 20);
    fc.assert(
      fc.property(size, size, scale, fc.nat(), (rows, columns, scale, seed) => {
        const values = drawer(seed);
        const [mu, dy] = [values(rows * columns), values(columns)];
        const logVar = values(rows * columns).map((x) => scale * x);
        const [kl, dMu, dLogVar] = [columns, mu.length, mu.length].map((size) => bench.room(size));
        const [a, b, c] = [mu, logVar, dy].map((values) => bench.put(values));
        bench.engine.kernels.klPerUnit(a, b, kl, rows, columns);
        bench.engine.kernels.klPerUnitGrad(a, b, c, dMu, dLogVar, rows, columns);
        const wanted = new Array(columns).fill(0);
        mu.forEach((mu, i) => {
          wanted[i % columns] += (Math.expm1(logVar[i]) - logVar[i] + mu * mu) / 2 / rows;
        });
        // Relative to the values: a small KL is no rounding error.
        const relative = (found: Float32Array, wanted: number[]) =>
          wanted.forEach((value, i) => {
            assertAlmostEquals(found[i], value, 1e-6 * Math.abs(value) + 1e-44);
          });
        const parts = [...logVar].map((x, i) => Math.abs(Math.expm1(x)) + Math.abs(x) + mu[i] ** 2);
        const bound = 1e-6 * Math.max(...parts);
        bench.get(kl).forEach((value, j) => assertAlmostEquals(value, wanted[j], bound));
        relative(bench.get(dMu), [...mu].map((mu, i) => dy[i % columns] * mu / rows));
        const growth = [...logVar].map((x, i) => dy[i % columns] * Math.expm1(x) / 2 / rows);
        relative(bench.get(dLogVar), growth);
        bench.close();
      }),
      { seed: 0 },
    );
  },
);

onEachBuild("adam is the paper's update in float64, over many steps", (bench) => {
  const random = new TorchRandom(0);
  const count = 37;
  const start = random.normal(count);
  const value = bench.put(start), updated = bench.room(count);
  const [first, second] = [bench.put(new Float32Array(count)), bench.put(new Float32Array(count))];
  const gradient = bench.room(count);
  const wanted = { value: [...start], m: Array(count).fill(0), v: Array(count).fill(0) };
  for (let step = 1; step <= 50; step++) {
    const g = random.normal(count).map((g, i) => g * 10 ** (i % 12 - 6));
    bench.engine.memory.view(gradient, count).set(g);
    bench.engine.kernels.adam(
      ...[value, updated, gradient, first, second, count] as const,
      ...[1e-3 / (1 - 0.9 ** step), 1 / Math.sqrt(1 - 0.999 ** step)] as const,
      ...[0.9, 0.1, 0.999, 0.001, 1e-8] as const,
    );
    bench.engine.memory.view(value, count).set(bench.get(updated));
    g.forEach((g, i) => {
      wanted.m[i] = 0.9 * wanted.m[i] + 0.1 * g;
      wanted.v[i] = 0.999 * wanted.v[i] + 0.001 * g * g;
      const root = Math.sqrt(wanted.v[i] / (1 - 0.999 ** step)) + 1e-8;
      wanted.value[i] -= 1e-3 * wanted.m[i] / (1 - 0.9 ** step) / root;
    });
  }
  assertClose(bench.get(updated), wanted.value, 5e-6);
  assertClose(bench.get(first), wanted.m, 5e-6);
  assertClose(bench.get(second), wanted.v, 5e-6);
  bench.close();
});

onEachBuild("adam's moments fall to 0, and are never subnormal; NaN stays", (bench) => {
  const [value, updated] = [bench.put([1, 1, 1, 1, 1]), bench.room(5)];
  const gradient = bench.put([0, 0, 0, 1e-30, NaN]);
  const [first, second] = [bench.put([1e-38, 1e-36, 1, 0, 0]), bench.put([1e-38, 1e-36, 1, 0, 0])];
  bench.engine.kernels.adam(
    ...[value, updated, gradient, first, second, 5, 1e-3, 1] as const,
    ...[0.9, 0.1, 0.999, 0.001, 1e-8] as const,
  );
  const [m, v] = [bench.get(first), bench.get(second)];
  assertEquals([m[0], v[0], v[3]], [0, 0, 0]);
  assertClose([m[1], v[1], m[3]].map((x) => x * 1e30), [9e-7, 9.99e-7, 0.1], 1e-7);
  assertEquals([m[4], v[4], bench.get(updated)[4]], [NaN, NaN, NaN]);
  bench.close();
});
