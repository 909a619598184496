/**
 * A server that misbehaves, each path in its own way; every other path is a file of a folder.
 *
 *     deno run --allow-net=127.0.0.1 --allow-read=FOLDER tests/url/odd_server.ts FOLDER
 *
 * Prints its address; serves until its standard input ends.
 */
const [folder] = Deno.args;
const MEBIBYTE = new Uint8Array(2 ** 20).fill(7);
/** Bytes of `/endless` that were asked for so far. */
let sent = 0;

/** Sends a part, then another one after `pause` milliseconds, and so on; `undefined`: never. */
function parts(part: Uint8Array<ArrayBuffer>, pause: number | undefined, most: number): Response {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let count = 0;
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (count++ > 0 && pause === undefined) return new Promise(() => {});
        if (count > most) return controller.close();
        return new Promise((resolve) => {
          timer = setTimeout(() => {
            sent += part.length;
            controller.enqueue(part);
            resolve();
          }, pause);
        });
      },
      cancel: () => clearTimeout(timer),
    }),
  );
}

const ANSWERS: Record<string, () => Response | Promise<Response>> = {
  "/endless": () => parts(MEBIBYTE, 0, 200),
  "/sent": () => new Response(String(sent)),
  "/unavailable": () => new Response("later", { status: 503, statusText: "Service Unavailable" }),
  "/login": () => new Response("who?", { status: 401, statusText: "Unauthorized" }),
  "/gone": () => new Response("gone", { status: 410 }),
  "/loop": () => new Response(null, { status: 302, headers: { location: "/loop" } }),
  "/aside": () => new Response(null, { status: 302, headers: { location: "/model.safetensors" } }),
  "/outside": () => new Response(null, { status: 302, headers: { location: "file:///etc/hosts" } }),
  "/page": () => new Response("<!DOCTYPE html>\n<title>model</title>"),
  "/empty": () => new Response(null, { status: 204 }),
  "/silent": () => new Promise(() => {}),
  "/stalled": () => parts(MEBIBYTE, undefined, 2),
  "/dripping": () => parts(new Uint8Array(1), 50, 1000),
  "/pointer": () =>
    new Response("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1772168\n"),
};

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (Object.hasOwn(ANSWERS, pathname)) return await ANSWERS[pathname]();
  try {
    return new Response(await Deno.readFile(folder + pathname));
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
