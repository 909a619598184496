import { type Scalar, type Tensor, type Tensor2D, tf } from "../../mod.ts";
import { answerTo, type StudentFunction } from "../../probe/answer_to.ts";
import type { Rows } from "../../rows_of.ts";
import type { WrittenLoss } from "../../../theory/effective_beta.ts";
import type { LossCase } from "./loss_part.ts";
import type { TermCase } from "./term_case.ts";

await tf.setBackend("cpu");

await answerTo({
  // The images are data: only the reconstructions need a gradient.
  reconstructionError: (call, { see, a, b }: TermCase) => {
    const [x, xHat] = [tensor(a), tensor(b)];
    return see === "value" ? call(x, xHat) : gradients(() => call(x, xHat), [xHat])[0];
  },
  klDivergence: (call, { see, a, b }: TermCase) => {
    const [mu, logVar] = [tensor(a), tensor(b)];
    return see === "value" ? call(mu, logVar) : gradients(() => call(mu, logVar), [mu, logVar]);
  },
  loss: (call, { see, reconstruction, kl, klWeight }: LossCase) => {
    const terms = { reconstruction: tf.scalar(reconstruction), kl: tf.scalar(kl) };
    if (see === "value") return call(terms, klWeight);
    return gradients(() => call(terms, klWeight), [terms.reconstruction, terms.kl]);
  },
  effectiveBeta: (call, written: WrittenLoss) => call(written),
});

function tensor(rows: Rows): Tensor2D {
  return tf.tensor2d(rows as number[][]);
}

/** The gradients of what a call gives; zeros where no operation leads from an input to it. */
function gradients(call: () => ReturnType<StudentFunction>, inputs: readonly Tensor[]): Tensor[] {
  const scalar = () => {
    const given = call();
    if (given instanceof Promise) {
      given.catch(() => {}); // what it would give, or throw, is not asked for
      throw new TypeError(
        "it is async, and so gives its result later: TensorFlow.js differentiates only what is computed at once",
      );
    }
    // TensorFlow.js insists on a tensor; a plain number has the gradients of a constant.
    return (given instanceof tf.Tensor ? given : tf.scalar(0)) as Scalar;
  };
  const { grads } = tf.engine().gradients(scalar, [...inputs], undefined, true);
  return inputs.map((input, i) => grads[i] ?? tf.zerosLike(input));
}
