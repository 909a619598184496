import { beginPlan } from "../../backend/native/begin_plan.ts";
import { bytesText } from "../../backend/native/bytes_text.ts";
import { compileBinding } from "../../backend/native/compile_binding.ts";
import { fetchWheel } from "../../backend/native/fetch_wheel.ts";
import type { Tools } from "../../backend/native/find_tools.ts";
import { installPackages } from "../../backend/native/install_packages.ts";
import { nativeFiles } from "../../backend/native/native_files.ts";
import type { NativePlan } from "../../backend/native/native_plan.ts";
import { writeStamp } from "../../backend/native/native_stamp.ts";
import { needRoom } from "../../backend/native/need_room.ts";
import type { RunProgram } from "../../backend/native/run_program.ts";
import { isUnpacked, unpackWheel } from "../../backend/native/unpack_wheel.ts";
import type { Wheel } from "../../backend/native/wheels.ts";
import { UserError } from "../../user_error.ts";
import type { Terminal } from "../terminal.ts";
import { checkNative } from "./check_native.ts";
import type { Trial } from "./try_native.ts";

/** What an installation did. */
export interface Installed {
  readonly trial: Trial;
  readonly steps: readonly { readonly what: string; readonly seconds: number }[];
}

/**
 * Follows a plan to its end; what an interrupted run of the same plan has done is taken over.
 *
 * @throws {UserError} for whatever is missing; then nothing counts as installed
 */
export async function installNative(
  plan: NativePlan,
  folder: URL,
  { python, compiler }: Tools,
  run: RunProgram,
  { note }: Terminal,
): Promise<Installed> {
  const steps: { what: string; seconds: number }[] = [];
  async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
    note(`${what} ...`);
    const started = performance.now();
    const result = await work();
    steps.push({ what, seconds: (performance.now() - started) / 1000 });
    return result;
  }
  const { unpacked, downloads, plan: planFile } = nativeFiles(folder);
  await beginPlan(plan, folder);
  const left: Wheel[] = [];
  for (const wheel of plan.wheels) if (!await isUnpacked(wheel, unpacked)) left.push(wheel);
  if (left.length === plan.wheels.length) await needRoom(folder, plan.roomBytes);

  await step("npm packages", () => installPackages(plan, folder, run));
  for (const wheel of left) {
    const name = `${wheel.name} ${wheel.version}`;
    const file = await step(
      `fetch ${name}, ${bytesText(wheel.bytes)}`,
      () => fetchWheel(wheel, plan, downloads, python, run),
    );
    await step(`unpack ${name}`, () => unpackWheel(wheel, file, unpacked, python, run));
    await Deno.remove(downloads, { recursive: true });
  }
  await step(
    `compile the binding with ${compiler}`,
    () => compileBinding(plan, folder, compiler, run),
  );
  const trial = await step("train in a fresh process, and compare", async () => {
    try {
      return await checkNative(folder, run);
    } catch (error) {
      // What was made here is not to be trusted: the next run starts anew.
      if (error instanceof UserError) await Deno.remove(planFile);
      throw error;
    }
  });
  await writeStamp(plan, folder);
  return { trial, steps };
}
