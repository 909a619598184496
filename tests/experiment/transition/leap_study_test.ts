/** A leap of the KL term on a few made-up images: what each case is given, and what it leaves of it. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { DataSet } from "../../../lib/data/data_set.ts";
import {
  LEAP_CASES,
  type LeapRemedy,
  type LeapResult,
  leapStudy,
} from "../../../lib/experiment/transition/leap_study.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { tf } from "../../../lib/deps/tfjs.ts";

await useBackend("wasm");

const pixels = Uint8Array.from(new TorchRandom(6).uniform(64 * 9, 0, 256));
const data = new DataSet("made up", undefined, pixels, { height: 3, width: 3 });

it("leapStudy() gives each case the same leap, and measures what Adam remembers", async () => {
  const results: Record<string, LeapResult> = {};
  const tensors = tf.memory().numTensors;
  const study = leapStudy({ data, seeds: [0], epochs: 1, before: 0.1, after: 0.5, batches: 102 });
  for await (const event of study) {
    if (event.kind === "case") results[event.result.name] = event.result;
  }
  assertEquals(Object.keys(results), Object.keys(LEAP_CASES));
  const { control, leap, leaps, reset, memory, clip, clamp, slower } = results;
  for (const [name, remedy] of Object.entries<LeapRemedy>(LEAP_CASES)) {
    if (remedy.control) continue;
    const { logVar, kl, distance, gradient } = results[name];
    assert(logVar < 2 && kl < 1, `no leap in ${name}`);
    assertEquals(distance, 1);
    assertEquals(gradient, control.gradient, "the first batch is the same");
  }
  for (const { logVar, kl, gradient } of [leap, leaps, reset, memory, clip, slower]) {
    assertEquals(gradient, leap.gradient, "the first batch is the same");
    assert(logVar > 18 && logVar < 20.1, `${logVar}`); // wanted: 20
    // A batch of 64, all other KL divergences being far smaller.
    assert(Math.abs(kl / (Math.exp(logVar) / 2 / 64) - 1) < 0.05, `${kl}`);
  }
  assertEquals(clamp.logVar, 10);
  assert(leap.gradient > 1e4 && leap.memory > 5000, `${leap.gradient} ${leap.memory}`);
  assert(memory.memory < leap.memory / 20, "a shorter memory");
  assert(clip.memory < leap.memory / 2, `${clip.memory}`);
  // A bound that no logVar reaches changes nothing; a smaller step size does, without any leap.
  assertEquals(results.clampControl.lossAtEnd, control.lossAtEnd);
  assert(results.slowerControl.lossAtEnd !== control.lossAtEnd);
  assertEquals(tf.memory().numTensors, tensors, "no tensor is left");
});
