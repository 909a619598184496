/** The server of the page: what it answers, to whom, and what cannot end it. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../../needs.ts";
import { ask, askRaw, request } from "./ask.ts";
import { writeRealRun } from "./real_run.ts";
import { PIXELS } from "./small_data.ts";
import { startAt, withSite } from "./with_site.ts";

const rights: Right[] = ["read", "write", "run"];

/** What every answer carries. */
const HEADERS = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

itNeeds(rights, "every answer has the site's headers, its type and its length", async () => {
  await withSite(async ({ address, runs }) => {
    await writeRealRun(`${runs}/one`);
    const [json, octets] = ["application/json", "application/octet-stream"];
    const text = "text/plain; charset=utf-8";
    const asked = [
      ["/", "GET", 200, "text/html; charset=utf-8"],
      ["/index.html?from=mail", "GET", 200, "text/html; charset=utf-8"],
      ["/main.js", "GET", 200, "text/javascript; charset=utf-8"],
      ["/style.css", "GET", 200, "text/css; charset=utf-8"],
      ["/site.json", "GET", 200, json],
      ["/data/train-images.idx", "GET", 200, octets],
      ["/models/anneal-seed-0.safetensors", "GET", 200, octets],
      ["/models/classifier.safetensors", "HEAD", 200, octets],
      ["/runs/one/run.json", "GET", 200, json],
      ["/runs/one/metrics.jsonl", "GET", 200, "application/jsonl"],
      ["/runs/one/model.safetensors", "HEAD", 200, octets],
      ["/", "HEAD", 200, "text/html; charset=utf-8"],
      ["/absent", "GET", 404, text],
      ["/absent", "HEAD", 404, text],
      ["/", "POST", 405, text],
    ] as const;
    const answers = await ask(
      address,
      asked.map(([path, method]) =>
        request(address, path, { method, headers: ["Accept-Encoding: gzip, br"] })
      ),
    );
    for (const [i, [path, method, status, type]] of asked.entries()) {
      const answer = answers[i];
      const what = `${method} ${path}`;
      assertEquals([answer.status, answer.headers.get("content-type")], [status, type], what);
      for (const [name, value] of Object.entries(HEADERS)) {
        assertEquals(answer.headers.get(name), value, `${what}: ${name}`);
      }
      const length = Number(answer.headers.get("content-length"));
      assert(length > 0, what);
      assertEquals(answer.body.length, method === "HEAD" ? 0 : length, what);
    }
  });
});

itNeeds(rights, "the policy lets the page load its own files and WebAssembly alone", async () => {
  await withSite(async ({ address }) => {
    const [{ headers }] = await ask(address, [request(address, "/")]);
    const policy = headers.get("content-security-policy")!.split("; ");
    assertEquals(policy.find((rule) => rule.startsWith("default-src")), "default-src 'self'");
    assertEquals(
      policy.find((rule) => rule.startsWith("script-src")),
      "script-src 'self' 'wasm-unsafe-eval' blob:",
    );
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      assert(policy.includes(rule), rule);
    }
    assert(!/'unsafe-eval'|\*|https?:/.test(policy.join()), policy.join());
  });
});

itNeeds(rights, "the files are what they are on the disk, and in memory", async () => {
  await withSite(async ({ address, runs }) => {
    await writeRealRun(`${runs}/one`);
    const paths = ["data/test-images.idx", "data/train-labels.idx", "runs/one/model.safetensors"];
    const [images, labels, model] = await ask(
      address,
      paths.map((path) => request(address, `/${path}`)),
    );
    const header = "\0\0\x08\x03\0\0\0\x01\0\0\0\x02\0\0\0\x03";
    assertEquals(images.body, header + String.fromCharCode(...PIXELS.test));
    assertEquals(labels.body, "\0\0\x08\x01\0\0\0\x02\x07\x07");
    const file = await Deno.readFile(`${runs}/one/model.safetensors`);
    assertEquals(model.body, new TextDecoder("latin1").decode(file));
  });
});

itNeeds(rights, "only who asks for this machine by its name is answered", async () => {
  await withSite(async ({ address }) => {
    const { port } = address;
    const status = async (requests: string[]) =>
      (await ask(address, requests)).map(({ status }) => status);
    const own = [`127.0.0.1:${port}`, `localhost:${port}`];
    assertEquals(await status(own.map((host) => request(address, "/", { host }))), [200, 200]);
    const others = ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1:${+port + 1}`]
      .concat(`127.0.0.1:${port}.evil.example`, `localhost.:${port}`, `[::1]:${port}`, "");
    const answers = await ask(address, others.map((host) => request(address, "/", { host })));
    for (const [i, { status, body }] of answers.entries()) {
      assertEquals(status, 421, others[i]);
      assertEquals(body, `421: this server answers as ${address.href} only.\n`);
    }
    assertEquals(
      await status([
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        request(address, "http://evil.example/"),
        request(address, `http://127.0.0.1:${port}/`, { host: "evil.example" }),
        request(address, `http://127.0.0.1:${port}/`),
      ]),
      [421, 421, 421, 421, 200],
    );
  });
});

itNeeds(rights, "only GET and HEAD are answered", async () => {
  await withSite(async ({ address }) => {
    const methods = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"];
    const body = ["Content-Length: 0"];
    const answers = await ask(
      address,
      methods.map((method) => request(address, "/site.json", { method, headers: body })),
    );
    for (const [i, { status, headers }] of answers.entries()) {
      assertEquals([status, headers.get("allow")], [405, "GET, HEAD"], methods[i]);
    }
  });
});

