import { it } from "@std/testing/bdd";
import { findChromium } from "./find_chromium.ts";
import { itNeeds, type Right } from "./needs.ts";
import { withFolder } from "./scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run", "env"];

/** Chromium's path, where there is one. */
export const chromium: string | undefined = await findChromium();

/** A test that takes Chromium; skipped, under a name that says so, where there is none. */
export function inChromium(name: string, test: (folder: string) => Promise<void>): void {
  const all = rights.every((name) => Deno.permissions.querySync({ name }).state === "granted");
  if (chromium || !all) return itNeeds(rights, name, () => withFolder(test));
  it.skip(`${name} (skipped: there is no Chromium; Debian's package is called chromium)`, () => {});
}
