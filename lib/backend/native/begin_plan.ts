import { nativeFiles } from "./native_files.ts";
import type { NativePlan } from "./native_plan.ts";
import { removeNative } from "./remove_native.ts";

/**
 * Makes a folder ready for a plan: what an interrupted run left of the same plan stays, everything else
 * goes, a complete installation too, since nobody would begin anew if it worked.
 */
export async function beginPlan(plan: NativePlan, folder: URL): Promise<void> {
  const { plan: file, stamp } = nativeFiles(folder);
  const text = JSON.stringify(plan, null, 2);
  const read = (file: URL) => Deno.readTextFile(file).catch(() => "");
  if (await read(file) !== text || await read(stamp) !== "") await removeNative(folder);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(file, text);
}
