/** `./math`, `./theory` and the training, each bundled into one JavaScript file, in Node. */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import reference from "../fixtures/reference/torch-random.json" with { type: "json" };
import { itNeeds, type Right } from "./needs.ts";
import { withFolder } from "./scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run", "env"];
const root = fileURLToPath(new URL("../", import.meta.url));

const node = await findNode();

inNode("./math in Node: the divergences of exercise 1, and PyTorch's random numbers", async () => {
  const found = await runInNode(
    config.exports["./math"],
    (lab: typeof import("../lib/math/mod.ts")) => {
      const random = new lab.TorchRandom(0);
      return {
        univariate: lab.klUnivariate({ mean: 1, std: 0.5 }, { mean: 0, std: 1 }),
        diagonal: lab.klDiagonal([1, -2], [0.5, -0.5]),
        weights: [1, 2, 3, 4, 5].map((epoch) => lab.klWeight(epoch, { warmUp: 0, annealing: 5 })),
        uniform: [...random.uniform(8)],
        normal: [...new lab.TorchRandom(0).normal(16)],
        permutation: [...new lab.TorchRandom(0).permutation(10)],
        largest: lab.eigenvaluesOfSymmetric(Float64Array.of(2, 1, 1, 2))[0],
      };
    },
  );
  assertAlmostEquals(found.univariate, Math.log(2) + (0.5 ** 2 + 1) / 2 - 1 / 2, 1e-15);
  const [first, second] = [1 + Math.exp(0.5) - 0.5 - 1, 4 + Math.exp(-0.5) + 0.5 - 1];
  assertAlmostEquals(found.diagonal, (first + second) / 2, 1e-14);
  assertEquals(found.weights, [0.2, 0.4, 0.6, 0.8, 1]);
  const drawn = reference.cases.find(({ seed }) => seed === 0)!;
  assertEquals(found.uniform, drawn.uniform_8);
  found.normal.forEach((value, i) => assertAlmostEquals(value, drawn.normal_16[i], 2e-6));
  assertEquals(found.permutation, drawn.randperm_10);
  assertAlmostEquals(found.largest, 3, 1e-14);
});

inNode("./theory in Node: what is left of a code at a weight, also of images", async () => {
  const found = await runInNode(
    config.exports["./theory"],
    (lab: typeof import("../lib/theory/mod.ts")) => {
      // Two pixels of 784 that are lit in one image of two each: one direction, of variance 1/4 + 1/4.
      const pixels = new Uint8Array(4 * 784);
      for (const image of [1, 3]) pixels.fill(255, image * 784, image * 784 + 2);
      const images = { pixels, count: 4, height: 28, width: 28, size: 784 };
      const { gaussian } = lab.spectra(images as unknown as Parameters<typeof lab.spectra>[0]);
      return {
        critical: lab.criticalBeta([5, 3, 1]),
        optimum: lab.linearVae([5, 3, 1], { beta: 4, latentSize: 8 }),
        beta: lab.effectiveBeta({
          ...{ reconstruction: "mean", kl: "sum", weight: 1, pixels: 784, latentSize: 8 },
        }),
        images: [gaussian.eigenvalues[0], gaussian.critical, gaussian.collapsed],
      };
    },
  );
  assertEquals(found.critical, 10);
  assertEquals(found.beta, 784);
  const { activeUnits, reconstruction, kl } = found.optimum;
  assertEquals([activeUnits, reconstruction], [2, 5]);
  assertAlmostEquals(kl, (Math.log(5 / 2) + Math.log(3 / 2)) / 2, 1e-14);
  for (const [i, known] of [0.5, 1, 0.5].entries()) {
    assertAlmostEquals(found.images[i], known, 1e-12);
  }
});

inNode(
  "a VAE that is trained by the engine in Node has the same losses and weights, bit for bit",
  async () => {
    async function trained(lab: typeof import("./neutral_core.ts")) {
      await lab.tf.setBackend("cpu");
      // The build that every runtime has: relaxed SIMD is not in Node 20.
      lab.registerEngine("engine", new lab.Engine({ threads: 1, relaxed: false }));
      await lab.tf.setBackend("engine");
      lab.registerDense("engine");
      const random = new lab.TorchRandom(0);
      const vae = new lab.Vae({ latentSize: 2, random });
      const pixels = Uint8Array.from({ length: 8 * 784 }, (_, i) => i % 251);
      const data = new lab.DataSet("made up", new Uint8Array(8), pixels);
      const objective = lab.annealedObjective({ warmUp: 0, annealing: 2 });
      const options = { epochs: 2, batchSize: 4, random, objective, measure: lab.measureUnits };
      const events = [];
      for await (const event of lab.train(vae, data, options)) {
        events.push({
          ...event,
          seconds: 0,
        });
      }
      const bytes = await lab.modelToBytes(vae) as Uint8Array<ArrayBuffer>;
      vae.dispose();
      return { events, hash: [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))] };
    }
    const here = await trained(await import("./neutral_core.ts"));
    assertEquals(here.events.length, 6);
    assertEquals(await runInNode("tests/neutral_core.ts", trained, "deno"), here);
  },
);

/** A test that takes Node too; skipped, under a name that says so, where there is none. */
function inNode(name: string, fn: () => Promise<void>): void {
  const granted = rights.every((name) => Deno.permissions.querySync({ name }).state === "granted");
  if (node || !granted) return itNeeds(rights, name, fn);
  it(`${name} (skipped: there is no Node in the folders of PATH)`, { skip: true }, () => {});
}

/** Node itself: Deno puts a program called node, which is Deno, in front of it. */
async function findNode(): Promise<string | undefined> {
  if (rights.some((name) => Deno.permissions.querySync({ name }).state !== "granted")) return;
  for (const folder of (Deno.env.get("PATH") ?? "").split(delimiter)) {
    const program = join(folder, Deno.build.os === "windows" ? "node.exe" : "node");
    const what = await output(program, ["-p", "process.versions.deno ?? 'Node'"], root)
      .catch(() => undefined);
    if (what?.trim() === "Node") return program;
  }
}

/**
 * Bundles a module, and gives it to a function that runs in Node.
 * @param platform `browser`, where nothing of Node may be in the file; else packages may ask for it
 * @returns what the function gave, by way of JSON
 */
async function runInNode<L, R>(
  module: string,
  numbers: (lab: L) => R | Promise<R>,
  platform: "browser" | "deno" = "browser",
): Promise<R> {
  let found!: R;
  await withFolder(async (folder) => {
    const bundle = ["bundle", "--quiet", "--platform", platform, "--output", `${folder}/lab.mjs`];
    await output(Deno.execPath(), [...bundle, module], root);
    const program = `import * as lab from "./lab.mjs";
      console.log(JSON.stringify(await (${numbers})(lab)));`;
    await Deno.writeTextFile(`${folder}/main.mjs`, program);
    // Away from the clone, nothing else than the one file can be found. In one thread: Node 20 may wait
    // for its compiling threads for ever when it ends.
    found = JSON.parse(await output(node!, ["--single-threaded", "main.mjs"], folder));
  });
  return found;
}

/** What a program printed. @throws {Error} if it fails, with what it said, or takes minutes */
async function output(program: string, args: readonly string[], cwd: string): Promise<string> {
  const [env, signal] = [{ NO_COLOR: "1" }, AbortSignal.timeout(180_000)];
  const command = new Deno.Command(program, { args: [...args], cwd, env, signal });
  const { success, stdout, stderr, signal: by } = await command.output();
  if (!success) throw new Error(`${program}: ${by ?? ""} ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
