import { TorchRandom } from "../../../math/torch_random.ts";
import { tf } from "../../mod.ts";
import { answerTo } from "../../probe/answer_to.ts";
import { decoderOf } from "./decoder_tensors.ts";
import type { SampleCase } from "./sample_case.ts";

await tf.setBackend("cpu");
await answerTo({
  sample: (sample, { decoder, latentSize, n, seed }: SampleCase) =>
    sample(decoderOf(decoder), latentSize, n, new TorchRandom(seed)),
});
