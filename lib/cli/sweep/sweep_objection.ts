import { UserError } from "../../user_error.ts";
import { flagName } from "../flags.ts";
import { plan } from "./plan.ts";
import { SWEEP_FLAGS, type SweepOptions } from "./sweep_flags.ts";

/** Flags that look at finished runs alone, and what each goes with. */
const ALONE = [["collect", ["out", "force"]], ["estimate", []]] as const satisfies [
  keyof SweepOptions,
  readonly string[],
][];

/** Tells which flags do not go together, or make a run that cannot be. */
export function sweepObjection(options: SweepOptions): string | undefined {
  for (const [alone, goesWith] of ALONE) {
    if (!options[alone]) continue;
    const other = Object.entries(SWEEP_FLAGS).find(([name, flag]) =>
      name !== alone && !(goesWith as readonly string[]).includes(name) &&
      options[name as keyof SweepOptions] !== flag.default
    );
    return other &&
      `${flagName(alone)} trains nothing: it cannot be combined with ${flagName(other[0])}.`;
  }
  try {
    plan(options);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
