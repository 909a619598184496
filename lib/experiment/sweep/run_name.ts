import { defaultsOf, kebabCase } from "../../run/option.ts";
import { settle } from "../train_task.ts";
import { TRAIN_OPTIONS, type TrainTaskOptions } from "../train_options.ts";

/**
 * What a run's folder is called: `beta-4_latent-8_constant_leaky_seed-0`. Other options than these five
 * are told where they are not train's defaults, before the seed: `..._free-bits-0.5_seed-0`.
 */
export function runName(point: Partial<TrainTaskOptions>): string {
  const { beta, latentSize, schedule, head, seed } = settle({
    ...defaultsOf(TRAIN_OPTIONS),
    ...point,
  });
  const usual = ["beta", "latentSize", "schedule", "head", "seed"];
  const others = Object.entries(point)
    .filter(([name, value]) =>
      !usual.includes(name) && value !== TRAIN_OPTIONS[name as keyof TrainTaskOptions].default
    )
    .map(([name, value]) => `${kebabCase(name)}-${value}`);
  return [`beta-${beta}`, `latent-${latentSize}`, schedule, head, ...others, `seed-${seed}`].join(
    "_",
  );
}