itNeeds(rights, "no path leads to what is not listed", async () => {
  await withSite(async ({ address, runs }) => {
    await writeRealRun(`${runs}/one`);
    await Deno.writeTextFile(`${runs}/one/secret.txt`, "secret");
    await Deno.writeTextFile(`${runs}/run.json`, "secret");
    await Deno.writeTextFile(`${runs}/../run.json`, "secret");
    const up = ["..", "%2e%2e", "%2E%2e", ".%2e", "%252e%252e", "..%2f", "..%5c", "..\\", "....//"];
    const paths = [
      ...up.flatMap((up) => [
        `/${up}/run.json`,
        `/runs/${up}/run.json`,
        `/runs/one/${up}/run.json`,
        `/runs/one/${up}/one/run.json`,
        `/data/${up}/main.js`,
      ]),
      ...["/runs/one/secret.txt", "/runs/run.json", "/runs//run.json", "/runs/./run.json"],
      ...["/runs", "/runs/", "/runs/one", "/runs/one/", "/runs/one/run.json/", "//main.js"],
      ...["/runs/one%2frun.json", "/runs%2fone%2frun.json", "/runs\\one\\run.json", "/./main.js"],
      ...["/runs/one/run.json%00", "/runs/one%00/run.json", "/%00", "/main.js%00.css", "/main.js."],
      ...["/%6dain.js", "/MAIN.JS", "/main.js;x", "/runs/%6fne/run.json", "/runs/ONE/run.json"],
      ...[
        "/etc/passwd",
        "//etc/passwd",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "/deno.json",
      ],
      ...[`/${runs}/one/run.json`, `/runs/${encodeURIComponent(runs)}/run.json`, "/\xff\xfe", "/%"],
      ...["/__proto__", "/constructor", "/runs/__proto__/run.json", "/models/", "/data"],
    ];
    const answers = await ask(address, paths.map((path) => request(address, path)));
    for (const [i, { status, body }] of answers.entries()) {
      // Some of these bytes are no path at all to the server.
      assert(status === 404 || status === 400 && /[\xff]/.test(paths[i]), `${paths[i]}: ${status}`);
      assert(!body.includes("secret") && !body.includes("startedAt"), paths[i]);
    }
  });
});

itNeeds(rights, "malformed requests do not end the server", async () => {
  const errors = await withSite(async ({ address }) => {
    const { host } = address;
    await askRaw(
      address,
      [
        "garbage\r\n\r\n",
        "\r\n\r\n",
        "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", // the beginning of a TLS handshake
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET * HTTP/1.1\r\nConnection: close\r\n\r\n",
        `GET /\0 HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
        `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
        `GET / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: -1\r\n\r\n`,
        `GET / HTTP/1.1\r\nHost: ${host}\r\nBad Header\r\n\r\n`,
        `GET /${"x".repeat(2 ** 20)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
        `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${"x".repeat(2 ** 20)}\r\n\r\n`,
        `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
        request(address, "/", { headers: ["Upgrade: websocket", "Content-Length: 0"] }),
      ].map((text) => text.slice(0, 2 ** 17)),
    );
    const [{ status }] = await ask(address, [request(address, "/")]);
    assertEquals(status, 200);
  });
  assertEquals(errors, "");
});

itNeeds(rights, "two hundred connections at once are answered", async () => {
  await withSite(async ({ address, runs }) => {
    await writeRealRun(`${runs}/one`);
    const paths = ["/", "/site.json", "/runs/one/run.json", "/data/train-images.idx"];
    const requests = Array.from({ length: 200 }, (_, i) => request(address, paths[i % 4]));
    const answers = await ask(address, requests);
    assertEquals(answers.map(({ status }) => status), Array(200).fill(200));
    assert(answers.every(({ body, headers }) => body.length === +headers.get("content-length")!));
  });
});

itNeeds(rights, "what has vanished or cannot be read is told in a sentence", async () => {
  const errors = await withSite(async ({ address, runs, data }) => {
    await writeRealRun(`${runs}/one`);
    const status = async (path: string) => (await ask(address, [request(address, path)]))[0].status;
    assertEquals(await status("/runs/one/metrics.jsonl"), 200);
    await Deno.remove(`${runs}/one/metrics.jsonl`);
    assertEquals(await status("/runs/one/metrics.jsonl"), 404);
    await Deno.remove(runs, { recursive: true });
    assertEquals(await status("/runs/one/run.json"), 404);

    const name = `${data}/train-images-idx3-ubyte`;
    await Deno.rename(name, `${name}.away`);
    const [{ status: failed, body }] = await ask(address, [
      request(address, "/data/train-images.idx"),
    ]);
    assertEquals(failed, 503);
    assertMatch(body, /^503: no train-images-idx3-ubyte .*\.\n$/);
    await Deno.rename(`${name}.away`, name);
    assertEquals(await status("/site.json"), 200);
    assertEquals(await status("/data/train-images.idx"), 200);
    await Deno.remove(data, { recursive: true });
    assertEquals(await status("/data/train-images.idx"), 200); // it is remembered
  });
  assertMatch(errors, /^no train-images-idx3-ubyte .*\.\n$/);
});

itNeeds(rights, "the server is bound to 127.0.0.1, and says if its port is taken", async () => {
  await withSite(async (site) => {
    const { hostname, port } = site.address;
    assertEquals(hostname, "127.0.0.1");
    assertStringIncludes(
      await startAt(port, site),
      `UserError: port ${port} of 127.0.0.1 is in use by another program. Choose another with \`port\``,
    );
    if (Deno.build.os !== "linux") return; // where all of 127.0.0.0/8 is this machine
    const elsewhere = new URL(`http://127.0.0.2:${port}/`);
    const refused = await ask(elsewhere, [request(elsewhere, "/")]).catch((error) => error.message);
    assertStringIncludes(refused, "ConnectionRefused");
  });
});
