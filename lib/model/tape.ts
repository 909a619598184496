import { type Tensor, tf } from "../deps/tfjs.ts";

/** The gradients by what an operation was given, each computed when it is called. */
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
 * one is told of a layer as a whole, and only where it leads to a parameter. It frees nothing: use it inside of
 * `tf.tidy`.
 */
export class Tape {
  readonly #operations: Operation[] = [];
  readonly #gradients = new Map<Tensor, Tensor>();
  readonly #wanted: Set<Tensor>;

  /**
   * An empty record.
   * @param parameters by which gradients are wanted
   */
  constructor(parameters: Iterable<Tensor>) {
    this.#wanted = new Set(parameters);
  }

  /**
   * Notes an operation, if what it was given depends on a parameter.
   *
   * @param gradients the gradients by the inputs, under their names, from the gradient by the output; each is
   * computed only where it is wanted, so none by images
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

  /** Adds to the gradient of the loss by a tensor. */
  add(tensor: Tensor, gradient: Tensor): void {
    const known = this.#gradients.get(tensor);
    this.#gradients.set(tensor, known ? tf.add(known, gradient) : gradient);
  }

  /** Goes back through the record, from the gradients that were added to those by the parameters. */
  goBack(): void {
    for (const { inputs, output, gradients } of this.#operations.toReversed()) {
      const dy = this.#gradients.get(output);
      if (!dy) continue; // the loss does not depend on it
      const found = gradients(dy);
      for (const [name, input] of Object.entries(inputs)) {
        if (this.#wanted.has(input)) this.add(input, found[name]());
      }
    }
  }

  /** The gradient by a tensor; zeros, if the loss does not depend on it. */
  gradient(tensor: Tensor): Tensor {
    return this.#gradients.get(tensor) ?? tf.zerosLike(tensor);
  }
}
