import { it } from "@std/testing/bdd";
import { tmpdir } from "node:os";
import { findChromium } from "./find_chromium.ts";
import { itNeeds, type Right } from "./needs.ts";
import { withFolder } from "./scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run", "env"];

/** Chromium's path, where there is one. */
export const chromium: string | undefined = await findChromium();

/** A test that takes Chromium; skipped, under a name that says so, where there is none. */
export function inChromium(name: string, test: (folder: string) => Promise<void>): void {
  const all = rights.every((name) => Deno.permissions.querySync({ name }).state === "granted");
  if (chromium || !all) return itNeeds(rights, name, () => alone(() => withFolder(test)));
  it.skip(`${name} (skipped: there is no Chromium; Debian's package is called chromium)`, () => {});
}

/**
 * One test of the page at a time, whatever else runs: beside another one a page that trains takes twice as long as
 * alone, so that nothing is gained, and a wait that is long already becomes longer.
 */
async function alone(test: () => Promise<void>): Promise<void> {
  using file = await Deno.open(`${tmpdir()}/vae-lab-chromium.lock`, { create: true, write: true });
  await file.lock(true);
  await test(); // what is closed is unlocked
}
