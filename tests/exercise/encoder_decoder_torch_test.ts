/** What step 4 compares with, beside PyTorch: its small networks, and the lab's own after training. */
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import reference from "../../fixtures/reference/anneal-seed-0.json" with { type: "json" };
import { loadMnist } from "../../lib/data/mnist.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { Network } from "../../lib/exercise/steps/encoder_decoder/network.ts";
import {
  drawDecoderCases,
  drawEncoderCases,
  type NetworkCase,
  TORCH,
} from "../../lib/exercise/steps/encoder_decoder/network_case.ts";
import { decode, encode } from "../../lib/exercise/steps/encoder_decoder/solution.ts";
import torch from "../../lib/exercise/steps/encoder_decoder/torch_values.json" with {
  type: "json",
};
import { areClose } from "../../lib/exercise/are_close.ts";
import { readSafetensors } from "../../lib/file/safetensors.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { itNeeds } from "../needs.ts";
import { runPython } from "../python.ts";
import { itNeedsTorch } from "../torch/python.ts";

const trained = new URL("../../fixtures/reference/anneal-seed-0.safetensors", import.meta.url);

it("step 4's plain loops agree with PyTorch on its small networks", () => {
  const encoder = drawEncoderCases(new TorchRandom(0)).find(({ isTorch }) => isTorch)!;
  const decoder = drawDecoderCases(new TorchRandom(0)).find(({ isTorch }) => isTorch)!;
  assertClose(new Network(encoder).encode(encoder.input), TORCH.encode);
  assertClose(new Network(decoder).decode(decoder.input), TORCH.decode);
});

itNeedsTorch("PyTorch still gives what torch_values.json holds", async (python) => {
  const program = fileURLToPath(new URL("../torch/small_networks.py", import.meta.url));
  const { mu, logVar, xHat, ...sizes } = JSON.parse(await runPython(python, [program]));
  const { mu: heldMu, logVar: heldLogVar, xHat: heldXHat, ...heldSizes } = torch;
  assertEquals(sizes, heldSizes);
  assertClose([mu, logVar, xHat].flat(2), [heldMu, heldLogVar, heldXHat].flat(2));
});

itNeeds(
  ["read"],
  "step 4's plain loops agree with PyTorch on the lab's trained model",
  async () => {
    const { encoded, codes, mu, logVar } = await trainedModel();
    const given = new Network(encoded).encode(encoded.input);
    assertClose(given.slice(0, mu.length), mu);
    assertClose(given.slice(mu.length), logVar);
    assertZeroDecoded(new Network(codes).decode(codes.input));
  },
);

itNeeds(["read"], "step 4's solution agrees with PyTorch on the lab's trained model", async () => {
  await tf.setBackend("cpu");
  const { encoded, codes, mu, logVar } = await trainedModel();
  const tensor = ({ shape, values }: { shape: number[]; values: number[] }) =>
    tf.tensor(values, shape);
  const parameters = Object.fromEntries(
    Object.entries(encoded.parameters).map(([name, values]) => [name, tensor(values)]),
  );
  const posterior = encode(parameters, tensor(encoded.input).as2D(4, 784));
  assertClose(posterior.mu.dataSync(), mu);
  assertClose(posterior.logVar.dataSync(), logVar);
  assertZeroDecoded(decode(parameters, tensor(codes.input).as2D(1, 8)).dataSync());
});

/** PyTorch's model after the annealed run: as cases of the step, and what PyTorch gives for the images. */
async function trainedModel() {
  const { tensors } = readSafetensors(await Deno.readFile(trained));
  const parameters = Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      { shape: [...shape], values: [...values] },
    ]),
  );
  const images = (await loadMnist({ count: 4 })).rows([0, 1, 2, 3]);
  const encoded: NetworkCase = {
    parameters,
    input: { shape: [4, 784], values: [...images] },
  };
  const codes: NetworkCase = { parameters, input: { shape: [1, 8], values: Array(8).fill(0) } };
  const { mu_first_4: mu, log_var_first_4: logVar } = reference;
  return { encoded, codes, mu: mu.flat(), logVar: logVar.flat() };
}

function assertZeroDecoded(image: ArrayLike<number>): void {
  const pixels = Array.from(image);
  const sum = pixels.reduce((sum, pixel) => sum + pixel, 0);
  assertClose([sum], [reference.decode_zero_sum]);
  assertClose(pixels.slice(14 * 28, 15 * 28), reference.decode_zero_center_row);
}

/** To the rounding of float32 sums of 784 terms. */
function assertClose(found: ArrayLike<number>, wanted: readonly number[]): void {
  assert(areClose(Array.from(found), wanted, 1e-5), `${Array.from(found)}\nis not\n${wanted}`);
}
