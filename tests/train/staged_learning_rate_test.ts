import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { STAGE_ENDS, stagedLearningRate } from "../../lib/train/staged_learning_rate.ts";

it("stagedLearningRate() has stages of 1, 3, 9, ..., 2187 epochs, each with 10^(-1/7) of the last one's rate", () => {
  let epoch = 0;
  for (let stage = 0; stage < 8; stage++) {
    for (let i = 0; i < 3 ** stage; i++) {
      assertAlmostEquals(stagedLearningRate(++epoch), 10 ** (-stage / 7), 1e-15);
    }
    assertEquals(STAGE_ENDS[stage], epoch);
  }
  assertEquals(epoch, 3280);
  assertEquals(stagedLearningRate(5000), stagedLearningRate(3280)); // 1e-4 of 1e-3
});
