/** `deno task export`: the files of a trained model, and what it refuses. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ModelProtoSchema } from "../../lib/deps/onnx_buf.ts";
import { fromBinary } from "../../lib/deps/protobuf.ts";
import { imagesOfSize } from "../any_size.ts";
import { writeImages } from "../data/write_images.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const FILES = ["decoder.onnx", "encoder.onnx", "model.safetensors"];
/** Those of the shipped model, to which a prior was fitted. */
const SHIPPED_FILES = [...FILES, "prior.safetensors"];
const shipped = new URL("../../fixtures/anneal-seed-0/model.safetensors", import.meta.url);

/** What a folder holds, by name, without the list of what a task wrote. */
async function contents(folder: string): Promise<Record<string, Uint8Array>> {
  const found: [string, Uint8Array][] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith(".")) found.push([name, await Deno.readFile(`${folder}/${name}`)]);
  }
  return Object.fromEntries(found.sort(([a], [b]) => a < b ? -1 : 1));
}

/** What an ONNX file of an export says of its model. */
function notesOf(bytes: Uint8Array): Record<string, string> {
  const { metadataProps } = fromBinary(ModelProtoSchema, bytes);
  return Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]));
}

itNeeds(
  rights,
  "deno task export writes the shipped model and its prior, the same files each time",
  async () => {
    await withFolder(async (folder) => {
      const args = ["--model", "fixtures/anneal-seed-0/model.safetensors"];
      const [a, b] = [`${folder}/a`, `${folder}/b`];
      for (const out of [a, a, b]) {
        const { status, stdout, stderr } = await runTask("export", ...args, "--out", out);
        assertEquals(status, 0, stderr);
        assertEquals(stdout.trimEnd().split("\n"), [
          `${out}/encoder.onnx: x [N, 784] -> mu, log_var [N, 8]`,
          `${out}/decoder.onnx: z [N, 8] -> x_hat [N, 784]`,
          `${out}/model.safetensors: the parameters, by PyTorch's names`,
          `${out}/prior.safetensors: weights [K], means [K, 8], scale_tril [K, 8, 8] of a Gaussian mixture`,
        ]);
      }
      const written = await contents(a);
      assertEquals(Object.keys(written), SHIPPED_FILES);
      assertEquals(await contents(b), written);
      assertEquals(written["model.safetensors"], await Deno.readFile(shipped));
    });
  },
);

itNeeds(rights, "deno task export takes what deno task train makes", async () => {
  await withFolder(async (folder) => {
    const data = `${folder}/images`;
    await writeImages(data, imagesOfSize(60, { height: 6, width: 9 }), [0, 60]);
    const made = {
      linear: ["--architecture", "linear", "--latent-size", "3"],
      bernoulli: ["--likelihood", "bernoulli", "--head", "linear", "--clamp-log-var", "5"],
      sigma: ["--decoder", "sigma", "--latent-size", "1"],
    };
    for (const [name, options] of Object.entries(made)) {
      const run = `${folder}/${name}`;
      const small = ["--data", data, "--epochs", "1", "--backend", "wasm", "--threads", "1"];
      const trained = await runTask("train", ...small, ...options, "--out", run);
      assertEquals(trained.status, 0, trained.stderr);
      const out = `${run}-export`;
      const exported = await runTask("export", "--model", `${run}/model.safetensors`, "--out", out);
      assertEquals(exported.status, 0, exported.stderr);
      const files = await contents(out);
      assertEquals(Object.keys(files), FILES);
      assertEquals(files["model.safetensors"], await Deno.readFile(`${run}/model.safetensors`));
      const notes = notesOf(files["encoder.onnx"]);
      assertEquals(notesOf(files["decoder.onnx"]), notes);
      assertEquals([notes.height, notes.width], ["6", "9"]);
      if (name === "linear") assertEquals([notes.architecture, notes.latentSize], ["linear", "3"]);
      if (name !== "bernoulli") continue;
      assertEquals([notes.likelihood, notes.head, notes.clampLogVar], ["bernoulli", "linear", "5"]);
    }
  });
});

itNeeds(rights, "deno task export refuses what is no model, and writes nothing", async () => {
  await withFolder(async (folder) => {
    const out = `${folder}/out`;
    const refused = async (model: string, message: RegExp) => {
      const { status, stdout, stderr } = await runTask("export", "--model", model, "--out", out);
      assertEquals([status, stdout], [1, ""], stderr);
      assertMatch(stderr, message);
      assert(!stderr.includes(" at "), stderr);
      assertEquals(await Deno.stat(out).catch(() => "none"), "none");
    };
    await refused(`${folder}/absent`, /^error: no model file .*absent\. deno task anneal writes/m);
    await Deno.writeTextFile(`${folder}/text`, "these are no weights\n");
    await refused(`${folder}/text`, /text: a text file that begins with "these are no weights"/);
    await refused(folder, /^error: .*folder/m);
    await refused("fixtures/classifier/model.safetensors", /it is not a model of this lab/);
  });
});

itNeeds(
  rights,
  "deno task export replaces no file that was changed, or is not its own",
  async () => {
    await withFolder(async (folder) => {
      const file = `${folder}/out`;
      await Deno.writeTextFile(file, "mine");
      const onto = await runTask("export", "--out", file);
      assertEquals([onto.status, await Deno.readTextFile(file)], [1, "mine"], onto.stderr);
      assertStringIncludes(onto.stderr, "with --out");

      const out = `${folder}/export`;
      assertEquals((await runTask("export", "--out", out)).status, 0);
      await Deno.writeTextFile(`${out}/encoder.onnx`, "optimized by hand");
      const again = await runTask("export", "--out", out);
      assertEquals(again.status, 1);
      assertMatch(again.stderr, /encoder\.onnx is there already, .* replace it with --force\.$/m);
      assertEquals(await Deno.readTextFile(`${out}/encoder.onnx`), "optimized by hand");
      assertEquals((await runTask("export", "--out", out, "--force")).status, 0);
      const names = Object.keys(await contents(out)).filter((name) => name !== "prior.safetensors");
      assertEquals(names, FILES);
    });
  },
);
