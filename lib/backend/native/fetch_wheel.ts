import { fileURLToPath } from "node:url";
import { UserError } from "../../user_error.ts";
import { bytesText } from "./bytes_text.ts";
import { explainFailure } from "./explain_failure.ts";
import type { NativePlan } from "./native_plan.ts";
import type { RunProgram } from "./run_program.ts";
import { sha256OfFile } from "./sha256_of_file.ts";
import type { Wheel } from "./wheels.ts";

/**
 * Lets pip fetch a wheel into a folder, and makes sure that it is the pinned one. A complete wheel that is
 * there already is taken; anything else in the folder, such as half a wheel, is thrown away.
 *
 * @param python a Python that has pip
 * @returns the wheel's file
 * @throws {UserError} if it cannot be fetched, or is another
 */
export async function fetchWheel(
  wheel: Wheel,
  { pipTarget }: Pick<NativePlan, "pipTarget">,
  folder: URL,
  python: string,
  run: RunProgram,
): Promise<URL> {
  const file = new URL(wheel.file, folder);
  if (await sha256OfFile(file) === wheel.sha256) return file;
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(folder, { recursive: true });

  const path = fileURLToPath(folder);
  const result = await run(python, [
    ...["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"],
    ...["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--retries", "2"],
    ...[...pipTarget, "--dest", path, `${wheel.name}==${wheel.version}`],
    // pip's own temporary files too: the room was looked for here, and they go away with the folder.
  ], { env: { TMPDIR: path, PIP_REQUIRE_VIRTUALENV: "0" } });
  const what = `${wheel.name} ${wheel.version} (${bytesText(wheel.bytes)})`;
  if (result?.status !== 0) {
    throw new UserError(
      `pip could not fetch ${what}: ${explainFailure(result)}\n` +
        `Is there a network? Run deno task native again when there is.`,
    );
  }
  const found = await sha256OfFile(file);
  if (found === wheel.sha256) return file;
  await Deno.remove(folder, { recursive: true });
  throw new UserError(
    `what pip fetched as ${what} is not the pinned wheel: wanted ${wheel.file} with ` +
      `SHA-256 ${wheel.sha256}, found ${found ?? "no such file"}. It was thrown away.`,
  );
}
