/**
 * A trained model for others: ONNX for onnxruntime, safetensors for PyTorch.
 *
 *     deno task export
 *     deno task export --model out/train/model.safetensors
 *
 * Where a prior was fitted to the model's codes (`deno task prior`), it goes with it. docs/elsewhere.md shows how PyTorch, onnxruntime (in Python and in JavaScript) and TensorFlow.js use
 * the files. Left out on purpose: the draw of codes, which is one line wherever there are random numbers,
 * and files that hold a training: a run can be resumed here only.
 */
import { runCommand } from "../lib/cli/command.ts";
import { fittedPriorBytes } from "../lib/cli/fitted_prior.ts";
import { placedModel } from "../lib/cli/trained_model.ts";
import { pixelsOf } from "../lib/math/mod.ts";
import { force, model, modelToOnnx, out, OutputFolder, PRIOR_FILE } from "../lib/run/mod.ts";
import { modelToBytes, useBackend } from "../mod.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "export",
    description:
      "Write a trained model as ONNX files and as safetensors, for onnxruntime, PyTorch and others.",
    flags: { model, out: out("export"), force },
    examples: [
      ["export", "encoder.onnx, decoder.onnx and model.safetensors in out/export"],
      ["export --model out/collapse/model.safetensors", "those of a collapsed model"],
    ],
    async run({ model, out, force }, terminal) {
      await useBackend("cpu"); // holds the parameters; nothing is computed
      const placed = await placedModel(model, terminal);
      const { vae } = placed;
      const prior = await fittedPriorBytes(placed, terminal);
      const { encoder, decoder } = await modelToOnnx(vae);
      const files = {
        "encoder.onnx": encoder,
        "decoder.onnx": decoder,
        "model.safetensors": await modelToBytes(vae),
        ...prior && { [PRIOR_FILE]: prior },
      };
      using folder = await OutputFolder.open(out, {
        ...{ task: "export", files: Object.keys(files), force },
      });
      for (const [name, bytes] of Object.entries(files)) await folder.write(name, bytes);
      const [pixels, d] = [pixelsOf(vae.image), vae.latentSize];
      terminal.say(`${out}/encoder.onnx: x [N, ${pixels}] -> mu, log_var [N, ${d}]`);
      terminal.say(`${out}/decoder.onnx: z [N, ${d}] -> x_hat [N, ${pixels}]`);
      terminal.say(`${out}/model.safetensors: the parameters, by PyTorch's names`);
      if (prior) {
        terminal.say(
          `${out}/${PRIOR_FILE}: weights [K], means [K, ${d}], scale_tril [K, ${d}, ${d}] of a Gaussian mixture`,
        );
      }
    },
  });
  Deno.exit(status);
}
