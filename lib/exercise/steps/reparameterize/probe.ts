import { type Tensor, type Tensor2D, tf } from "../../mod.ts";
import { TorchRandom } from "../../../math/torch_random.ts";
import { answerTo, type StudentFunction } from "../../probe/answer_to.ts";
import type { CodesCase } from "./codes_case.ts";

await tf.setBackend("cpu");

await answerTo({
  reparameterize: (reparameterize, { shape, mu, logVar, weights, seed, calls }: CodesCase) => {
    const means = tf.tensor2d(mu, shape), logVars = tf.tensor2d(logVar, shape);
    const { random, drawn } = counting(new TorchRandom(seed));
    const first = codes(reparameterize, means, logVars, random);
    const drawnAtFirst = drawn();
    const anew = () => counting(new TorchRandom(seed)).random;

    let again: Tensor = first, differentiated: Tensor = first;
    let gradients: Tensor[] = [];
    const repeated: Tensor[] = [];
    for (const kind of calls) {
      if (kind === "again") again = codes(reparameterize, means, logVars, random);
      if (kind === "repeated") repeated.push(codes(reparameterize, means, logVars, anew()));
      if (kind !== "differentiated") continue;
      gradients = tf.grads((mu, logVar) => {
        const z = codes(reparameterize, mu as Tensor2D, logVar as Tensor2D, anew());
        differentiated = tf.keep(tf.clone(z));
        // tf.grads throws where no gradient flows; with a 0 added that depends on both, it gives a gradient of 0.
        const nothing = tf.mul(0, tf.add(tf.sum(mu), tf.sum(logVar)));
        return tf.add(tf.sum(tf.mul(z, tf.tensor2d(weights, shape))), nothing);
      })([means, logVars]);
    }
    return [first, again, differentiated, ...gradients, tf.fill(shape, drawnAtFirst), ...repeated];
  },
});

/** What the function gives. @throws {Error} if it is not a tensor of codes */
function codes(call: StudentFunction, mu: Tensor2D, logVar: Tensor2D, random: object): Tensor2D {
  const z = call(mu, logVar, random);
  if (z instanceof Promise) {
    z.catch(() => {}); // what it would give, or throw, is not asked for
    throw new Error(
      "it is async, and so gives its codes later: TensorFlow.js differentiates only what is computed at once",
    );
  }
  if (!(z instanceof tf.Tensor)) {
    const kind = Array.isArray(z)
      ? "a list"
      : z === undefined
      ? "nothing"
      : `${z}, which is not one`;
    throw new Error(`it must give a tensor, and gave ${kind}`);
  }
  if (String(z.shape) !== String(mu.shape)) {
    throw new Error(
      `it must give a tensor of shape [${mu.shape.join(", ")}], and gave one of shape [${
        z.shape.join(", ")
      }]`,
    );
  }
  return z as Tensor2D;
}

/** The generator, and how many numbers it has given; its functions may be taken out of the object. */
function counting(source: TorchRandom) {
  let count = 0;
  const random = {
    normal(n: number) {
      count += n;
      return source.normal(n);
    },
    uniform(n: number, from?: number, to?: number) {
      count += n;
      return source.uniform(n, from, to);
    },
  };
  return { random, drawn: () => count };
}
