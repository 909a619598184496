import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The path of the Chromium that is installed; `undefined` where there is none, or no permission to look. */
export async function findChromium(): Promise<string | undefined> {
  for (const name of ["read", "env", "run"] as const) {
    if (Deno.permissions.querySync({ name }).state !== "granted") return;
  }
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter);
  for (const path of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
}
