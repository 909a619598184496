/**
 * How long a training gets to stop by itself, in milliseconds: on a terminal Ctrl-C reaches it as well
 * as us, and a second one would end it at once, in the middle of an epoch.
 */
const graceTime = () => Deno.stdin.isTerminal() ? 4000 : 500;

/**
 * Runs a Deno process to its end.
 *
 * @param signal interrupts it, and waits until it has stopped
 * @returns the last line of its complaint if it failed
 * @throws the signal's reason, if it was aborted
 */
export async function runApart(
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
  const interrupt = () => {
    const name = Deno.build.os === "windows" ? "SIGTERM" : "SIGINT";
    grace = setTimeout(() => child.kill(name), graceTime());
  };
  signal.addEventListener("abort", interrupt);
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
    signal.removeEventListener("abort", interrupt);
  }
}
