import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";

it("useBackend('cpu') needs no right", async () => {
  assertEquals(await useBackend("cpu"), "cpu");
});

it("useBackend() says which backends are not here", async () => {
  for (const name of ["tensorflow", "webgpu"] as const) {
    await assertRejects(() => useBackend(name), UserError, "auto, wasm, cpu");
  }
});

itNeeds(["read"], "useBackend('auto') is wasm", async () => {
  assertEquals(await useBackend(), "wasm");
  assertEquals(tf.getBackend(), "wasm");
});

itNeeds(
  ["read"],
  "a matMul with flags on wasm is that of the cpu backend, and leaks nothing",
  async () => {
    const [m, k, n] = [5, 7, 3];
    const random = new TorchRandom(0);
    const [a, b] = [random.normal(m * k), random.normal(k * n)];
    const products = async (backend: "cpu" | "wasm") => {
      await useBackend(backend);
      const results: number[][] = [];
      for (const flagA of [false, true]) {
        for (const flagB of [false, true]) {
          results.push(tf.tidy(() => {
            const left = tf.tensor2d(a, flagA ? [k, m] : [m, k]);
            const right = tf.tensor2d(b, flagB ? [n, k] : [k, n]);
            return [...tf.matMul(left, right, flagA, flagB).dataSync()];
          }));
        }
      }
      return results;
    };
    const [expected, actual] = [await products("cpu"), await products("wasm")];
    expected.flat().forEach((value, i) => assertAlmostEquals(actual.flat()[i], value, 1e-5));

    const before = tf.memory();
    const x = tf.ones([4, 4]) as Tensor2D;
    tf.dispose([x, tf.matMul(x, x, true, true)]);
    assertEquals(tf.memory().numTensors, before.numTensors);
    assertEquals(tf.memory().numDataBuffers, before.numDataBuffers);
  },
);

itNeeds(["read"], "useBackend('wasm') a second time changes no kernel", async () => {
  await useBackend("wasm");
  const kernel = tf.getKernel("BatchMatMul", "wasm");
  await useBackend("wasm");
  assertEquals(tf.getKernel("BatchMatMul", "wasm"), kernel);
});
