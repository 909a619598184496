import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { Tape } from "../../lib/model/tape.ts";

await useBackend("cpu");

it("Tape sums the gradients of a value that is used twice, and computes none that nobody wants", () => {
  tf.tidy(() => {
    const [weight, image] = [tf.tensor1d([2, 3]), tf.tensor1d([5, 7])];
    const tape = new Tape([weight]);
    const product = tape.record(tf.mul(weight, image), { weight, image }, (dy) => ({
      weight: () => tf.mul(dy, image),
      image: () => {
        throw new Error("no gradient with respect to an image is wanted");
      },
    }));
    const square = tape.record(tf.square(product), { product }, (dy) => ({
      product: () => tf.mul(dy, tf.mul(product, 2)),
    }));
    const unused = tape.record(tf.neg(product), { product }, () => ({
      product: () => {
        throw new Error("the loss does not depend on it");
      },
    }));
    // loss = sum(square) + 10 sum(product)
    tape.add(square, tf.onesLike(square));
    tape.add(product, tf.fill([2], 10));
    tape.backward();
    assertEquals([...tape.gradient(weight).dataSync()], [2 * 10 * 5 + 50, 2 * 21 * 7 + 70]);
    assertEquals([...tape.gradient(unused).dataSync()], [0, 0]);
  });
});

it("Tape records nothing that depends on no parameter", () => {
  tf.tidy(() => {
    const [weight, image] = [tf.scalar(2), tf.scalar(5)];
    const tape = new Tape([weight]);
    const square = tape.record(tf.square(image), { image }, () => {
      throw new Error("it leads to no parameter");
    });
    tape.add(square, tf.scalar(1));
    tape.backward();
    assertEquals(tape.gradient(weight).dataSync()[0], 0);
  });
});
