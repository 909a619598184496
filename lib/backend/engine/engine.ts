import { hasRelaxedSimd, kernelBytes, type Kernels, startKernels } from "./kernels.ts";
import { Memory } from "./memory.ts";
import { CONTROL_BYTES, JOB_WORDS, type StartThread, ThreadPool } from "./thread_pool.ts";

/**
 * C = f(A B + bias). A's element (i, k) lies at a + i aRow + k aStep, B's (k, j) at b + k bStep + j bColumn, in
 * bytes; one stride of each is 4. C [rows, columns] lies at c without gaps.
 */
export interface Product {
  readonly a: number;
  readonly aRow: number;
  readonly aStep: number;
  readonly b: number;
  readonly bStep: number;
  readonly bColumn: number;
  readonly c: number;
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  /** [columns], or 0 for none. */
  readonly bias: number;
  /** By its {@linkcode ACTIVATION_CODES}. */
  readonly activation: number;
  /** Of a LeakyReLU. */
  readonly slope: number;
}

/** Computes a product in the engine's memory. */
export type Multiply = (product: Product) => void;

/** How the engine is to run. */
export interface EngineOptions {
  /** Threads, the main one included. */
  readonly threads: number;
  /** Starts one; without it there is one thread. */
  readonly startThread?: StartThread;
  /** Whether to use relaxed SIMD; where the machine has it, if nothing is said. */
  readonly relaxed?: boolean;
}

/** Columns of C that the kernel computes at a time. */
const PANEL = 8;
/** Multiplications in a product that is worth waking a thread for. */
const WORTH_SHARING = 500_000;
/** Parts of a shared product for each thread, so that a late one leaves more to the others. */
const PARTS_A_THREAD = 8;
/** Panels that make a cache line of a row of C: parts of fewer would have threads write to one line. */
const PANELS_A_LINE = 2;

/** The kernels on a memory of their own, and the threads that share the big products. */
export class Engine {
  readonly memory: Memory;
  readonly kernels: Kernels;
  /** Whether products multiply and add in one instruction, where the processor has it. */
  readonly relaxed: boolean;
  readonly #threads: number;
  readonly #pool?: ThreadPool;
  readonly #job = new Int32Array(JOB_WORDS);
  readonly #slope = new Float32Array(this.#job.buffer, 4 * (JOB_WORDS - 1), 1);
  readonly #rooms = new Map<string, { readonly address: number; readonly bytes: number }>();

  constructor({ threads, startThread, relaxed = hasRelaxedSimd() }: EngineOptions) {
    this.memory = new Memory(threads > 1 && startThread !== undefined);
    const { shared, memory } = this.memory;
    this.relaxed = relaxed;
    const module = new WebAssembly.Module(kernelBytes({ relaxed, shared }));
    this.kernels = startKernels(module, memory);
    this.#threads = shared ? threads : 1;
    if (this.#threads > 1) {
      const control = this.memory.allocate(CONTROL_BYTES);
      this.#pool = new ThreadPool(startThread!, threads - 1, module, memory, control);
    }
  }

  /** Threads that compute, the main one included. */
  get threads(): number {
    return 1 + (this.#pool?.helpers ?? 0);
  }

  /** A product by the engine's own kernel. The same bits for any number of threads. */
  multiply(product: Product): void {
    const { aStep, b, bStep, bColumn, c, rows, depth, columns, bias, activation, slope } = product;
    let { a, aRow } = product;
    if (aStep !== 4) {
      const turned = this.#roomFor("turned", 4 * rows * depth);
      this.kernels.transpose(a, turned, depth, rows);
      [a, aRow] = [turned, 4 * depth];
    }
    const panels = Math.ceil(columns / PANEL);
    const each = 4 * PANEL * (depth + 1);
    const scratch = this.#roomFor("panels", each * this.#threads);
    const part = (from: number, to: number) =>
      this.kernels.multiply(
        ...[a, aRow, b, bStep, bColumn, c, rows, depth, columns] as const,
        ...[from, to, scratch, bias, activation, slope] as const,
      );
    if (!this.#pool?.helpers || rows * depth * columns < WORTH_SHARING) return part(0, panels);
    const lines = Math.ceil(panels / PANELS_A_LINE / (PARTS_A_THREAD * this.#threads));
    const size = PANELS_A_LINE * lines;
    this.#job.set([a, aRow, b, bStep, bColumn, c, rows, depth, columns]);
    this.#job.set([panels, size, scratch, each, bias, activation], 9);
    this.#slope[0] = slope;
    this.#pool.run(
      this.#job,
      Math.ceil(panels / size),
      (i) => part(i * size, Math.min(panels, (i + 1) * size)),
    );
  }

  /** Ends the threads. */
  close(): void {
    this.#pool?.close();
  }

  /** The address of room that a product needs for as long as it takes. */
  #roomFor(use: "panels" | "turned", bytes: number): number {
    const known = this.#rooms.get(use);
    if (known && known.bytes >= bytes) return known.address;
    if (known) this.memory.free(known.address, known.bytes);
    const address = this.memory.allocate(bytes);
    this.#rooms.set(use, { address, bytes });
    return address;
  }
}
