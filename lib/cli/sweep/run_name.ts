import { flagName } from "../flags.ts";
import { settle, TRAIN_FLAGS, type TypedOptions } from "../train_flags.ts";
import { defaultOptions } from "./default_options.ts";

/**
 * What a run's folder is called: `beta-4_latent-8_constant_leaky_seed-0`. Other options than these five
 * are told where they are not train's defaults, before the seed: `..._free-bits-0.5_seed-0`.
 */
export function runName(point: Partial<TypedOptions>): string {
  const { beta, latentSize, schedule, head, seed } = settle({ ...defaultOptions(), ...point });
  const usual = ["beta", "latentSize", "schedule", "head", "seed"];
  const others = Object.entries(point)
    .filter(([name, value]) =>
      !usual.includes(name) && value !== TRAIN_FLAGS[name as keyof TypedOptions].default
    )
    .map(([name, value]) => `${flagName(name).slice(2)}-${value}`);
  return [`beta-${beta}`, `latent-${latentSize}`, schedule, head, ...others, `seed-${seed}`].join(
    "_",
  );
}
