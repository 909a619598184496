/**
 * Serves a folder as raw hosting does: every file as plain text, under a prefix, and nothing else; under
 * `PREFIX/as/TYPE/`, `.ts` files are of that content type (`none`: of none at all), and all others JSON.
 *
 *     deno run --allow-net=127.0.0.1 --allow-read=FOLDER tests/url/static_server.ts FOLDER PREFIX
 *
 * A program of its own, so that the tests need no right to use a network. Prints its address; serves
 * until its standard input ends, as it does with the process that started it.
 */
const [folder, prefix] = Deno.args;

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(`/${prefix}/`)) {
    try {
      const path = pathname.slice(prefix.length + 1);
      const [, type, file] = /^\/as\/([^/]*)(\/.*)$/.exec(path) ?? [, undefined, path];
      const bytes = await Deno.readFile(`${folder}${file}`);
      return new Response(bytes, { headers: headers(file, type) });
    } catch { /* none of that name */ }
  }
  return new Response("404: Not Found", { status: 404 });
}

function headers(file: string, type?: string): Record<string, string> {
  if (type === undefined) return { "content-type": "text/plain; charset=utf-8" };
  if (!file.endsWith(".ts")) return { "content-type": "application/json" };
  return type === "none" ? {} : { "content-type": decodeURIComponent(type) };
}

if (import.meta.main) {
  const { addr } = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
  console.log(`127.0.0.1:${addr.port}`);
  await Deno.stdin.readable.pipeTo(new WritableStream());
  Deno.exit();
}
