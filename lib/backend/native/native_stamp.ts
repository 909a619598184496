import { nativeFiles } from "./native_files.ts";
import type { NativePlan } from "./native_plan.ts";

/** Written last, so that only a complete installation has one. */
interface Stamp {
  readonly plan: NativePlan;
  /** Of the files without which nothing works: a file cut short is noticed. */
  readonly sizes: readonly number[];
}

/** Declares an installation complete. */
export async function writeStamp(plan: NativePlan, folder: URL): Promise<void> {
  const stamp: Stamp = { plan, sizes: sizes(folder) };
  const { stamp: file } = nativeFiles(folder);
  const temporary = new URL(`${file.href}.tmp`);
  await Deno.writeTextFile(temporary, JSON.stringify(stamp, null, 2));
  await Deno.rename(temporary, file);
}

/** The plan of a complete installation; `undefined` if there is none, or not all of it. */
export function readStamp(folder: URL): NativePlan | undefined {
  try {
    const stamp: Stamp = JSON.parse(Deno.readTextFileSync(nativeFiles(folder).stamp));
    return String(stamp.sizes) === String(sizes(folder)) ? stamp.plan : undefined;
  } catch {
    return undefined;
  }
}

function sizes(folder: URL): number[] {
  const { binding, libraries } = nativeFiles(folder);
  return [binding, ...libraries].map((file) => Deno.statSync(file).size);
}
