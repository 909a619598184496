/**
 * Serves `page.html` of a folder with the headers under which a page may share memory with its threads.
 *
 *     deno run --allow-net=127.0.0.1 --allow-read=FOLDER tests/url/isolated_server.ts FOLDER
 *
 * Prints its address; serves until its standard input ends.
 */
const [folder] = Deno.args;
const headers = {
  "content-type": "text/html",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

if (import.meta.main) {
  const { addr } = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async () => new Response(await Deno.readFile(`${folder}/page.html`), { headers }),
  );
  console.log(`127.0.0.1:${addr.port}`);
  await Deno.stdin.readable.pipeTo(new WritableStream());
  Deno.exit();
}
