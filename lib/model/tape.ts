import { type Tensor, tf } from "../deps/tfjs.ts";

/** The gradients with respect to an operation's inputs, under their names; each is computed when it is called. */
export type InputGradients = Readonly<Record<string, () => Tensor>>;

/** An operation that was recorded. */
interface Operation {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly output: Tensor;
  readonly gradients: (dy: Tensor) => InputGradients;
}

/**
 * A record of a forward pass, by which the gradients find their way back (reverse-mode differentiation).
 *
 * TensorFlow.js has a tape, too. It records every operation, clones what an operation saves, and searches its
 * record for the path from the loss to the parameters, which takes a fifth of a training step of this model. This
 * one has an entry for each layer that depends on a parameter, and no other. It disposes of nothing, so use it
 * inside `tf.tidy`, and outside TensorFlow.js' own `tf.grads`: what it records has no gradient there.
 */
export class Tape {
  readonly #operations: Operation[] = [];
  readonly #gradients = new Map<Tensor, Tensor>();
  readonly #wanted: Set<Tensor>;

  /**
   * An empty record.
   * @param parameters whose gradients are wanted
   */
  constructor(parameters: Iterable<Tensor>) {
    this.#wanted = new Set(parameters);
  }

  /**
   * Records an operation, if one of its inputs depends on a parameter.
   *
   * @param gradients the gradients with respect to the inputs, from the one with respect to the output; only those
   * that are needed are computed, so none with respect to images
   * @returns the output
   */
  record<T extends Tensor>(
    output: T,
    inputs: Readonly<Record<string, Tensor>>,
    gradients: (dy: Tensor) => InputGradients,
  ): T {
    if (Object.values(inputs).some((input) => this.#wanted.has(input))) {
      this.#wanted.add(output);
      this.#operations.push({ inputs, output, gradients });
    }
    return output;
  }

  /** Adds to the gradient of the loss with respect to a tensor. */
  add(tensor: Tensor, gradient: Tensor): void {
    const known = this.#gradients.get(tensor);
    this.#gradients.set(tensor, known ? tf.add(known, gradient) : gradient);
  }

  /** Goes through the record backwards, from the gradients that were added to those of the parameters. */
  backward(): void {
    for (const { inputs, output, gradients } of this.#operations.toReversed()) {
      const dy = this.#gradients.get(output);
      if (!dy) continue; // the loss does not depend on it
      const found = gradients(dy);
      for (const [name, input] of Object.entries(inputs)) {
        if (this.#wanted.has(input)) this.add(input, found[name]());
      }
    }
  }

  /** The gradient of the loss with respect to a tensor; zeros, if the loss does not depend on it. */
  gradient(tensor: Tensor): Tensor {
    return this.#gradients.get(tensor) ?? tf.zerosLike(tensor);
  }
}
