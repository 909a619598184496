import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { Memory } from "../../../lib/backend/engine/memory.ts";
import { fc } from "../../../lib/deps/fast_check.ts";
import { UserError } from "../../../lib/user_error.ts";

for (const shared of [true, false]) {
  const kind = shared ? "shared" : "own";

  it(`blocks never overlap, and are handed out again, in ${kind} memory`, () => {
    const sizes = fc.array(fc.record({ bytes: fc.nat(300_000), keep: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(sizes, (wanted) => {
        const memory = new Memory(shared);
        const held: { address: number; bytes: number }[] = [];
        for (const { bytes, keep } of wanted) {
          const address = memory.allocate(bytes);
          assertEquals(address % 64, 0);
          assert(address > 0 && address + bytes <= memory.memory.buffer.byteLength);
          for (const other of held) {
            assert(address + bytes <= other.address || other.address + other.bytes <= address);
          }
          if (keep) held.push({ address, bytes });
          else memory.free(address, bytes);
        }
      }),
      { seed: 0, numRuns: 50 },
    );
    const memory = new Memory(shared);
    const [first, second] = [memory.allocate(1000), memory.allocate(1000)];
    assertNotEquals(first, second);
    memory.free(first, 1000);
    assertEquals(memory.allocate(1000), first);
  });

  it(`what lies in ${kind} memory stays there as it grows`, () => {
    const memory = new Memory(shared);
    let moved = 0;
    memory.onMoved = () => moved++;
    const address = memory.allocate(12);
    memory.view(address, 3).set([1, 2, 3]);
    for (let i = 0; i < 20; i++) memory.allocate(1 << 20);
    assertEquals([...memory.view(address, 3)], [1, 2, 3]);
    assertEquals(moved > 0, !shared); // views of shared memory stay as they are
  });

  it(`${kind} memory that runs out says so`, () => {
    const memory = new Memory(shared);
    assertThrows(() => memory.allocate(2 ** 33), UserError, "there is no memory left for ");
    memory.view(memory.allocate(4), 1)[0] = 1; // and is as usable as before
  });
}
