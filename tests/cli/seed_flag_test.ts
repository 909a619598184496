import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { readValue } from "../../lib/run/read_value.ts";
import { seed } from "../../lib/run/run_options.ts";

it("--seed takes PyTorch's whole range, and loses no digit", () => {
  for (const text of ["0", "-1", "9007199254740991", "-9007199254740991"]) {
    assertEquals(readValue(seed, text), Number(text));
  }
  for (const text of ["9007199254740993", "18446744073709551615", "-9223372036854775808"]) {
    assertEquals(readValue(seed, text), BigInt(text));
  }
  assertEquals([readValue(seed, "007"), readValue(seed, "-0")], [7, 0]);
});

it("--seed refuses what is no whole number of that range, and names it", () => {
  const others = ["", " 1", "1e3", "0x10", "1.0", "+1", "1n", "--1", "18446744073709551616"];
  for (const text of [...others, "-9223372036854775809", "9".repeat(1000)]) {
    assertThrows(
      () => readValue(seed, text),
      RangeError,
      "-2^63 (-9223372036854775808) to 2^64 - 1 (184",
    );
  }
});
