import type { ProgramResult } from "./run_program.ts";

/** The one line that says why a program failed: the first that names an error, else the last. */
export function explainFailure(result: ProgramResult | undefined): string {
  if (!result) return "it was not found";
  const lines = `${result.stdout}\n${result.stderr}`
    // deno-lint-ignore no-control-regex
    .replace(/\u001b\[[0-9;]*m/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const line = lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1);
  return line?.replace(/^error:\s*(Uncaught\s+(\(in promise\)\s+)?)?(Error:\s*)?/i, "") ??
    `it ended with status ${result.status} and said nothing`;
}
