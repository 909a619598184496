/** What is read off a stage of training, on made-up courses. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { stageCourse } from "../../../lib/experiment/transition/stage_course.ts";
import { assertClose } from "../../math/assert_close.ts";

const phases = [{ epochs: 6, learningRate: 1e-3 }, { epochs: 9, learningRate: 1e-4 }];
const stage = (kl: readonly number[]) => ({
  ...{ way: "up", ratio: 0.9, klPerUnit: [], gain: 0 } as const,
  kl,
});

it("stageCourse() takes the last third of the last phase, and the end of the first", () => {
  const kl = [9, 9, 9, 4, 5, 6, 1, 1, 1, 2, 2, 2, 3, 4, 5];
  const found = stageCourse(stage(kl), phases);
  assertEquals([found.kl, found.coarse], [4, 5]);
  assertClose(found.drift, Math.log(4 / 1) / 6, 1e-12);
});

it("stageCourse() sees where an unfinished stage is going", () => {
  const decaying = Array.from({ length: 15 }, (_, i) => 0.1 * Math.exp(-0.1 * i));
  const found = stageCourse(stage(decaying), phases);
  assertClose(found.drift, -0.1, 1e-12);
  assertEquals([found.limit, found.settled], [0, false]);
  const flat = stageCourse(stage(Array(15).fill(0.05)), phases);
  assert(flat.settled && flat.drift === 0);
  assertClose(flat.limit, 0.05, 1e-12);
});
