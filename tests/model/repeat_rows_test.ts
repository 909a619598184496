import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { repeatEach } from "../../lib/model/repeat_each.ts";
import { repeatRows } from "../../lib/model/repeat_rows.ts";

await useBackend("cpu");

it("repeatRows() repeats all rows as a block, repeatEach() each row beside its copies", () => {
  tf.tidy(() => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    assertEquals(repeatRows(x, 2).arraySync(), [[1, 2], [3, 4], [1, 2], [3, 4]]);
    assertEquals(repeatEach(x, 2).arraySync(), [[1, 2], [1, 2], [3, 4], [3, 4]]);
    for (const repeat of [repeatRows, repeatEach]) {
      assertEquals(repeat(x, 1).arraySync(), [[1, 2], [3, 4]]);
      assertEquals(repeat(x, 3).shape, [6, 2]);
    }
  });
});
