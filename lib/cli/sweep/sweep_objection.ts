import { UserError } from "../../user_error.ts";
import { flagName } from "../flags.ts";
import { plan } from "./plan.ts";
import { SWEEP_FLAGS, type SweepOptions } from "./sweep_flags.ts";

/** Tells which flags do not go together, or make a run that cannot be. */
export function sweepObjection(options: SweepOptions): string | undefined {
  if (options.collect) {
    const other = Object.entries(SWEEP_FLAGS).find(([name, flag]) =>
      !["collect", "out", "force"].includes(name) &&
      options[name as keyof SweepOptions] !== flag.default
    );
    return other && `--collect trains nothing: it cannot be combined with ${flagName(other[0])}.`;
  }
  try {
    plan(options);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
