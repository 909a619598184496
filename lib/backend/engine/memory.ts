import { UserError } from "../../user_error.ts";

/** Bytes of a page of WebAssembly's memory. */
const PAGE = 65536;
/** The most pages that may ever be wanted, 4 GiB; less where the system reserves no more. */
const MOST_PAGES = [65536, 16384, 4096];
/** Blocks begin at a multiple of this: a cache line. */
const LINE = 64;

/**
 * One memory for all values, in which blocks are had and given back.
 *
 * A block's size is rounded up to one of eight sizes between two powers of two, and what is given back is
 * handed out again for that size: a training step, which wants the same sizes over and over, finds all of its blocks
 * from the second time on.
 */
export class Memory {
  /** What a WebAssembly module imports. */
  readonly memory: WebAssembly.Memory;
  /** Whether threads can share it. */
  readonly shared: boolean;
  /** Called after its buffer was replaced by a larger one, and views of it are empty. */
  onMoved: () => void = () => {};
  #end = LINE; // address 0 is nobody's
  readonly #free = new Map<number, number[]>();
  /** The buffer now, and those that it was before it grew. */
  readonly #buffers = new WeakSet<ArrayBufferLike>();

  /** @param shared whether threads are to share it; where they cannot, they do not */
  constructor(shared: boolean) {
    this.shared = shared && typeof SharedArrayBuffer === "function";
    this.memory = reserve(this.shared);
  }

  /**
   * The address of a block.
   * @throws {UserError} if there is no memory left
   */
  allocate(bytes: number): number {
    const size = blockSize(bytes);
    const known = this.#free.get(size)?.pop();
    if (known !== undefined) return known;
    const address = this.#end;
    this.#reach(address + size);
    this.#end += size;
    return address;
  }

  /** Gives a block back. @param bytes as they were asked for */
  free(address: number, bytes: number): void {
    const size = blockSize(bytes);
    const blocks = this.#free.get(size);
    if (blocks) blocks.push(address);
    else this.#free.set(size, [address]);
  }

  /** The values at an address, which stay there for as long as the block is not given back. */
  view(address: number, length: number): Float32Array {
    const { buffer } = this.memory;
    this.#buffers.add(buffer);
    return new Float32Array(buffer, address, length);
  }

  /** The bytes at an address. Use them before the next block is had, which may move the memory. */
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  /** Whether values are a {@linkcode view}, or a part of one. */
  holds(values: unknown): values is Float32Array {
    return ArrayBuffer.isView(values) && this.#buffers.has(values.buffer);
  }

  /** Makes all addresses below `end` exist. */
  #reach(end: number): void {
    const { buffer } = this.memory;
    if (end <= buffer.byteLength) return;
    // A quarter more than it is, so that it does not grow with each block.
    const wanted = Math.ceil((end - buffer.byteLength) / PAGE);
    const pages = Math.max(wanted, Math.ceil(buffer.byteLength / 4 / PAGE));
    try {
      this.memory.grow(pages);
    } catch {
      try {
        this.memory.grow(wanted);
      } catch {
        throw new UserError(
          `there is no memory left for ${
            end - this.#end
          } bytes more, beside ${this.#end} in use: ` +
            `take a smaller batch or fewer images at a time.`,
        );
      }
    }
    if (!this.shared) this.onMoved();
  }
}

function reserve(shared: boolean): WebAssembly.Memory {
  for (const maximum of MOST_PAGES) {
    try {
      return new WebAssembly.Memory({ initial: 64, maximum, shared });
    } catch {
      // Less, then.
    }
  }
  throw new UserError(
    "the system reserves no 256 MB of memory for WebAssembly. Raise the limit of virtual memory " +
      "(ulimit -v), or use `backend` cpu.",
  );
}

/** The next of the eight sizes between two powers of two, in whole cache lines. */
function blockSize(bytes: number): number {
  if (bytes <= 8 * LINE) return Math.max(LINE, Math.ceil(bytes / LINE) * LINE);
  const step = 2 ** (Math.floor(Math.log2(bytes - 1)) - 3);
  return Math.ceil(bytes / step) * step;
}
