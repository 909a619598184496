import { UserError } from "../../user_error.ts";
import type { RunProgram } from "./run_program.ts";

/** The programs that an installation needs, as they are called. */
export interface Tools {
  /** A Python that has pip. */
  readonly python: string;
  readonly compiler: string;
}

const PYTHONS = ["python3", "python"];
const COMPILERS = ["g++", "c++", "clang++"];

/**
 * Finds a Python with pip and a C++ compiler.
 *
 * @throws {UserError} with a line for each that is missing
 */
export async function findTools(run: RunProgram): Promise<Tools> {
  const works = async (program: string, ...args: string[]) =>
    (await run(program, args))?.status === 0;
  const missing: string[] = [];

  let python: string | undefined;
  let bare: string | undefined;
  for (const name of PYTHONS) {
    if (await works(name, "-m", "pip", "--version")) python ??= name;
    else if (await works(name, "--version")) bare ??= name;
  }
  if (!python) {
    missing.push(
      bare
        ? `pip is missing: ${bare} has no module pip. On Debian and Ubuntu: apt install python3-pip.`
        : `Python is missing: found none of ${PYTHONS.join(", ")}. ` +
          `On Debian and Ubuntu: apt install python3-pip.`,
    );
  }

  let compiler: string | undefined;
  for (const name of COMPILERS) {
    if (!compiler && await works(name, "--version")) compiler = name;
  }
  if (!compiler) {
    missing.push(
      `a C++ compiler is missing: found none of ${COMPILERS.join(", ")}. ` +
        `On Debian and Ubuntu: apt install g++.`,
    );
  }

  if (!python || !compiler) throw new UserError(missing.join("\n"));
  return { python, compiler };
}
