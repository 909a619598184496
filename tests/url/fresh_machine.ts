import { withFolder } from "../scripts/run_task.ts";
import { withServer } from "./with_server.ts";
import { asInstalled } from "../as_installed.ts";

/** How a script ended, and what it printed. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine that has Deno, the packages, and nothing of the lab. */
export interface FreshMachine {
  /** An empty folder, in which the scripts run. */
  readonly folder: string;
  /** Where Deno keeps the packages: what a script must be able to read. */
  readonly packages: string;
  /** The server's host and port. */
  readonly host: string;
  /** Runs `deno run` with these words. */
  deno(...args: string[]): Promise<Ended>;
}

const decode = (bytes: Uint8Array) => asInstalled(new TextDecoder().decode(bytes));

/**
 * Serves a folder under `http://HOST/PREFIX/`, and calls `use` with a fresh machine: Deno's cache is
 * empty but for the npm packages, which are linked to, for they have half a gigabyte.
 */
export async function onFreshMachine(
  served: string,
  prefix: string,
  use: (machine: FreshMachine) => Promise<void>,
): Promise<void> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const packages = await Deno.realPath(JSON.parse(decode(stdout)).npmCache);
  await withServer("static_server.ts", [served, prefix], async (host) => {
    await withFolder(async (home) => {
      const [folder, cache] = [`${home}/empty`, `${home}/cache`];
      await Deno.mkdir(folder);
      await Deno.mkdir(cache);
      await Deno.symlink(packages, `${cache}/npm`, { type: "junction" });
      const deno = async (...args: string[]) => {
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args: ["run", ...args],
          cwd: folder,
          env: { DENO_DIR: cache, DENO_NO_PROMPT: "1", NO_COLOR: "1" },
        }).output();
        return { status: code, stdout: decode(stdout), stderr: decode(stderr) };
      };
      await use({ folder, packages, host, deno });
    });
  });
}
