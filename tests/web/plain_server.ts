/**
 * Serves a folder as any static host does: by content type, without headers that isolate a page.
 *
 *     deno run --allow-net=127.0.0.1 --allow-read=FOLDER tests/web/plain_server.ts FOLDER
 *
 * Prints its address; serves until its standard input ends.
 */
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
};
const [folder] = Deno.args;

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    const type = TYPES[pathname.slice(pathname.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    const bytes = await Deno.readFile(folder + decodeURIComponent(pathname));
    return new Response(bytes, { headers: { "content-type": type } });
  } catch {
    return new Response("404: Not Found", { status: 404 });
  }
}

if (import.meta.main) {
  const { addr } = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
  console.log(`127.0.0.1:${addr.port}`);
  await Deno.stdin.readable.pipeTo(new WritableStream());
  Deno.exit();
}
