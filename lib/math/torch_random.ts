import { mersenne, mersenneFromState } from "../deps/pure_rand.ts";
import { fusedMultiplyAdd } from "./fused_multiply_add.ts";

/** The whole state of a {@linkcode TorchRandom}: 625 numbers that JSON can carry. */
export type TorchRandomState = readonly number[];

/**
 * PyTorch's CPU random generator: the same numbers from the same seed, so that a run here replays a
 * run of `torch.manual_seed(seed)`. It is the only source of randomness in this project.
 *
 * The engine is MT19937 (Matsumoto and Nishimura 1998). Integers and uniforms are PyTorch's to the
 * bit; normals differ by up to 7e-7, since PyTorch's vectorised logarithm and cosine do.
 *
 * @example `torch.manual_seed(0); torch.rand(2); torch.randn(16)`
 * ```ts
 * import { TorchRandom } from "./torch_random.ts";
 *
 * const random = new TorchRandom(0);
 * random.uniform(2); // Float32Array [0.4962566, 0.7682218]
 * random.normal(16); // Float32Array(16)
 * ```
 */
export class TorchRandom {
  #engine: ReturnType<typeof mersenne>;

  /**
   * A generator in the state that `torch.manual_seed(seed)` sets.
   *
   * @param seed a whole number from 0 to 2^32 - 1; 0 is a seed like any other
   * @throws {RangeError} for any other seed
   */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`seed must be a whole number from 0 to 4294967295, got ${seed}`);
    }
    this.#engine = mersenne(seed | 0);
  }

  /** A generator that goes on where the one that gave `state` stood; see `setState`. */
  static fromState(state: TorchRandomState): TorchRandom {
    const random = new TorchRandom(0);
    random.setState(state);
    return random;
  }

  /**
   * Goes on where the one that gave `state` stood, as PyTorch's `generator.set_state` does.
   * @throws {RangeError} if it is not the state of such a generator
   */
  setState(state: TorchRandomState): void {
    const whole = state.length === 625 && state.every(Number.isInteger);
    if (!whole || state[0] < 0 || state[0] >= 624) {
      throw new RangeError("the state of a TorchRandom is 625 whole numbers, the first below 624");
    }
    this.#engine = mersenneFromState(state);
  }

  /** What {@linkcode TorchRandom.fromState} takes. */
  state(): TorchRandomState {
    return [...this.#engine.getState()];
  }

  /** The next 32 bits. */
  uint32(): number {
    return this.#engine.next() >>> 0;
  }

  /** A full-range int64 as `torch.empty((), dtype=torch.int64).random_()` draws it: 0 ... 2^63 - 1. */
  int64(): bigint {
    const high = BigInt(this.uint32());
    return (high << 32n | BigInt(this.uint32())) & 0x7fff_ffff_ffff_ffffn;
  }

  /** `tensor.uniform_(from, to)` of `n` values in [from, to): 24 random bits each. */
  uniform(n: number, from = 0, to = 1): Float32Array {
    const low = Math.fround(from);
    const range = Math.fround(Math.fround(to) - low);
    const values = new Float32Array(checkCount(n));
    for (let i = 0; i < n; i++) {
      values[i] = fusedMultiplyAdd((this.uint32() & 0xffffff) / 0x1000000, range, low);
    }
    return values;
  }

  /**
   * `torch.randn(n)`: standard normals, by Box and Muller's transform (1958) of blocks of 16 uniforms.
   * Below 16, where PyTorch draws in another way, 16 are drawn and `n` kept.
   */
  normal(n: number): Float32Array {
    if (checkCount(n) < 16) return this.normal(16).slice(0, n);
    const values = this.uniform(n);
    for (let start = 0; start + 16 <= n; start += 16) boxMuller(values.subarray(start, start + 16));
    if (n % 16 !== 0) {
      values.set(this.uniform(16), n - 16);
      boxMuller(values.subarray(n - 16));
    }
    return values;
  }

  /** `torch.randperm(n)`: the numbers 0 ... n - 1 in random order. */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: checkCount(n) }, (_, i) => i);
    for (let i = 0; i < n - 1; i++) {
      const j = i + this.uint32() % (n - i);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /**
   * `torch.randint(0, high, ())`: a whole number from 0 to high - 1.
   * @throws {RangeError} if `high` is not a whole number from 1 to 2^32
   */
  integer(high: number): number {
    if (!Number.isInteger(high) || high < 1 || high > 2 ** 32) {
      throw new RangeError(`high must be a whole number from 1 to 4294967296, got ${high}`);
    }
    return this.uint32() % high;
  }
}

/** Turns 16 uniforms into 16 normals in place: j < 8 gives the radius, j + 8 the angle. */
function boxMuller(block: Float32Array): void {
  for (let j = 0; j < 8; j++) {
    const radius = Math.sqrt(-2 * Math.log(1 - block[j]));
    const angle = 2 * Math.PI * block[j + 8];
    block[j] = radius * Math.cos(angle);
    block[j + 8] = radius * Math.sin(angle);
  }
}

function checkCount(n: number): number {
  if (Number.isInteger(n) && n >= 0) return n;
  throw new RangeError(`n must be a whole number from 0 on, got ${n}`);
}
