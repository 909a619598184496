import { fileURLToPath } from "node:url";
import type { Limits } from "./limits.ts";
import type { Step } from "./step.ts";
import type { Submission } from "./submission.ts";

const LAB = new URL("../../", import.meta.url);

/**
 * What a system other than Windows refuses a process, whatever its code finds to ask for: to write any file (Deno's
 * storage and SQLite's temporary files need no permission), more memory, more processor time. It is the shell that
 * asks the system; a process ends at the first of the seconds, and cannot outlive the one that started it for long.
 */
const LIMITED = `trap '' XFSZ; ulimit -f 0; ulimit -d "$1"; ulimit -S -t "$2"; shift 2; exec "$@"`;

/** What Deno itself takes, and its threads, in bytes. */
const SPARE = 1024 ** 3;

/** How a step's probe is started. */
export function probeCommand(
  submission: Submission,
  step: Step,
  limits: Limits,
): { readonly program: string; readonly args: string[] } {
  const args = probeArguments(submission, step, limits.memory);
  if (Deno.build.os === "windows") return { program: Deno.execPath(), args };
  const [kilobytes, seconds] = [(limits.memory + SPARE) / 1024, limits.seconds].map(Math.ceil);
  const sizes = [String(kilobytes), String(seconds)];
  return { program: "/bin/sh", args: ["-c", LIMITED, "sh", ...sizes, Deno.execPath(), ...args] };
}

/**
 * The arguments by which Deno runs a step's probe: without any permission but to read the submission's copy, and
 * without loading any code that is not on this machine.
 *
 * @param memory of the heap of JavaScript, in bytes
 */
function probeArguments(submission: Submission, step: Step, memory: number): string[] {
  const readable = fileURLToPath(submission.copy).replaceAll(",", ",,"); // a comma begins another path
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--no-check",
    ...["--no-remote", "--cached-only", "--frozen"],
    ...["--config", fileURLToPath(new URL("deno.json", LAB))],
    `--allow-read=${readable}`,
    // What a page keeps (localStorage, caches) Deno would keep without asking, by this address: each process has its
    // own, so that none finds what another has left.
    `--location=https://${crypto.randomUUID()}.invalid/`,
    "--seed=0", // of Math.random: a file that guesses guesses the same each time
    `--v8-flags=--max-old-space-size=${Math.ceil(memory / 2 ** 20)}`,
    new URL(`steps/${step.id}/probe.ts`, import.meta.url).href,
  ];
}

/** The environment in addition to this process' own, which Deno itself, not the student's code, can see. */
export function probeEnvironment(): Record<string, string> {
  // Deno asks registries about some imports that it then refuses: it does not reach them.
  const nowhere = "http://127.0.0.1:9";
  return { NO_COLOR: "1", HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, NO_PROXY: "" };
}
