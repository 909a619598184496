/** Noise with exact second moments. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { antitheticNoise } from "../../lib/measure/antithetic_noise.ts";
import { momentMatched } from "../../lib/measure/moment_matched.ts";

it("momentMatched() gives each unit squares of mean 1, and keeps antithetic pairs", () => {
  const shape = { images: 5, draws: 4, latentSize: 3 };
  const noise = momentMatched(antitheticNoise(new TorchRandom(3), shape), 3);
  for (let unit = 0; unit < 3; unit++) {
    const own = [...noise].filter((_, at) => at % 3 === unit);
    const mean = own.reduce((sum, value) => sum + value * value, 0) / own.length;
    assert(Math.abs(mean - 1) < 1e-6, `unit ${unit}: ${mean}`);
    assertEquals(own.slice(2, 4), own.slice(0, 2).map((value) => -value));
  }
  assertThrows(() => momentMatched(noise, 7), RangeError, "a multiple of 7 values");
});
