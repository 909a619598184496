import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { seed } from "../../lib/cli/lab_flags.ts";

it("--seed takes PyTorch's whole range, and loses no digit", () => {
  for (const text of ["0", "-1", "9007199254740991", "-9007199254740991"]) {
    assertEquals(seed.parse(text), Number(text));
  }
  for (const text of ["9007199254740993", "18446744073709551615", "-9223372036854775808"]) {
    assertEquals(seed.parse(text), BigInt(text));
  }
  assertEquals([seed.parse("007"), seed.parse("-0")], [7, 0]);
});

it("--seed refuses what is no whole number of that range, and names it", () => {
  const others = ["", " 1", "1e3", "0x10", "1.0", "+1", "1n", "--1", "18446744073709551616"];
  for (const text of [...others, "-9223372036854775809", "9".repeat(1000)]) {
    assertThrows(
      () => seed.parse(text),
      RangeError,
      "-2^63 (-9223372036854775808) to 2^64 - 1 (184",
    );
  }
});
