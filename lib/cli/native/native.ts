import { fileURLToPath } from "node:url";
import { blasFolder } from "../../backend/blas/chosen_blas.ts";
import { bytesText } from "../../backend/native/bytes_text.ts";
import { findTools } from "../../backend/native/find_tools.ts";
import { installedKind } from "../../backend/native/is_installed.ts";
import { lockNative } from "../../backend/native/lock_native.ts";
import { nativeFolder } from "../../backend/native/native_folder.ts";
import { type NativeKind, nativePlan } from "../../backend/native/native_plan.ts";
import { removeNative } from "../../backend/native/remove_native.ts";
import { programRunner, type RunProgram } from "../../backend/native/run_program.ts";
import { UserError } from "../../user_error.ts";
import { restartLine } from "../resume_line.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { checkNative } from "./check_native.ts";
import { installNative } from "./install_native.ts";
import { blasPlanText, blasSources, nativeBlas } from "./native_blas.ts";
import { planText } from "./plan_text.ts";
import type { Trial } from "./try_native.ts";

/** What `deno task native` takes. */
export interface NativeOptions {
  readonly tensorflow: boolean;
  readonly gpu: boolean;
  readonly dryRun: boolean;
  readonly remove: boolean;
}

/** `deno task native`: chooses a BLAS, or installs TensorFlow; or removes both. */
export async function native(
  { tensorflow, gpu, dryRun, remove }: NativeOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const [folder, blas] = [nativeFolder(), blasFolder()];
  if (!folder || !blas) {
    throw new UserError("deno task native needs the lab's files: clone it, and run it there.");
  }
  const place = fileURLToPath(folder);
  if (remove) {
    const places = [blas, folder];
    if (dryRun) {
      return terminal.say(`would delete ${places.map((url) => fileURLToPath(url)).join(" and ")}`);
    }
    using _lock = await lockNative();
    for (const url of places) {
      const place = fileURLToPath(url);
      terminal.say(await removeNative(url) ? `deleted ${place}` : `there is no ${place}`);
    }
    return;
  }
  try {
    if (!tensorflow && !gpu) {
      const sources = blasSources();
      if (dryRun) return terminal.say(blasPlanText(sources, fileURLToPath(blas)));
      using _lock = await lockNative();
      return await nativeBlas(sources, blas, programRunner(signal), terminal);
    }
    const plan = nativePlan(gpu ? "cuda" : "cpu");
    if (dryRun) return terminal.say(planText(plan, place));

    using _lock = await lockNative();
    const run = programRunner(signal);
    const there = await whatIsThere(gpu, folder, run, terminal);
    if (there) {
      terminal.say(`TensorFlow ${plan.version} ${kindText(there.kind)} is in ${place} already.`);
      return terminal.say(trialText(there.kind, there.trial));
    }
    const tools = await findTools(run);
    terminal.note(
      `TensorFlow ${plan.version} ${kindText(plan.kind)} into ${place}: ` +
        `it will take ${bytesText(plan.diskBytes)} of disk.`,
    );
    const { trial, steps } = await installNative(plan, folder, tools, run, terminal);
    terminal.say(`TensorFlow ${plan.version} ${kindText(plan.kind)} is in ${place} now.`);
    for (const { what, seconds } of steps) {
      terminal.say(`  ${what.padEnd(44)} ${seconds.toFixed(1).padStart(6)} s`);
    }
    terminal.say(trialText(plan.kind, trial));
    terminal.say("--backend tensorflow takes it; deno task native --remove undoes it.");
  } catch (error) {
    if (error instanceof Stop) {
      throw error.told(
        `${error.what}. The steps that were done are kept. Resume with: ${restartLine("native")}`,
      );
    }
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${error.message}\nEverything still works on wasm.`, { cause: error });
  }
}

/** The installation that is complete and runs. One with CUDA also does where it was not asked for. */
async function whatIsThere(
  gpu: boolean,
  folder: URL,
  run: RunProgram,
  { note }: Terminal,
): Promise<{ kind: NativeKind; trial: Trial } | undefined> {
  const kind = installedKind(folder);
  if (!kind || gpu && kind !== "cuda") return undefined;
  try {
    return { kind, trial: await checkNative(folder, run) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    note(`${error.message}\nIt is installed anew.`);
    return undefined;
  }
}

function kindText(kind: NativeKind): string {
  return kind === "cuda" ? "with CUDA" : "for the CPU";
}

function trialText(kind: NativeKind, { milliseconds, losses, gpu }: Trial): string {
  const blind = kind === "cuda" && !gpu;
  return `It trains here${gpu ? " on the GPU" : ""}: a step of 128 images takes ` +
    `${milliseconds.toFixed(0)} ms, and its loss is that of wasm, ${losses[1].toFixed(4)}.` +
    (blind ? "\nIt sees no GPU, and computes on the CPU: is NVIDIA's driver there?" : "");
}
