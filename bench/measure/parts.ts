import { fileURLToPath } from "node:url";
import { UserError } from "../../lib/user_error.ts";

/** Where the time of a native training step goes: the parts' milliseconds, and what calls the library. */
export interface Parts {
  readonly milliseconds: Readonly<Record<string, number>>;
  /** Operations of a step, by their names in TensorFlow: how often, and milliseconds in all. */
  readonly operations: Readonly<Record<string, readonly [count: number, milliseconds: number]>>;
}

/** Trains on TensorFlow in a fresh process, with a clock in front of the library. */
export async function measureParts(): Promise<Parts> {
  const program = fileURLToPath(new URL("../native_parts.ts", import.meta.url));
  const rights = ["read", "env", "ffi", "sys"].map((right) => `--allow-${right}`);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...rights, program],
  }).output();
  if (success) return JSON.parse(new TextDecoder().decode(stdout));
  throw new UserError(`the native step failed: ${new TextDecoder().decode(stderr)}`);
}
