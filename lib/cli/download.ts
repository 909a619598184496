import { oneLine, UserError } from "../user_error.ts";
import { inClone } from "./invocation.ts";

/** How long a server may send nothing, and how long all of it may take, in milliseconds. */
const PATIENCE = 30_000, LONGEST = 600_000;

/** What else a download may be told. */
export interface DownloadOptions {
  /** How long the server may send nothing, in milliseconds: half a minute by default. */
  readonly patience?: number;
  /** How long the download may take, in milliseconds: ten minutes by default. */
  readonly longest?: number;
}

/**
 * The bytes of a file on a web server. Reads no more than `atMost` bytes, and does not wait for a server
 * that sends nothing.
 *
 * @returns `undefined` if the server says that there is no such file (404 or 410)
 * @throws {UserError} if it cannot be reached, answers with an error, redirects without end, sends nothing
 * for too long, or sends more; in a clone also without permission to use the network
 * @throws {Deno.errors.NotCapable} without that permission elsewhere
 */
export async function download(
  url: URL,
  atMost: number,
  { patience = PATIENCE, longest = LONGEST }: DownloadOptions = {},
): Promise<Uint8Array | undefined> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), patience);
  };
  const start = performance.now();
  try {
    wait();
    const response = await fetch(url, { signal: silence.signal });
    if (!response.ok) {
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) return undefined;
      throw new UserError(`cannot fetch ${url}: the server answered ${statusOf(response)}.`);
    }
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      wait();
      parts.push(part);
      length += part.length;
      if (length > atMost) {
        throw new UserError(`${url} has more than ${atMost} bytes; wanted at most ${atMost}.`);
      }
      if (performance.now() - start <= longest) continue;
      throw new UserError(
        `cannot fetch ${url}: after ${longest / 1000} seconds only ${length} bytes have arrived. ` +
          `Download it with another program, and name the file.`,
      );
    }
    return await new Blob(parts as Uint8Array<ArrayBuffer>[]).bytes();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw inClone ? noNetwork(url, error) : error;
    if (error instanceof UserError) throw error;
    const why = silence.signal.aborted
      ? `the server sent nothing for ${patience / 1000} seconds.`
      : reason(error as Error);
    throw new UserError(`cannot fetch ${url}: ${why}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** A clone's tasks have no permission to use the network: it is no use to point at them. */
function noNetwork(url: URL, cause: Error): UserError {
  const host = /"([^"]+)"/.exec(cause.message)?.[1] ?? url.host;
  return new UserError(
    `cannot fetch ${url}: the tasks in deno.json have no permission to use the network. Download the file ` +
      `and name it, or call the script by deno run with --allow-net=${host}.`,
    { cause },
  );
}

/** `503 Service Unavailable`, and what may help. */
function statusOf({ status, statusText }: Response): string {
  const told = oneLine(`${status} ${statusText}`.trim());
  if (status === 401 || status === 403) return `${told}: it wants a login, or refuses this address`;
  if (status === 429 || status >= 500) return `${told}; try again later`;
  return told;
}

/** What Deno's messages mean, in words for those who did not write the program. */
const REASONS: readonly [RegExp, string][] = [
  [/refused/i, "the connection was refused. Is the server running?"],
  [/dns error|lookup/i, "no server of that name was found. Is there a network?"],
  [/unreachable/i, "the server cannot be reached. Is there a network?"],
  [/certificate|tls|InvalidContentType|handshake/i, "there is no secure connection (https) to it."],
  [/number of redirects/i, "the server redirects more than 20 times, perhaps without end."],
  [/redirect to a non HTTP/i, "the server redirects to an address that is not http or https."],
  [/body from connection|closed|reset|incomplete/i, "the connection broke off."],
  [/HTTP version|parse/i, "the answer is not HTTP."],
];

function reason({ message, cause }: Error): string {
  const text = cause instanceof Error ? `${message}: ${cause.message}` : message;
  const known = REASONS.find(([pattern]) => pattern.test(text));
  return known ? known[1] : `${oneLine(text.replace(/^Fetch failed: /i, ""))}.`;
}
