/** The clamp of logVar: PyTorch's values and gradients, and the models that have it. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Tensor, type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { clampLogVar } from "../../lib/model/clamp_log_var.ts";
import { klDivergence } from "../../lib/model/kl.ts";
import { Vae } from "../../lib/model/vae.ts";
import { onEachBackend } from "../each_backend.ts";
import { assertSameDigits } from "../math/assert_close.ts";

await useBackend("cpu");

onEachBackend("clampLogVar() gives the KL term PyTorch's value and gradient", async () => {
  const posterior = [[[0, 1, 2, 3, -4]], [[-12, -10, 0.3, 10, 11]]].map((rows) =>
    tf.tensor2d(rows)
  );
  const kl = (...inputs: Tensor[]) => {
    const [mu, logVar] = inputs as Tensor2D[];
    const clamped = clampLogVar({ mu, logVar }, 10);
    return klDivergence(clamped.mu, clamped.logVar);
  };
  // torch 1.13: v.clamp(-10, 10), -0.5 * (1 + c - mu**2 - c.exp()), and the gradient of its sum
  const wanted = [
    [4.500022888183594, 5.000022888183594, 2.0249295234680176, 11012.232421875, 11015.732421875],
    [0, 1, 2, 3, -4],
    [0, -0.4999772906303406, 0.17492938041687012, 11012.732421875, 0],
  ];
  const results = [kl(...posterior), ...tf.grads(kl)(posterior)];
  for (const [i, result] of results.entries()) {
    for (const [j, value] of (await result.data()).entries()) {
      assertSameDigits(value, wanted[i][j], 1e-6);
    }
  }
  tf.dispose([...posterior, ...results]);
});

for (const variant of [{}, { head: "linear" }, { architecture: "linear" }] as const) {
  it(`Vae clamps logVar and nothing else, as ${JSON.stringify(variant)}`, () => {
    const build = (clampLogVar?: number) => {
      const vae = new Vae({ latentSize: 2, random: new TorchRandom(1), ...variant, clampLogVar });
      const wide = Object.entries(vae.stateDict()).map(([name, { shape, values }]) => [
        name,
        {
          shape,
          values: name.includes("log_var") ? values.map((_, i) => 1 - 2 * (i % 2)) : values,
        },
      ]);
      vae.loadStateDict(Object.fromEntries(wide));
      return vae;
    };
    const x = tf.ones([1, 784]) as Tensor2D;
    const [free, clamped] = [build().posterior(x), build(0.25).posterior(x)];
    assertEquals(clamped.mu.dataSync(), free.mu.dataSync());
    const within = free.logVar.dataSync().map((v) => Math.min(Math.max(v, -0.25), 0.25));
    assertEquals(clamped.logVar.dataSync(), within);
    assertNotEquals(free.logVar.dataSync(), within);
  });
}

it("Vae refuses a clamp that is no bound, or lets the square of exp(logVar) overflow", () => {
  for (const clampLogVar of [0, -1, NaN, Infinity, 40.5]) {
    assertThrows(
      () => new Vae({ random: new TorchRandom(0), clampLogVar }),
      RangeError,
      `clampLogVar must be from 0.001 to 40, got ${clampLogVar}`,
    );
  }
});
