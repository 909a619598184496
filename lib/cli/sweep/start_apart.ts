import type { StartRun } from "../../experiment/sweep/train_all.ts";
import { UserError } from "../../user_error.ts";
import { trainArguments } from "./train_arguments.ts";

/** How long a training gets on Windows, where Ctrl-C alone lets it stop by itself, in milliseconds. */
const WINDOWS_GRACE = 4000;

/** Trains a run of a sweep by `deno task train` in a process of its own. */
export const startApart: StartRun = async (options, folder, signal) => {
  const complaint = await runApart(trainArguments(options, folder), signal);
  if (complaint) throw new UserError(complaint);
};

/**
 * Runs a Deno process to its end.
 *
 * @param signal ends it in good order, and waits until it has ended
 * @returns the last line of its complaint if it failed
 * @throws the signal's reason, if it was aborted
 */
async function runApart(
  args: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  signal.throwIfAborted();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { NO_COLOR: "1", DENO_NO_PROMPT: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let grace: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    try {
      child.kill("SIGTERM");
    } catch { /* it has ended by itself */ }
  };
  // A terminal's Ctrl-C has reached it too. SIGTERM beside it asks for the same, and however often it
  // comes, a training first writes its checkpoint; only Windows ends the process without asking.
  const stop = Deno.build.os === "windows"
    ? () => void (grace = setTimeout(end, WINDOWS_GRACE))
    : end;
  signal.addEventListener("abort", stop);
  try {
    const { code, signal: by, stderr } = await child.output();
    signal.throwIfAborted();
    if (code === 0) return undefined;
    if (by) return `its process was ended by ${by}`;
    const lines = new TextDecoder().decode(stderr).trimEnd().split("\n");
    const complaint = lines.findLast((line) => line.startsWith("error: ")) ??
      lines[lines.length - 1];
    return complaint.replace(/^error: /, "") || `its process ended with status ${code}`;
  } finally {
    clearTimeout(grace);
    signal.removeEventListener("abort", stop);
  }
}
