import { loadMnist } from "../../data/mnist.ts";

/**
 * The first test images of MNIST: pixels from 0 to 1. [count, 784]
 *
 * @throws {UserError} if Deno's cache has no MNIST, and it cannot be fetched
 */
export async function firstDigits(count: number): Promise<readonly Float32Array[]> {
  const { pixels } = await loadMnist({ split: "test", count });
  const size = pixels.length / count;
  return Array.from(
    { length: count },
    (_, i) => Float32Array.from(pixels.subarray(i * size, (i + 1) * size), (gray) => gray / 255),
  );
}
