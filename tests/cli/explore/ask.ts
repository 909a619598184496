import { fileURLToPath } from "node:url";

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Each character is a byte. */
  readonly body: string;
}

/** A request in HTTP/1.1. @param headers what comes before the end, beside `Connection` */
export function request(
  { hostname, port }: URL,
  path: string,
  { method = "GET", host = `${hostname}:${port}`, headers = [] as readonly string[] } = {},
): string {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, "Connection: close", ...headers];
  return lines.join("\r\n") + "\r\n\r\n";
}

/** Sends requests at once, by a process that may use a network, and answers what came back, as it is. */
export async function askRaw(
  { hostname, port }: URL,
  requests: readonly string[],
): Promise<string[]> {
  const program = fileURLToPath(new URL("ask_raw.ts", import.meta.url));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", `--allow-net=${hostname}`, program, hostname, port],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(requests)));
  await writer.close();
  const { stdout, stderr, code } = await child.output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Sends requests at once, and reads the answers. */
export async function ask(address: URL, requests: readonly string[]): Promise<Answer[]> {
  return (await askRaw(address, requests)).map(parseAnswer);
}

function parseAnswer(text: string): Answer {
  const end = text.indexOf("\r\n\r\n");
  const [first, ...lines] = text.slice(0, end).split("\r\n");
  const fields = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()] satisfies [string, string];
  });
  return {
    status: Number(first.split(" ")[1]),
    headers: new Headers(fields),
    body: text.slice(end + 4),
  };
}
