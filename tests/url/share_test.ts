/** `deno task share`: one file that runs anywhere by itself. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "../scripts/run_task.ts";
import { onFreshMachine } from "./fresh_machine.ts";

const rights: Right[] = ["read", "write", "run"];
const model = fileURLToPath(
  new URL("../../fixtures/anneal-seed-0/model.safetensors", import.meta.url),
);

itNeeds(rights, "what deno task share writes runs from a file and from a URL", async () => {
  await withFolder(async (out) => {
    for (const script of ["collapse", "sample"]) {
      const { status, stdout, stderr } = await runTask("share", script, "--out", out);
      assertEquals(status, 0, stderr);
      assertMatch(stdout, /^ {2}deno run --allow-read --allow-write=out --allow-ffi \w+\.js$/m);
      const text = await Deno.readTextFile(`${out}/${script}.js`);
      assert(text.length < 460_000, `${text.length} characters`); // its own modules, and no package
      const modules = [...text.matchAll(/^\/\/ (\S+\.(?:[cm]?[jt]sx?|json))$/gm)].map(([, path]) =>
        path
      );
      assert(modules.length > 100, `${modules.length} modules`);
      const foreign = modules.filter((path) =>
        !/^(?:lib|scripts)\/|^(?:mod\.ts|deno\.json)$/.test(path)
      );
      assertEquals(foreign, []);
      assertStringIncludes(text, "// MIT License");
      assert(
        !text.includes(out) && !text.includes(fileURLToPath(new URL("../..", import.meta.url))),
      );
    }
    await Deno.copyFile(model, `${out}/model.safetensors`);

    await onFreshMachine(out, "gist/1234", async ({ folder, packages, host, deno }) => {
      const least = [`--allow-read=out,${packages}`, "--allow-write=out", "--allow-ffi"];
      const url = `http://${host}/gist/1234`;
      const train = ["--images", "128", "--epochs", "1"];
      for (const [i, script] of [`${url}/collapse.js`, `${out}/collapse.js`].entries()) {
        const { status, stderr } = await deno(...least, script, ...train, "--out", `out/${i}`);
        assertEquals(status, 0, stderr);
      }
      const weights = (i: number) => Deno.readFile(`${folder}/out/${i}/model.safetensors`);
      assertEquals(await weights(0), await weights(1));

      const sample = (...args: string[]) => deno("--quiet", ...least, ...args);
      const none = await sample(`${url}/sample.js`, "--quiet");
      assertEquals([none.status, none.stderr.trimEnd().split("\n").length], [1, 1], none.stderr);
      assertStringIncludes(none.stderr, "Name one, or its URL, with --model.");
      const named = ["--model", `${url}/model.safetensors`];
      const refused = await sample(`${url}/sample.js`, ...named, "--quiet");
      assertEquals(refused.status, 1);
      assertStringIncludes(refused.stderr, "--allow-net");
      const absent = [`${url}/sample.js`, "--model", `${url}/absent`, "--quiet"];
      assertStringIncludes(
        (await sample(`--allow-net=${host}`, ...absent)).stderr,
        `no such file at ${url}/absent.`,
      );
      const drawn = await sample(`--allow-net=${host}`, `${url}/sample.js`, ...named);
      assertEquals(drawn.status, 0, drawn.stderr);
    });
  });
});

itNeeds(
  rights,
  "the lock file that goes with it is enough, and one cut short is refused",
  async () => {
    await withFolder(async (out) => {
      assertEquals((await runTask("share", "kl", "--out", out)).status, 0);
      const lock = JSON.parse(await Deno.readTextFile(`${out}/deno.lock`));
      delete lock.specifiers["npm:deno-std@1.4.0"];
      await Deno.writeTextFile(`${out}/short.lock`, JSON.stringify(lock));
      await onFreshMachine(out, "unused", async ({ deno }) => {
        const frozen = (name: string) =>
          deno(`--lock=${out}/${name}`, "--frozen", `${out}/kl.js`, "--version");
        const whole = await frozen("deno.lock");
        assertEquals([whole.status, whole.stdout.trim()], [0, "0.1.0"], whole.stderr);
        const short = await frozen("short.lock");
        assertEquals(short.status, 1);
        assertStringIncludes(short.stderr, "The lockfile is out of date");
      });
    });
  },
);

itNeeds(rights, "deno task share refuses a script that cannot stand alone", async () => {
  for (const script of ["native", "../../deno", ""]) {
    const { status, stderr } = await runTask("share", script);
    assertEquals(status, 2);
    assertStringIncludes(stderr, "Allowed: ");
  }
});
