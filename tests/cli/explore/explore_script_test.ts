/** `deno task explore` as a user runs it. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../../needs.ts";
import { runTask, spawnTask, withFolder } from "../../scripts/run_task.ts";
import { ask, request } from "./ask.ts";
import { writeRealRun } from "./real_run.ts";
import { writeSmallData } from "./small_data.ts";

const rights: Right[] = ["read", "write", "run"];

/** Opens connections to a server, half of which wait for the rest of a request, and holds them. */
async function hold({ hostname, port }: URL): Promise<{ [Symbol.asyncDispose](): Promise<void> }> {
  const program = `
    const connections = await Promise.all(Array.from({ length: 10 }, () =>
      Deno.connect({ hostname: "${hostname}", port: ${port} })));
    for (const [i, each] of connections.entries()) {
      await each.write(new TextEncoder().encode("GET / HTTP/1.1\\r\\n" +
        (i % 2 ? "" : "Host: ${hostname}:${port}\\r\\n\\r\\n")));
    }
    console.log("held");
    await new Promise((done) => setTimeout(done, 60_000));`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", program],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  assertEquals(new TextDecoder().decode((await reader.read()).value).trim(), "held");
  return {
    async [Symbol.asyncDispose]() {
      await reader.cancel();
      child.kill();
      await child.status;
    },
  };
}

itNeeds(rights, "deno task explore serves the page that it bundles, until Ctrl-C", async () => {
  await withFolder(async (folder) => {
    await writeSmallData(`${folder}/small`);
    await writeRealRun(`${folder}/runs/one`);
    const child = spawnTask("explore", ["--data", `${folder}/small`, "--runs", `${folder}/runs`]);
    const errors = new Response(child.stderr).text();
    const reader = child.stdout.getReader();
    try {
      const first = new TextDecoder().decode((await reader.read()).value);
      assertMatch(first, /^http:\/\/127\.0\.0\.1:\d+\/\n$/, first === "" ? await errors : first);
      const address = new URL(first.trim());
      await using _ = await hold(address);
      await assertPageAt(address);
      if (Deno.build.os === "windows") return; // which has no signal to send
      const began = performance.now();
      child.kill("SIGINT");
      assertEquals((await child.status).code, 130);
      assert(performance.now() - began < 3000);
      assertEquals((await reader.read()).done, true); // the address was all
      assertMatch(await errors, /\ninterrupted\.\n$/);
    } finally {
      await reader.cancel();
      if (await Promise.race([child.status, undefined]) === undefined) child.kill("SIGKILL");
      await Promise.all([child.status, errors]);
    }
  });
});

/** The real page, with what it imports, its workers, and the small images. */
async function assertPageAt(address: URL): Promise<void> {
  const paths = ["/", "/main.js", "/train_worker.js", "/style.css", "/site.json"]
    .concat("/data/test-labels.idx", "/runs/one/run.json");
  const answers = await ask(address, paths.map((path) => request(address, path)));
  assertEquals(answers.map(({ status }) => status), Array(paths.length).fill(200));
  const [page, main, worker, , site, labels] = answers.map(({ body }) => body);
  assertStringIncludes(page, "main.js");
  assertEquals(JSON.parse(site).runs[0].name, "one");
  assertEquals(labels, "\0\0\x08\x01\0\0\0\x01\x07");

  const chunks = [...`${main}${worker}`.matchAll(/["']\.\/([\w-]+\.js)["']/g)].map(([, name]) =>
    name
  );
  assert(chunks.length > 0, main);
  const requests = [...new Set(chunks)].map((name) => request(address, `/${name}`));
  for (const { status, body } of await ask(address, requests)) {
    assertEquals(status, 200);
    assert(!body.includes('from"npm:'), "a package was not bundled");
  }
}

itNeeds(rights, "mistakes on the command line are named", async () => {
  for (
    const [args, message] of [
      [["--build", "x", "--open"], "--open cannot be combined with --build."],
      [["--build", "x", "--port", "80"], "--port cannot be combined with --build, which serves"],
      [["--build", "x", "--runs", "y"], "--runs cannot be combined with --build, which takes"],
      [["--force"], "--force is for --build alone"],
      [["--images", "9"], "--images is for --build with a file that ends in .html"],
      [["--build", "x", "--images", "9"], "--images is for --build with a file that ends in .html"],
      [["--port", "0"], "invalid value '0' for --port. Allowed: a whole number from 1 to 65535."],
      [["--port", "65536"], "invalid value '65536' for --port."],
      [["--host", "0.0.0.0"], "unknown flag '--host'."],
    ] as const
  ) {
    const { status, stdout, stderr } = await runTask("explore", ...args);
    assertEquals([status, stdout], [2, ""], args.join(" "));
    assertStringIncludes(stderr, `error: ${message}`);
  }
});

itNeeds(rights, "what is wrong with the files is told before anything is served", async () => {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/empty`);
    await writeSmallData(`${folder}/short`);
    await Deno.truncate(`${folder}/short/train-images-idx3-ubyte`, 20);
    for (
      const [args, message] of [
        [
          ["--data", `${folder}/empty`],
          `no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in the`,
        ],
        [["--data", `${folder}/short`], "train-images-idx3-ubyte: truncated"],
        [["--data", "README.md"], "README.md is a file; --data wants a folder"],
        [["--runs", "README.md"], "README.md is a file; --runs wants a folder"],
        [["--model", "README.md"], "README.md: a text file that begins with"],
        [["--model", `${folder}/absent`], `no model file ${folder}/absent.`],
      ] as const
    ) {
      const { status, stdout, stderr } = await runTask("explore", ...args);
      assertEquals([status, stdout], [1, ""], stderr);
      assertStringIncludes(stderr, message);
      assertEquals(stderr.trimEnd().split("\n").length, 1, stderr);
    }
  });
});

itNeeds(["read", "run"], "deno task explore --help tells what it takes", async () => {
  const { status, stdout } = await runTask("explore", "--help");
  assertEquals(status, 0);
  for (const flag of ["open", "port", "build", "force", "data", "images", "runs", "model"]) {
    assertMatch(stdout, new RegExp(`^  --${flag}\\b`, "m"));
  }
});
