import { normalFlaw } from "./normal_flaw.ts";
import type { Evidence } from "./step.ts";

/**
 * In what thousands of numbers differ from independent standard normal draws, whatever their order and sign;
 * `undefined` if in nothing.
 */
export function noiseFlaw(noise: readonly number[]): Evidence | undefined {
  const broken = noise.filter((value) => !Number.isFinite(value)).length;
  if (broken > 0) {
    return { at: "how many codes are NaN or infinite", wanted: "0", found: String(broken) };
  }
  // Noise of a wrong scale would fall together where it is rounded; that is another flaw.
  const size = Math.sqrt(noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length);
  const different = new Set(noise.map((value) => Math.round(Math.abs(value) / size * 1e5))).size;
  if (!(different > 0.9 * noise.length)) {
    return {
      at: `how many of ${noise.length} draws of the noise differ from all others`,
      wanted: "nearly all of them",
      found: String(different),
    };
  }
  return normalFlaw(noise, "the noise");
}
