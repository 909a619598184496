import { it } from "@std/testing/bdd";

/** A right that a test may need, by the name of its `--allow-` flag. */
export type Right = "read" | "write" | "ffi" | "env" | "sys" | "run";

/**
 * A test that needs rights. Without them it is registered as skipped, under a name which says what
 * is missing, so that a bare `deno test` passes and hides nothing.
 *
 * A right counts only if it is granted for everything (`--allow-read`, not `--allow-read=lib`).
 */
export function itNeeds(
  rights: readonly Right[],
  name: string,
  fn: () => void | Promise<void>,
): void {
  const missing = rights.filter((right) =>
    Deno.permissions.querySync({ name: right }).state !== "granted"
  );
  if (missing.length === 0) return it(name, fn);
  const flags = missing.map((right) => `--allow-${right}`).join(" ");
  it.skip(`${name} (skipped: needs ${flags}; run: deno task test)`, () => {});
}

/**
 * A test of a file or a folder that its mode closes. Nothing is closed to root, and Windows has no such modes:
 * there it is registered as skipped, under a name which says so.
 */
export function itNeedsModes(
  rights: readonly Right[],
  name: string,
  fn: () => void | Promise<void>,
): void {
  if (Deno.build.os === "windows") {
    return it.skip(`${name} (skipped: Windows has no modes of files)`, () => {});
  }
  const maySeeUser = Deno.permissions.querySync({ name: "sys" }).state === "granted";
  if (maySeeUser && Deno.uid() === 0) {
    return it.skip(`${name} (skipped: nothing is closed to root; run it as another user)`, () => {});
  }
  itNeeds([...rights, "sys"], name, fn);
}
