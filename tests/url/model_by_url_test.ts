/** `--model URL` and `--classifier URL`: what a server may do wrong, each told in a plain line. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { itNeeds, type Right } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";
import { withServer } from "./with_server.ts";

const rights: Right[] = ["read", "write", "run"];
const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

/** A program of this repository in a process of its own, with permission to use one host. */
async function deno(host: string, program: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-read", "--allow-write", "--allow-ffi"],
      ...["--allow-env", `--allow-net=${host}`],
      fileURLToPath(new URL(`../../${program}`, import.meta.url)),
      ...args,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { status: code, stdout: out, stderr: err };
}

itNeeds(
  rights,
  "download() stops at the bound, at a server's silence, and at its slowness",
  async () => {
    await withServer("odd_server.ts", [fixtures], async (host) => {
      const url = `http://${host}`;
      const told = async (path: string, { patience = 20_000, longest = 60_000 } = {}) => {
        const args = [path.includes("://") ? path : url + path, `${patience}`, `${longest}`];
        return (await deno(host, "tests/url/try_download.ts", ...args)).stdout.trim();
      };
      for (
        const [path, wanted, options] of [
          ["/anneal-seed-0/model.safetensors", /^\d{7} bytes$/],
          ["/absent", /^no such file$/],
          ["/gone", /^no such file$/],
          ["/empty", /^0 bytes$/],
          [
            "/endless",
            /^UserError: http:\S+ has more than 16777216 bytes; wanted at most 16777216\.$/,
          ],
          ["/unavailable", /: the server answered 503 Service Unavailable; try again later\.$/],
          [
            "/login",
            /: the server answered 401 Unauthorized: it wants a login, or refuses this address\.$/,
          ],
          ["/loop", /: the server redirects more than 20 times, perhaps without end\.$/],
          ["/outside", /: the server redirects to an address that is not http or https\.$/],
          ["/silent", /: the server sent nothing for 0\.5 seconds\.$/, { patience: 500 }],
          ["/stalled", /: the server sent nothing for 0\.5 seconds\.$/, { patience: 500 }],
          ["/dripping", /: after 0\.5 seconds only \d+ bytes have arrived\. Download it/, {
            longest: 500,
          }],
          [`https://${host}/`, /: there is no secure connection \(https\) to it\.$/],
          [
            "http://localhost:65000/",
            /: the tasks in deno.json have no permission .* --allow-net=localhost:65000\.$/,
          ],
        ] as const
      ) {
        const answer = await told(path, options);
        assertMatch(answer, wanted);
        if (answer.startsWith("UserError: cannot")) {
          assertStringIncludes(answer, `UserError: cannot fetch http`);
        }
      }
      const sent = Number((await (await fetchText(host, "/sent"))).trim());
      assert(sent < 50 * 2 ** 20, `${sent} bytes of 200 MiB were sent`);
    });
  },
);

/** What a server says, by a process that may ask it. */
async function fetchText(host: string, path: string): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `console.log(await (await fetch("http://${host}${path}")).text())`],
  }).output();
  return new TextDecoder().decode(stdout);
}

itNeeds(
  rights,
  "sample says in a line what is wrong with a model or a classifier by URL",
  async () => {
    await withFolder(async (out) => {
      await withServer("odd_server.ts", [fixtures], async (host) => {
        const url = `http://${host}`;
        const sample = (...args: string[]) =>
          deno(host, "scripts/sample.ts", "--quiet", "--backend", "wasm", "--out", out, ...args);
        const refused = async (words: string, ...args: string[]) => {
          const { status, stdout, stderr } = await sample(...args);
          assertEquals([status, stdout], [1, ""], stderr);
          assertStringIncludes(stderr, words);
          assertEquals(stderr.trimEnd().split("\n").length, 1, stderr);
        };
        await refused(`error: no such file at ${url}/absent.`, "--model", `${url}/absent`);
        await refused("the server answered 503 Service", "--model", `${url}/unavailable`);
        await refused(`error: ${url}/page: a web page (HTML)`, "--model", `${url}/page`);
        await refused(`error: ${url}/pointer: a Git LFS pointer`, "--model", `${url}/pointer`);
        await refused("more than 134217728 bytes", "--model", `${url}/endless`);
        await refused("wanted a path, or a URL of http or https", "--model", `ftp://${host}/x`);
        const compare = ["--compare", "--classifier"];
        await refused(`error: no such file at ${url}/absent.`, ...compare, `${url}/absent`);
        await refused(`error: ${url}/page: a web page (HTML)`, ...compare, `${url}/page`);
        const drawn = await sample("--model", `${url}/anneal-seed-0/model.safetensors`);
        assertEquals(drawn.status, 0, drawn.stderr);
        const file = `file://${fixtures}/anneal-seed-0/model.safetensors`;
        assertEquals((await sample("--model", file)).status, 0);
      });
      // Nobody listens there any more.
      const gone = await deno(
        "127.0.0.1:65000",
        "tests/url/try_download.ts",
        "http://127.0.0.1:65000/",
        "1e4",
        "1e4",
      );
      assertMatch(gone.stdout, /: the connection was refused\. Is the server running\?$/m);
    });
  },
);
