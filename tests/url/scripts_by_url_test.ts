/** The scripts run from a web server, on a machine that has Deno and nothing else, in an empty folder. */
import { assertEquals, assertStringIncludes } from "@std/assert";
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
  anneal: ["anneal/model.safetensors", ...small], // last: sample and interpolate would take its model
};

/** What README tells to send to a colleague, as narrow as it can be. */
function least({ packages, host }: FreshMachine, net: boolean): string[] {
  const rights = [`--allow-read=out,${packages}`, "--allow-write=out", `--allow-ffi=${packages}`];
  return net ? [...rights, `--allow-net=${host}`] : rights;
}

itNeeds(rights, "every exercise runs by URL with the least rights", async () => {
  await onFreshMachine(lab, "some/where", async (machine) => {
    for (const [task, [file, ...args]] of Object.entries(EXERCISES)) {
      const net = ["sample", "interpolate"].includes(task); // for the model that ships
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
    const script = `http://${host}/raw/scripts/naive.ts`;
    const help = await deno(script, "--help");
    assertStringIncludes(help.stdout, `Usage: deno run [rights] ${script} [options]`);
  });
});
