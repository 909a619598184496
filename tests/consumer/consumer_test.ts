/** The library as strangers use it: a project of its own that imports the entries as JSR would give them. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { DataSet } from "../../lib/data/data_set.ts";
import { writeImages } from "../data/write_images.ts";
import { itNeeds, type Right } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run"];
const project = new URL("project/", import.meta.url);
const root = new URL("../../", import.meta.url);

/** Pixels that are lit together: three directions with a variance of 20, 12 and 6. */
const BLOCKS = [80, 48, 24], COUNT = 128;

/** Each block is lit in half of the images, whatever the others are: bit j of an image's number says. */
function madeUpImages(): DataSet {
  const pixels = new Uint8Array(COUNT * 784);
  for (let image = 0; image < COUNT; image++) {
    let at = image * 784;
    for (const [j, length] of BLOCKS.entries()) {
      if (image >> j & 1) pixels.fill(255, at, at + length);
      at += length;
    }
  }
  return new DataSet("made up", new Uint8Array(COUNT), pixels);
}

itNeeds(rights, "a project that imports each entry is checked, and runs", async () => {
  await inProject(async ({ check, run }) => {
    await check();
    const { difference, parts, kl, ...found } = await run("entries.ts", ["--allow-ffi"]);
    assertEquals(difference, 0);
    assertEquals(parts.length, 2);
    for (const part of parts) assertAlmostEquals(part, 0, 1e-4);
    for (const value of kl) assertAlmostEquals(value, Math.log(2) + 0.125, 1e-14);
    assertEquals(found, {
      used: "cpu",
      batches: [4, 4, 2],
      runs: ["beta-1_latent-8_linear_leaky_seed-0", "beta-4_latent-8_linear_leaky_seed-0"],
      grid: 2 * 30 + 2,
      tensors: [1, 2],
      units: 2,
      active: 2,
      objective: "function",
      error: "UserError",
    });
  });
});

itNeeds(rights, "a project trains into a folder, stops, and goes on bit for bit", async () => {
  await inProject(async ({ run, folder }) => {
    const { whole, stopped, resumed, record } = await run("session.ts", [
      "--allow-ffi",
      `--allow-write=${folder}/out`,
    ]);
    assertEquals(whole.losses.length, 8);
    assert(whole.losses[7] < whole.losses[0]);
    assertEquals(stopped, {
      place: "in epoch 2, after 2 of 4 batches",
      kept: { numbers: true, modelAfter: 1, checkpoint: "in epoch 2, after 2 of 4 batches" },
    });
    assertEquals([resumed.from, resumed.trained], [stopped.place, 2]);
    assertEquals(resumed.losses, whole.losses);
    const numbers = ({ epochs }: { epochs: Record<string, unknown>[] }) =>
      epochs.map(({ seconds: _, ...numbers }) => numbers);
    assertEquals(numbers(resumed), numbers(whole));
    assertEquals([record.finished, resumed.state], [true, whole.state]);
    assertEquals(numbers(record), numbers(whole));
  });
});

itNeeds(rights, "a project sweeps two weights, and compares two cures", async () => {
  await inProject(async ({ run, folder }) => {
    const { rows, compared, files } = await run("sweep.ts", [
      "--allow-ffi",
      `--allow-write=${folder}/out`,
    ]);
    assertEquals(rows.map(({ beta }: { beta: number }) => beta), [0.5, 60]);
    for (const { loss, reconstruction, kl, klWeight, images } of rows) {
      assert(Number.isFinite(loss) && loss > 0);
      assertAlmostEquals(loss, reconstruction + klWeight * kl, 1e-3);
      assertEquals(images, COUNT);
    }
    assert(rows[0].kl > rows[1].kl, "the larger weight leaves the smaller KL divergence");
    assertEquals(Object.keys(compared), ["constant", "free-bits"]);
    for (const losses of Object.values(compared)) {
      assertEquals((losses as number[]).map(Number.isFinite), [true]);
    }
    for (const name of ["runs.csv", "runs.json", "cures.json", "cures.png"]) {
      assert(files.includes(name), `${name} is missing`);
    }
  });
});

itNeeds(rights, "a project predicts the collapse of a VAE on its images", async () => {
  await inProject(async ({ run }) => {
    const { eigenvalues, critical, collapsed, optimum, mean, sum } = await run("predict.ts", []);
    for (const [i, known] of [20, 12, 6, 0].entries()) {
      assertAlmostEquals(eigenvalues[i], known, 1e-9);
    }
    assertAlmostEquals(critical, 40, 1e-9);
    assertAlmostEquals(collapsed, 38, 1e-9);
    // Each of three units keeps the error beta / 2 = 4, and says ln(l / 4) / 2 nats.
    assertEquals(optimum.activeUnits, 3);
    assertAlmostEquals(optimum.reconstruction, 12, 1e-9);
    assertAlmostEquals(optimum.kl, Math.log(5 * 3 * 1.5) / 2, 1e-9);
    assertEquals([mean.beta, mean.fate], [784, "collapsed"]);
    assertEquals([sum.beta, sum.fate, sum.optimum.activeUnits], [1, "partial collapse", 3]);
  });
});

/** A project in a folder of its own, with made-up images. */
interface Project {
  readonly folder: string;
  /** Type-checks its programs. */
  check(): Promise<void>;
  /** What a program of it gives for the images and the folder `out`, with these permissions and reading. */
  // deno-lint-ignore no-explicit-any
  run(program: string, permissions: readonly string[]): Promise<any>;
}

async function inProject(use: (project: Project) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    // As JSR's entries: `@vae/lab`, `@vae/lab/math`, and nothing of the clone's own import map.
    const imports = Object.entries(config.exports).map(([entry, file]) => [
      entry.replace(/^\./, config.name),
      new URL(file, root).href,
    ]);
    const json = { imports: Object.fromEntries(imports) };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(json));
    const programs = [...Deno.readDirSync(project)].map(({ name }) => name);
    for (const name of programs) await Deno.copyFile(new URL(name, project), `${folder}/${name}`);
    await writeImages(`${folder}/images`, madeUpImages(), [0, COUNT]);
    await use({
      folder,
      check: async () => void await deno(folder, ["check", ...programs]),
      run: async (program, permissions) => {
        const flags = ["--no-check", "--no-prompt", "--allow-read", ...permissions];
        const said = await deno(folder, ["run", ...flags, program, `${folder}/images`, "out"]);
        return JSON.parse(said);
      },
    });
  });
}

/** What Deno prints. @throws {Error} if it fails, with what it said */
async function deno(cwd: string, args: readonly string[]): Promise<string> {
  const env = { NO_COLOR: "1" };
  const command = new Deno.Command(Deno.execPath(), { args: [...args], cwd, env });
  const { success, stdout, stderr } = await command.output();
  if (!success) throw new Error(`deno ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
