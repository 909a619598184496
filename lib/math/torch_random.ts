import { mersenne, mersenneFromState } from "../deps/pure_rand.ts";
import { checkFinite } from "./check_argument.ts";
import { fusedMultiplyAdd } from "./fused_multiply_add.ts";
import { lowBits, type Seed } from "./seed.ts";

/** The complete state of a {@linkcode TorchRandom}, as JSON can carry it. */
export interface TorchRandomState {
  /** The state of the MT19937: a position below 624, then 624 words of 32 bits. [625] */
  readonly engine: readonly number[];
  /** The normal that the last draw of fewer than 16 left over, if it left one. */
  readonly spareNormal?: number;
}

/**
 * PyTorch's CPU random generator: the same numbers from the same seed, so that a run here replays a
 * run of `torch.manual_seed(seed)`. It is the only source of randomness in this project.
 *
 * The engine is MT19937 (Matsumoto and Nishimura 1998). Integers, uniforms and normals
 * drawn fewer than 16 at once are PyTorch's bit for bit; normals drawn 16 or more at once differ by up
 * to 7e-7, since PyTorch's vectorised logarithm and cosine do.
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
  #spareNormal?: number;

  /**
   * A generator in the state that `torch.manual_seed(seed)` sets.
   *
   * @param seed a whole number from -2^63 to 2^64 - 1, of which PyTorch keeps the low 32 bits; a bigint
   * where a number would be rounded
   * @throws {RangeError} for any other seed
   */
  constructor(seed: Seed) {
    this.#engine = mersenne(lowBits(seed) | 0);
  }

  /** A generator that continues from where the one that gave `state` stood; see `setState`. */
  static fromState(state: TorchRandomState | readonly number[]): TorchRandom {
    const random = new TorchRandom(0);
    random.setState(state);
    return random;
  }

  /**
   * Continues from where the generator that gave `state` stood, as PyTorch's `generator.set_state` does.
   *
   * @param state what `state()` returned, or the 625 numbers of the engine alone, as checkpoints of lab
   * 0.1.0 hold them
   * @throws {RangeError} if it is not the state of such a generator
   */
  setState(state: TorchRandomState | readonly number[]): void {
    const { engine, spareNormal } = isEngine(state) ? { engine: state } : state ?? {};
    const complete = Array.isArray(engine) && engine.length === 625 &&
      engine.every(Number.isInteger);
    if (!complete || engine[0] < 0 || engine[0] >= 624) {
      throw new RangeError(
        "the engine of a TorchRandom's state is 625 whole numbers, the first below 624",
      );
    }
    if (spareNormal !== undefined && !Number.isFinite(spareNormal)) {
      throw new RangeError(
        `the spareNormal of a TorchRandom's state is a finite number, got ${spareNormal}`,
      );
    }
    this.#engine = mersenneFromState(engine);
    this.#spareNormal = spareNormal;
  }

  /** What {@linkcode TorchRandom.fromState} takes. */
  state(): TorchRandomState {
    const engine = [...this.#engine.getState()];
    return this.#spareNormal === undefined
      ? { engine }
      : { engine, spareNormal: this.#spareNormal };
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

  /**
   * `tensor.uniform_(from, to)` of `n` values in [from, to): 24 random bits each.
   * @throws {RangeError} if the bounds are not finite, or `from` is the greater one
   */
  uniform(n: number, from = 0, to = 1): Float32Array {
    if (checkFinite("from", from) > checkFinite("to", to)) {
      throw new RangeError(`from must not be greater than to, got ${from} and ${to}`);
    }
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
   * Fewer than 16 are drawn one by one, in float64, and the second normal of a pair that is not needed
   * is kept for the next such draw, also of a later call.
   */
  normal(n: number): Float32Array {
    if (checkCount(n) < 16) return Float32Array.from({ length: n }, () => this.#oneNormal());
    const values = this.uniform(n);
    for (let start = 0; start + 16 <= n; start += 16) boxMuller(values.subarray(start, start + 16));
    if (n % 16 !== 0) {
      values.set(this.uniform(16), n - 16);
      boxMuller(values.subarray(n - 16));
    }
    return values;
  }

  /** The spare normal, or the first of a new pair, whose second becomes the spare one. */
  #oneNormal(): number {
    const spare = this.#spareNormal;
    if (spare !== undefined) {
      this.#spareNormal = undefined;
      return spare;
    }
    const angle = 2 * Math.PI * this.#float64();
    const radius = Math.sqrt(-2 * Math.log1p(-this.#float64()));
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** A uniform in [0, 1) of 53 random bits, of two outputs. */
  #float64(): number {
    const high = this.uint32() & 0x1fffff; // 21 of the 53 bits
    return (high * 2 ** 32 + this.uint32()) / 2 ** 53;
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

function isEngine(state: TorchRandomState | readonly number[]): state is readonly number[] {
  return Array.isArray(state);
}

function checkCount(n: number): number {
  if (Number.isInteger(n) && n >= 0) return n;
  throw new RangeError(`n must be a whole number from 0 on, got ${n}`);
}
