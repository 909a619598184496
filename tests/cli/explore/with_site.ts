import { fileURLToPath } from "node:url";
import { withFolder } from "../../scripts/run_task.ts";
import { writeSmallData } from "./small_data.ts";

/** A site that is served. */
export interface ServedSite {
  readonly address: URL;
  /** Its folder of runs, which is empty at first. */
  readonly runs: string;
  /** Its folder of images. */
  readonly data: string;
}

/** What a server of a site said first. @param port the port that it is to use */
async function start(runs: string, data: string, port?: string) {
  const program = fileURLToPath(new URL("site_server.ts", import.meta.url));
  const server = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-net=127.0.0.1", "--allow-read", program, runs, data],
      ...port === undefined ? [] : [port],
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const errors = new Response(server.stderr).text();
  const reader = server.stdout.getReader();
  const said = new TextDecoder().decode((await reader.read()).value).trim();
  const end = async () => {
    await server.stdin.close();
    await reader.cancel();
    await server.status;
    return await errors;
  };
  return { said, end };
}

/**
 * Serves a site with small images and a stand-in for the page in a process of its own, and calls `use`.
 *
 * @returns what the server wrote to standard error
 */
export async function withSite(use: (site: ServedSite) => Promise<void>): Promise<string> {
  let errors = "";
  await withFolder(async (folder) => {
    const [runs, data] = [`${folder}/runs`, `${folder}/data`];
    await Deno.mkdir(runs);
    await writeSmallData(data);
    const { said, end } = await start(runs, data);
    try {
      await use({ address: new URL(said), runs, data });
    } finally {
      errors = await end();
    }
  });
  return errors;
}

/** What a second server says that is to use a port. */
export async function startAt(port: string, { runs, data }: ServedSite): Promise<string> {
  const { said, end } = await start(runs, data, port);
  await end();
  return said;
}
