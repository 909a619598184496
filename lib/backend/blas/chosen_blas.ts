import type { BlasLibrary } from "../../deps/blas.ts";

/** The library that `deno task native` tried and found good. */
export interface ChosenBlas extends BlasLibrary {
  /** What it said of itself then. */
  readonly description: string;
}

/**
 * Where `deno task native` keeps a BLAS, and which one it chose: `blas/` beside deno.json.
 *
 * @returns the folder's URL with a slash at its end; `undefined` when this code was not loaded from a
 * checkout but by URL, or is one file with the script (deno task share)
 */
export function blasFolder(): URL | undefined {
  const folder = new URL("../../../blas/", import.meta.url);
  const alone = import.meta.url === Deno.mainModule;
  return folder.protocol === "file:" && !alone ? folder : undefined;
}

const FILE = "chosen.json";

/**
 * What was chosen; `undefined` if nothing was. Never asks for the permission to read: without it nothing was.
 *
 * @param folder the lab's own where it is not given
 */
export function chosenBlas(folder: URL | undefined = blasFolder()): ChosenBlas | undefined {
  if (!folder || Deno.permissions.querySync({ name: "read", path: folder }).state !== "granted") {
    return undefined;
  }
  try {
    const { path, prefix, description } = JSON.parse(Deno.readTextFileSync(new URL(FILE, folder)));
    const known = typeof path === "string" && typeof description === "string" &&
      (prefix === "" || prefix === "scipy_");
    return known ? { path, prefix, description } : undefined;
  } catch {
    return undefined;
  }
}

/** Chooses a library for all later processes. */
export async function chooseBlas(chosen: ChosenBlas, folder: URL): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const temporary = new URL(`${FILE}.tmp`, folder);
  await Deno.writeTextFile(temporary, JSON.stringify(chosen, null, 2) + "\n");
  await Deno.rename(temporary, new URL(FILE, folder));
}
