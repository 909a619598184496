import { type Tensor, tf } from "../../deps/tfjs.ts";
import type { Engine, Multiply } from "./engine.ts";

/** What a kernel sees of a tensor. */
export type TensorInfo = Pick<Tensor, "dataId" | "shape" | "dtype">;

/** What the cpu backend keeps of a tensor. */
interface Values {
  values: unknown;
  readonly dtype: string;
  refCount: number;
  /** Where the values lie in the engine's memory, if they do. */
  address?: number;
  /** How many values lie there. */
  length?: number;
}

/** How products are computed. */
export interface Products {
  readonly multiply: Multiply;
  /** What computes them, in words that go into run.json. */
  readonly library: string;
  /** Threads that it computes with. */
  readonly threads: number;
}

/** The part of TensorFlow.js' cpu backend that is built upon. */
interface CpuBackend {
  readonly data: { get(id: object): Values; has(id: object): boolean };
  makeTensorInfo(shape: number[], dtype: string, values?: unknown): TensorInfo;
  write(values: unknown, shape: number[], dtype: string): object;
  disposeData(id: object, force?: boolean): boolean;
  readSync(id: object): unknown;
}

/** The cpu backend of TensorFlow.js with float32 values where the engine's kernels reach them. */
export interface EngineBackend extends CpuBackend {
  readonly engine: Engine;
  readonly products: Products;
  /** The address of a float32 tensor's values, which are moved into the engine's memory if they are not there. */
  addressOf(tensor: TensorInfo): number;
  /** Whether no clone has a tensor's values. */
  isAlone(tensor: TensorInfo): boolean;
  /** The same values once more, which then are there until both are disposed. */
  share(tensor: TensorInfo): TensorInfo;
  /** A new float32 tensor in the engine's memory, with whatever was there before. */
  makeHot(shape: number[]): TensorInfo & { address: number };
}

/** Makes the backend. All operations that have no kernel of the engine's are the cpu backend's. */
export function engineBackend(engine: Engine, products: Products): EngineBackend {
  const Cpu = tf.findBackend("cpu").constructor as unknown as new () => CpuBackend;
  const { memory } = engine;

  return new class extends Cpu implements EngineBackend {
    readonly engine = engine;
    readonly products = products;
    /** Values in the engine's memory. */
    readonly #hot = new Set<Values>();

    constructor() {
      super();
      memory.onMoved = () => {
        for (const known of this.#hot) {
          known.values = memory.view(known.address!, known.length!); // a view that was moved is empty
        }
      };
    }

    addressOf({ dataId, shape }: TensorInfo): number {
      const known = this.data.get(dataId);
      if (known.address !== undefined) return known.address;
      const cold = known.values as Float32Array;
      const length = tf.util.sizeFromShape(shape);
      const address = memory.allocate(4 * length);
      const values = memory.view(address, length);
      values.set(cold);
      this.#hot.add(Object.assign(known, { address, length, values }));
      return address;
    }

    makeHot(shape: number[]): TensorInfo & { address: number } {
      const length = tf.util.sizeFromShape(shape);
      const address = memory.allocate(4 * length);
      const info = this.makeTensorInfo(shape, "float32");
      const values = memory.view(address, length);
      this.#hot.add(Object.assign(this.data.get(info.dataId), { address, length, values }));
      return { ...info, address };
    }

    isAlone({ dataId }: TensorInfo): boolean {
      return this.data.get(dataId).refCount === 1;
    }

    share({ dataId, shape, dtype }: TensorInfo): TensorInfo {
      this.data.get(dataId).refCount++;
      return { dataId, shape, dtype };
    }

    /** A copy, where an operation of the cpu's, such as a slice, gives a part of what it was given. */
    override write(values: unknown, shape: number[], dtype: string): object {
      return super.write(memory.holds(values) ? values.slice() : values, shape, dtype);
    }

    override disposeData(id: object, force?: boolean): boolean {
      const known = this.data.has(id) ? this.data.get(id) : undefined;
      const gone = super.disposeData(id, force);
      if (gone && known?.address !== undefined) {
        memory.free(known.address, 4 * known.length!);
        this.#hot.delete(known);
      }
      return gone;
    }

    /** A copy, where the values lie in memory that is handed out again. */
    override readSync(id: object): unknown {
      const values = super.readSync(id);
      return this.data.get(id).address === undefined ? values : (values as Float32Array).slice();
    }
  }();
}
