import { fileURLToPath } from "node:url";

/**
 * Starts one of the servers of this folder in a process of its own, since the tests have no permission to
 * use a network, and calls `use` with its host and port.
 *
 * @param file the server's program, which prints its address and ends with its standard input
 * @param args of the program; the first is a folder that it may read
 */
export async function withServer(
  file: string,
  args: readonly [folder: string, ...string[]],
  use: (host: string) => Promise<void>,
): Promise<void> {
  const server = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-net=127.0.0.1",
      `--allow-read=${args[0]}`,
      fileURLToPath(new URL(file, import.meta.url)),
      ...args,
    ],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const reader = server.stdout.getReader();
  try {
    await use(new TextDecoder().decode((await reader.read()).value!).trim());
  } finally {
    await server.stdin.close();
    await reader.cancel();
    await server.status;
  }
}
