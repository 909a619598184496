import { invocation } from "./invocation.ts";
import { shellWord } from "./shell_word.ts";

/** The command line that resumes the run: the same one, and `--resume`. */
export function resumeLine(task: string, out?: string): string {
  const own = ["--resume", "--force", "--"];
  return commandLine(task, [...Deno.args.filter((word) => !own.includes(word)), "--resume"], out);
}

/** The same command line once more. */
export function restartLine(task: string, out?: string): string {
  return commandLine(task, Deno.args, out);
}

function commandLine(task: string, words: readonly string[], out?: string): string {
  return [invocation(task, { out }), ...words.map(shellWord)].join(" ");
}
