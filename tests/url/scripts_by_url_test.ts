/** The scripts run from a web server, on a machine that has Deno and nothing else, in an empty folder. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { itNeeds, type Right } from "../needs.ts";
import { type FreshMachine, onFreshMachine } from "./fresh_machine.ts";

const rights: Right[] = ["read", "write", "run"];
const lab = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const small = ["--images", "128", "--epochs", "1"];

/** Each exercise on a small input, and one of the files that it leaves. */
const EXERCISES: Record<string, readonly [file: string, ...args: string[]]> = {
  kl: ["kl/kl.png", "--draws", "2"],
  naive: ["naive/curves.png", ...small],
  collapse: ["collapse/timeline.png", ...small],
  sample: ["sample/samples.png"],
  interpolate: ["interpolate/interpolation.png"],
  export: ["export/decoder.onnx"],
  anneal: ["anneal/model.safetensors", ...small], // last: the three before it would take its model
};

/** What docs/running_anywhere.md gives a colleague to run, with the fewest permissions. */
function least({ packages, host }: FreshMachine, net: boolean): string[] {
  const rights = [`--allow-read=out,${packages}`, "--allow-write=out", `--allow-ffi=${packages}`];
  return net ? [...rights, `--allow-net=${host}`] : rights;
}

itNeeds(rights, "every exercise runs by URL with the least rights", async () => {
  await onFreshMachine(lab, "some/where", async (machine) => {
    for (const [task, [file, ...args]] of Object.entries(EXERCISES)) {
      const net = ["sample", "interpolate", "export"].includes(task); // for the model that ships
      const url = `http://${machine.host}/some/where/scripts/${task}.ts`;
      const { status, stderr } = await machine.deno(...least(machine, net), url, ...args);
      assertEquals(status, 0, `${task}: ${stderr}`);
      assertEquals((await Deno.stat(`${machine.folder}/out/${file}`)).isFile, true);
    }
    const left = await Array.fromAsync(Deno.readDir(machine.folder));
    assertEquals(left.map(({ name }) => name), ["out"]);
  });
});

itNeeds(rights, "by URL, a script says what it lacks, and what it cannot do", async () => {
  await onFreshMachine(lab, "raw", async (machine) => {
    const { host, deno } = machine;
    const refused = async (words: string, task: string, ...args: string[]) => {
      const script = `http://${host}/raw/scripts/${task}.ts`;
      const flags = ["--quiet", ...least(machine, false)];
      const { status, stderr } = await deno(...flags, script, ...args, "--quiet");
      assertEquals([status, stderr.trimEnd().split("\n").length], [1, 1], stderr);
      assertStringIncludes(stderr, words);
    };
    await refused(`Requires net access to "${host}", run again with the --allow-net`, "sample");
    await refused("needs a clone of the lab", "naive", ...small, "--backend", "tensorflow");
    await refused("clone it, and run it there", "native");
    await refused("needs a clone of the lab", "share", "kl");
    await refused("needs a clone of the lab", "lab", "--quick");
    const script = `http://${host}/raw/scripts/naive.ts`;
    const help = await deno(script, "--help");
    const flags = "--allow-read --allow-write=out --allow-ffi";
    assertStringIncludes(help.stdout, `Usage: deno run ${flags} ${script} [options]`);
  });
});

itNeeds(rights, "by URL, no message names what is only in a clone", async () => {
  await onFreshMachine(lab, "raw", async ({ host, deno }) => {
    const url = (task: string) => `http://${host}/raw/scripts/${task}.ts`;
    for await (const { name } of Deno.readDir(`${lab}/scripts`)) {
      const { stdout } = await deno(url(name.replace(".ts", "")), "--help");
      assertStringIncludes(stdout, "Usage: deno run --allow-");
      assert(!stdout.includes("deno task"), stdout);
    }
    const judge = ["--compare", "--classifier", "absent"];
    for (
      const [file, args] of [["anneal", ["--model", "absent"]], ["classifier", judge]] as const
    ) {
      const { stderr } = await deno("--allow-all", url("sample"), ...args);
      assertStringIncludes(
        stderr,
        `deno run --allow-read --allow-write=out --allow-ffi ${url(file)}`,
      );
    }
  });
});

itNeeds(rights, "by URL, the lines of sweep --list train", async () => {
  await onFreshMachine(lab, "raw", async ({ host, deno, folder }) => {
    const run = ["--allow-read", `http://${host}/raw/scripts/sweep.ts`];
    const args = ["--beta", "2", "--schedule", "constant", ...small, "--list"];
    const { status, stdout, stderr } = await deno(...run, ...args);
    assertEquals(status, 0, stderr);
    const out = "out/sweep/beta-2_latent-8_constant_leaky_seed-0";
    const start = `deno run --allow-read --allow-write=${out} --allow-ffi`;
    assert(stdout.startsWith(`${start} http://${host}/raw/scripts/train.ts --`), stdout);
    const [, , ...line] = stdout.trim().split(" ");
    const trained = await deno(...line);
    assertEquals(trained.status, 0, trained.stderr);
    assert((await Deno.stat(`${folder}/${out}/model.safetensors`)).isFile);
  });
});
