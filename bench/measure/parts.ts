import { fileURLToPath } from "node:url";
import type { BackendName } from "../../lib/cli/doctor/machine.ts";
import { UserError } from "../../lib/user_error.ts";

/** Where the time of a training step goes. */
export interface Parts {
  readonly backend: BackendName;
  readonly threads: number;
  /** Of each part: the median of its milliseconds in a step. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

/** Trains in a fresh process, with a clock around each of the engine's kernels. */
export async function measureParts(backend: BackendName): Promise<Parts[]> {
  const program = fileURLToPath(new URL("../step_parts.ts", import.meta.url));
  const rights = ["read", "env", "ffi", "sys"].map((right) => `--allow-${right}`);
  const found: Parts[] = [];
  for (const threads of [1, 2]) {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", ...rights, program, backend, `${threads}`],
    }).output();
    if (!success) throw new UserError(`the step failed: ${new TextDecoder().decode(stderr)}`);
    const milliseconds = JSON.parse(new TextDecoder().decode(stdout));
    found.push({ backend, threads, milliseconds });
  }
  return found;
}
