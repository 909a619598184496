import { fileURLToPath } from "node:url";
import { UserError } from "../../user_error.ts";
import { explainFailure } from "./explain_failure.ts";
import type { RunProgram } from "./run_program.ts";
import type { Wheel } from "./wheels.ts";

/** Arguments: the wheel, the folder, and how the names of the wanted files begin. */
const PROGRAM = `
import os, sys, zipfile
wheel, folder, *keep = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for file in archive.infolist():
        if file.filename.startswith(tuple(keep)):
            path = archive.extract(file, folder)
            if not file.is_dir():
                os.chmod(path, 0o644 | (file.external_attr >> 16 & 0o111))
`;

/**
 * Unpacks the wanted files of a wheel, and then leaves a mark.
 *
 * @throws {UserError} if Python cannot
 */
export async function unpackWheel(
  wheel: Wheel,
  file: URL,
  folder: URL,
  python: string,
  run: RunProgram,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const paths = [file, folder].map((url) => fileURLToPath(url));
  const result = await run(python, ["-c", PROGRAM, ...paths, ...wheel.keep]);
  if (result?.status !== 0) {
    throw new UserError(`${wheel.file} could not be unpacked: ${explainFailure(result)}`);
  }
  await Deno.writeTextFile(mark(wheel, folder), wheel.sha256);
}

/** Whether {@linkcode unpackWheel} went through to its end. */
export async function isUnpacked(wheel: Wheel, folder: URL): Promise<boolean> {
  const text = await Deno.readTextFile(mark(wheel, folder)).catch(() => "");
  return text === wheel.sha256;
}

function mark({ name }: Wheel, folder: URL): URL {
  return new URL(`${name}.unpacked`, folder);
}
