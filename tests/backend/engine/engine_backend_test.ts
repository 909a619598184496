import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { Engine } from "../../../lib/backend/engine/engine.ts";
import { registerEngine } from "../../../lib/backend/engine/register_engine.ts";
import { type Tensor, type Tensor2D, tf } from "../../../lib/deps/tfjs.ts";

/** On the engine, on memory that is shared and on memory that moves as it grows. */
function onEngine(name: string, test: (engine: Engine) => void): void {
  for (const shared of [true, false]) {
    it(`${name}, in ${shared ? "shared" : "own"} memory`, async () => {
      const idle = () => ({ postMessage: () => {}, terminate: () => {} });
      const engine = new Engine({ threads: shared ? 2 : 1, startThread: idle });
      assertEquals(engine.memory.shared, shared);
      registerEngine("tried", engine);
      await tf.setBackend("tried");
      const before = tf.memory().numDataBuffers;
      try {
        test(engine);
        assertEquals(tf.memory().numDataBuffers, before);
      } finally {
        await tf.setBackend("cpu");
        tf.removeBackend("tried");
      }
    });
  }
}

/** 1 ... rows * columns, or those times `factor`, where the engine's kernels left them. */
function hot(rows: number, columns: number, factor = 1): Tensor2D {
  return tf.tidy(() => {
    const values = Float32Array.from({ length: rows * columns }, (_, i) => factor * (i + 1));
    const ones = tf.eye(rows) as Tensor2D;
    return tf.matMul(ones, tf.tensor2d(values, [rows, columns]));
  });
}

/** Writes over all memory that was given back. */
function overwrite(): void {
  tf.dispose(Array.from({ length: 9 }, () => hot(4, 6, -1)));
}

const parts: Readonly<Record<string, (x: Tensor2D) => Tensor | Tensor[]>> = {
  slice: (x) => tf.slice(x, [1, 0], [2, 6]),
  stridedSlice: (x) => tf.stridedSlice(x, [1, 0], [3, 6]),
  split: (x) => tf.split(x, 2),
  unstack: (x) => tf.unstack(x),
  reshape: (x) => tf.reshape(x, [24]),
  clone: (x) => tf.clone(x),
  cast: (x) => tf.cast(x, "float32"),
  transpose: (x) => tf.transpose(x),
  reverse: (x) => tf.reverse(x),
  gather: (x) => tf.gather(x, [1, 2]),
  concat: (x) => tf.concat([x, x]),
  relu: (x) => tf.relu(x),
  clip: (x) => tf.clipByValue(x, 0, 100),
  sum: (x) => tf.sum(x, 0),
  pad: (x) => tf.pad(x, [[0, 0], [0, 0]]),
  tile: (x) => tf.tile(x, [1, 1]),
};

for (const [name, part] of Object.entries(parts)) {
  onEngine(`what ${name}() gives outlives the tensor that it came from`, () => {
    const x = hot(4, 6);
    const found = [part(x)].flat();
    const wanted = found.map((tensor) => [...tensor.dataSync()]);
    x.dispose();
    overwrite();
    assertEquals(found.map((tensor) => [...tensor.dataSync()]), wanted);
    tf.dispose(found);
  });
}

onEngine("Adam changes no slice and no clone of a parameter", () => {
  const variable = (x: Tensor2D) => {
    const made = tf.variable(x);
    x.dispose();
    return made;
  };
  const parameter = variable(hot(4, 6));
  const [first, second] = [variable(tf.zeros([4, 6])), variable(tf.zeros([4, 6]))];
  const gradient = tf.ones([4, 6]);
  const before = [tf.slice(parameter, [0, 0], [1, 6]), tf.clone(parameter)];
  const wanted = before.map((tensor) => [...tensor.dataSync()]);
  for (const step of [1, 2]) {
    const inputs = { parameter, gradient, first, second };
    const updated = tf.engine().runKernel("ApplyAdam", inputs, { step }) as Tensor2D;
    parameter.assign(updated);
    updated.dispose();
    assertEquals(before.map((tensor) => [...tensor.dataSync()]), wanted);
    tf.dispose(before.splice(1)); // from now on the parameter changes where it lies
    wanted.splice(1);
  }
  assertNotEquals(parameter.dataSync()[0], wanted[0][0]);
  tf.dispose([parameter, first, second, gradient, ...before]);
});

onEngine("values that were read are the reader's own", () => {
  const x = hot(4, 6);
  const values = x.dataSync();
  assert(values.buffer instanceof ArrayBuffer);
  values.fill(0);
  assertEquals(x.dataSync()[0], 1);
  x.dispose();
});

onEngine("tensors stay what they are as the memory grows", (engine) => {
  const x = hot(4, 6);
  const wanted = [...x.dataSync()];
  const large = Array.from({ length: 8 }, () => engine.memory.allocate(1 << 20));
  assertEquals([...tf.tidy(() => tf.add(x, 0).dataSync())], wanted);
  for (const address of large) engine.memory.free(address, 1 << 20);
  x.dispose();
});
