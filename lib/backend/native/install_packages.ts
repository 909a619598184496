import { UserError } from "../../user_error.ts";
import { explainFailure } from "./explain_failure.ts";
import type { NativePlan } from "./native_plan.ts";
import type { RunProgram } from "./run_program.ts";

/** Pins what the packages depend on in turn, each by its hash. */
const LOCK = new URL("deno.lock", import.meta.url);

/**
 * Lets Deno install the npm packages into the folder's own `node_modules`, without running their
 * install scripts, by a lock file that is not the lab's.
 *
 * @throws {UserError} if they cannot be fetched, or are not those of the lock file
 */
export async function installPackages(
  plan: NativePlan,
  folder: URL,
  run: RunProgram,
): Promise<void> {
  const dependencies = Object.fromEntries(
    plan.packages.map(({ name, version }) => [name, version]),
  );
  const files = {
    "package.json": { private: true, dependencies },
    // A configuration of its own: without one Deno would take the lab's.
    "deno.json": { nodeModulesDir: "manual", lock: { path: "deno.lock", frozen: true } },
  };
  await Deno.copyFile(LOCK, new URL("deno.lock", folder));
  for (const [name, content] of Object.entries(files)) {
    await Deno.writeTextFile(new URL(name, folder), JSON.stringify(content, null, 2) + "\n");
  }
  const result = await run(Deno.execPath(), ["install", "--quiet"], { cwd: folder });
  if (result?.status === 0) return;
  throw new UserError(
    `Deno could not install the npm packages: ${explainFailure(result)}\n` +
      `Is there a network? What was fetched is kept; run deno task native again.`,
  );
}
