import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { itNeeds } from "../needs.ts";

it("useBackend('cpu') needs no right", async () => {
  assertEquals(await useBackend("cpu"), "cpu");
});

itNeeds(["read"], "useBackend('wasm') is what tensors then live on", async () => {
  assertEquals(await useBackend("wasm"), "wasm");
  assertEquals(tf.getBackend(), "wasm");
});

// The second shape is one where x W^T is computed the other way round.
for (const [m, k, n] of [[5, 7, 3], [2, 64, 64]]) {
  itNeeds(["read"], `matMul with flags on wasm is the cpu's, ${m}x${k} by ${k}x${n}`, async () => {
    const random = new TorchRandom(0);
    const [a, b] = [random.normal(m * k), random.normal(k * n)];
    const products = async (backend: "cpu" | "wasm") => {
      await useBackend(backend);
      const results: number[][] = [];
      for (const [flagA, flagB] of [[false, false], [false, true], [true, false], [true, true]]) {
        const before = tf.memory();
        results.push(tf.tidy(() => {
          const left = tf.tensor2d(a, flagA ? [k, m] : [m, k]);
          const right = tf.tensor2d(b, flagB ? [n, k] : [k, n]);
          return [...tf.matMul(left, right, flagA, flagB).dataSync()];
        }));
        assertEquals(tf.memory().numTensors, before.numTensors);
        assertEquals(tf.memory().numDataBuffers, before.numDataBuffers);
      }
      return results;
    };
    const [expected, actual] = [await products("cpu"), await products("wasm")];
    expected.flat().forEach((value, i) => assertAlmostEquals(actual.flat()[i], value, 1e-5));
  });
}

itNeeds(
  ["read"],
  "a clone on wasm shares its values, and outlives what it was cloned from",
  async () => {
    await useBackend("wasm");
    const before = tf.memory().numDataBuffers;
    const x = tf.tensor1d([1, 2, 3]);
    const clone = tf.clone(x);
    assertEquals(tf.memory().numDataBuffers, before + 1);
    x.dispose();
    assertEquals([...clone.dataSync()], [1, 2, 3]);
    clone.dispose();
    assertEquals(tf.memory().numDataBuffers, before);
  },
);

itNeeds(["read"], "useBackend('wasm') a second time changes no kernel", async () => {
  await useBackend("wasm");
  const kernel = tf.getKernel("BatchMatMul", "wasm");
  await useBackend("wasm");
  assertEquals(tf.getKernel("BatchMatMul", "wasm"), kernel);
});
