/** How a program ended, and what it printed. */
export interface ProgramResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program is run with, beside its arguments. */
export interface ProgramOptions {
  /** The folder it starts in. */
  readonly cwd?: URL;
  /** Added to this process' environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end; `undefined` if there is none of that name. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options?: ProgramOptions,
) => Promise<ProgramResult | undefined>;

/** Runs programs that end with `signal`. */
export function programRunner(signal?: AbortSignal): RunProgram {
  return async (program, args, { cwd, env } = {}) => {
    signal?.throwIfAborted();
    try {
      const command = new Deno.Command(program, {
        args: [...args],
        cwd,
        env,
        signal,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      });
      const { code, stdout, stderr } = await command.output();
      signal?.throwIfAborted();
      const decoder = new TextDecoder();
      return { status: code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  };
}
