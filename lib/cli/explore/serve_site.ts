import { oneLine, UserError } from "../../user_error.ts";
import type { Content } from "./content.ts";
import { siteHeaders } from "./site_headers.ts";

/** How a site is served. */
export interface ServeOptions {
  /** The port; any that is free, if nothing is said. */
  readonly port?: number;
  /** Ends the server, and every connection. */
  readonly signal: AbortSignal;
  /** What lies at a path below the page; `undefined` if nothing does. */
  content(path: string): Promise<Content | undefined>;
  /** Is told why a request could not be answered. */
  tell(caution: string): void;
}

/** No other machine can reach it. */
const HOST = "127.0.0.1";

/**
 * Serves a site on this machine alone.
 *
 * @returns its address
 * @throws {UserError} if the port cannot be used
 */
export function serveSite({ port = 0, signal, content, tell }: ServeOptions): string {
  const server = listen(port, {
    hostname: HOST,
    port,
    signal,
    onListen() {},
    onError: (error) => {
      tell(oneLine(`an answer failed: ${messageOf(error)}`));
      return refusal(500, "internal error: the terminal in which the server runs tells more.");
    },
  }, answer);
  const { port: bound } = server.addr;
  const hosts = [HOST, "localhost"].flatMap((name) =>
    bound === 80 ? [name, `${name}:80`] : [`${name}:${bound}`]
  );
  const address = `http://${HOST}:${bound}/`;
  return address;

  async function answer(request: Request): Promise<Response> {
    // As it was sent: Deno resolves no `..` in it, and decodes nothing.
    const [, authority, target] = /^https?:\/\/([^/?#]*)([^?#]*)/.exec(request.url) ?? [];
    // A page of another site may have made its own name an address of this machine (DNS rebinding).
    const asked = request.headers.get("host");
    if (!hosts.includes(asked ?? "") || !hosts.includes(authority)) {
      return refusal(421, `this server answers as ${address} only.`);
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refusal(405, "only GET and HEAD are answered.", { allow: "GET, HEAD" });
    }
    const path = target === "/" ? "index.html" : target.slice(1);
    try {
      const found = await content(path);
      return found ? sent(request, path, found) : refusal(404, "there is no such file here.");
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tell(error.message);
      return refusal(503, error.message);
    }
  }
}

/** @throws {UserError} if the port is taken, or needs more rights */
function listen(
  port: number,
  options: Deno.ServeTcpOptions,
  answer: (request: Request) => Promise<Response>,
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve(options, answer);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new UserError(
        `port ${port} of ${HOST} is in use by another program. Choose another with \`port\`, or leave it ` +
          "out for one that is free.",
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new UserError(
        `port ${port} of ${HOST} is kept for the system's administrator. Choose one from 1024 on with ` +
          "`port`.",
      );
    }
    throw error;
  }
}

async function sent(request: Request, path: string, { size, body }: Content): Promise<Response> {
  const headers = siteHeaders(path, size);
  if (request.method === "GET") return new Response(body, { headers });
  if (body instanceof ReadableStream) await body.cancel();
  return new Response(null, { headers });
}

function refusal(
  status: number,
  sentence: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const bytes = new TextEncoder().encode(`${status}: ${sentence}\n`);
  return new Response(bytes, {
    status,
    headers: { ...siteHeaders(".txt", bytes.length), ...more },
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
