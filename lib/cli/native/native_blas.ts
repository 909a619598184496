import { fileURLToPath } from "node:url";
import { type BlasWheel, blasWheel } from "../../backend/blas/blas_wheels.ts";
import { chooseBlas, chosenBlas } from "../../backend/blas/chosen_blas.ts";
import { systemLibraries } from "../../backend/blas/system_libraries.ts";
import { bytesText } from "../../backend/native/bytes_text.ts";
import { fetchWheel } from "../../backend/native/fetch_wheel.ts";
import { findPython } from "../../backend/native/find_tools.ts";
import { needRoom } from "../../backend/native/need_room.ts";
import type { RunProgram } from "../../backend/native/run_program.ts";
import { unpackWheel } from "../../backend/native/unpack_wheel.ts";
import type { BlasLibrary } from "../../deps/blas.ts";
import { UserError } from "../../user_error.ts";
import type { Terminal } from "../terminal.ts";
import { checkBlas } from "./check_blas.ts";

/** Where a BLAS may come from: the machine's system, or a wheel. */
export interface BlasSources {
  readonly system: readonly BlasLibrary[];
  readonly wheel?: BlasWheel;
}

/** Those of this machine. */
export function blasSources(): BlasSources {
  return { system: systemLibraries(), wheel: blasWheel() };
}

/** What {@linkcode nativeBlas} will do, for a reader who has not decided yet. */
export function blasPlanText({ system, wheel }: BlasSources, place: string): string {
  const lines = [
    `1. try the BLAS of this system, in a process of its own: ` +
    `${system.map(({ path }) => path).join(", ") || "none is known"}`,
  ];
  if (wheel) {
    lines.push(
      `2. if there is none: fetch with pip, ${bytesText(wheel.bytes)}, and compare the SHA-256:`,
      `   ${wheel.file}  ${wheel.sha256}`,
      `   unpack its library into ${place} (${bytesText(wheel.keptBytes)}), and try that`,
    );
  }
  lines.push(
    `${lines.length > 1 ? 3 : 2}. note in ${place} which one multiplies rightly; ` +
      `deno task native --remove undoes it`,
  );
  return lines.join("\n");
}

/**
 * Finds the BLAS that the backend `blas` is to use: the one that was chosen before if it still runs, else the
 * system's, else that of the pinned wheel, which is fetched.
 *
 * @param folder where the choice is noted and the wheel's library lies
 * @throws {UserError} if there is none that runs
 */
export async function nativeBlas(
  { system, wheel }: BlasSources,
  folder: URL,
  run: RunProgram,
  { say, note }: Terminal,
): Promise<void> {
  const before = chosenBlas(folder);
  const faults: string[] = [];
  const tried = async (library: BlasLibrary): Promise<boolean> => {
    try {
      const { description, blas, wasm } = await checkBlas(library, run);
      await chooseBlas({ ...library, description }, folder);
      say(`The BLAS ${library.path} (${description}) multiplies rightly.`);
      say(
        `A step of 128 images takes ${blas.milliseconds.toFixed(1)} ms, on wasm ` +
          `${wasm.milliseconds.toFixed(1)} ms; its loss is that of wasm, ${
            blas.losses[1].toFixed(4)
          }.`,
      );
      say("Every task takes it from now on; deno task native --remove undoes it.");
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(error.message);
      return false;
    }
  };

  if (before && await tried(before)) return;
  for (const library of system) if (await tried(library)) return;
  if (wheel) {
    const library: BlasLibrary = {
      path: fileURLToPath(new URL(wheel.library, folder)),
      prefix: "scipy_",
    };
    try {
      await fetchBlas(wheel, folder, run, note);
      if (await tried(library)) return;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(
        `${error.message}\nBy hand: pip download --no-deps ${wheel.name}==${wheel.version} on a machine ` +
          `that can, and ${wheel.file} (SHA-256 ${wheel.sha256}), unpacked by unzip in ${
            fileURLToPath(folder)
          }, is tried by deno task native.`,
      );
    }
  }
  throw new UserError(["no BLAS runs here:", ...faults].join("\n"));
}

/** Unpacks the wheel's library, unless it lies there. */
async function fetchBlas(
  wheel: BlasWheel,
  folder: URL,
  run: RunProgram,
  note: (line: string) => void,
): Promise<void> {
  const found = await Deno.stat(new URL(wheel.library, folder)).catch(() => undefined);
  if (found?.size === wheel.keptBytes) return;
  const python = await findPython(run);
  note(`fetching ${wheel.name} ${wheel.version}, ${bytesText(wheel.bytes)}`);
  await Deno.mkdir(folder, { recursive: true });
  await needRoom(folder, wheel.keptBytes + 2 * wheel.bytes);
  const downloads = new URL("downloads/", folder);
  const file = await fetchWheel(wheel, wheel, downloads, python, run);
  await unpackWheel(wheel, file, folder, python, run);
  await Deno.remove(downloads, { recursive: true });
}
