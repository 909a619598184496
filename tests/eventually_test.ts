import { assertEquals, assertRejects } from "@std/assert";
import { eventually } from "./eventually.ts";

Deno.test("eventually() tries again until its check passes, and returns what it returns", async () => {
  let looks = 0;
  const look = () => {
    if (++looks < 3) throw new Error("not yet");
    return looks;
  };
  assertEquals(await eventually(look), 3);
});

Deno.test("eventually() refuses a check that waits itself", async () => {
  let looks = 0;
  const nested = () => eventually(() => eventually(() => void looks++));
  await assertRejects(nested, Error, "eventually() was called by a check of eventually()");
  assertEquals(looks, 0);
  // One after the other, and two at once, are no such thing.
  await Promise.all([eventually(() => looks++), eventually(() => looks++)]);
  await eventually(() => looks++);
  assertEquals(looks, 3);
});
