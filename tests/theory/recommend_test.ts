/** The weight to begin with. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { recommend } from "../../lib/theory/recommend.ts";
import { gaussianSpectrum } from "../../lib/theory/spectra.ts";

/** The spectrum of these eigenvalues. */
function spectrum(...eigenvalues: number[]) {
  const sum = eigenvalues.reduce((sum, value) => sum + value, 0);
  return gaussianSpectrum(Float64Array.from(eigenvalues), sum);
}

it("recommend() keeps all units, each with half of ln 2 nats or more", () => {
  for (let power = -6; power < 6; power++) {
    for (const value of [1, 1.01, 1.99, 2, 4.99, 5, 7.3, 9.99]) {
      const smallest = value * 10 ** power;
      const { beta, latentSize, optimum } = recommend(
        spectrum(9 * smallest, 3 * smallest, smallest),
        3,
      );
      assertEquals([latentSize, optimum.activeUnits], [3, 3]);
      assert(beta <= smallest * (1 + 1e-12) && beta > smallest * 0.39, `${beta} for ${smallest}`);
      assert(Math.min(...optimum.klPerUnit) >= Math.LN2 / 2 - 1e-12);
      assert([1, 2, 5].includes(Number(beta.toExponential().split("e")[0])), `${beta}`);
    }
  }
});

it("recommend() gives MNIST the lab's own weight", () => {
  const mnist = spectrum(5.117, 3.741, 3.253, 2.842, 2.567, 2.274, 1.725, 1.521, 1.457);
  assertEquals(recommend(mnist, 8).beta, 1);
});

it("recommend() takes fewer units where the images vary in fewer directions", () => {
  assertEquals(recommend(spectrum(4, 2, 1e-15, 0), 8), {
    ...{ beta: 2, latentSize: 2 },
    optimum: spectrum(4, 2, 1e-15, 0).optimum({ beta: 2, latentSize: 2 }),
  });
  assertThrows(() => recommend(spectrum(4), 0), RangeError, "latentSize");
});
