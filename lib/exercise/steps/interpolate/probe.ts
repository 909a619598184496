import { type Tensor2D, tf } from "../../mod.ts";
import { answerTo } from "../../probe/answer_to.ts";
import { checkRows, decoderOf } from "../sample/decoder_tensors.ts";
import type { ModelStandIn } from "./model_stand_in.ts";
import type { InterpolateCase } from "./interpolate_case.ts";

await tf.setBackend("cpu");
await answerTo({
  interpolate: (interpolate, { model, from, to, steps }: InterpolateCase) =>
    interpolate(
      { encode: encoderOf(model), reconstruct: decoderOf(model.decoder) },
      tf.tensor2d([from as number[]]),
      tf.tensor2d([to as number[]]),
      steps,
    ),
});

/** The encoder that a student's function is given: images [n, P] -> codes [n, d]. */
function encoderOf(
  { encoder: { radius, weights, bias } }: ModelStandIn,
): (x: Tensor2D) => Tensor2D {
  const w = tf.tensor2d(weights as number[][], [weights.length, bias.length]);
  const b = tf.tensor1d(bias as number[]);
  return (x) => {
    checkRows("encode", "images", x, weights.length);
    return tf.tidy(() => tf.mul(radius, tf.tanh(tf.add(tf.matMul(x, w), b))) as Tensor2D);
  };
}
