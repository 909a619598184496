import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { oneLine, UserError } from "../lib/user_error.ts";

it("UserError writes out what a terminal would obey, and keeps line ends", () => {
  const { message } = new UserError("a\u001b[2J\u009b31m\u202eb\r\nc \u00e9 \u03b2 \u{1f600}");
  assertEquals(message, "a\\u001b[2J\\u009b31m\\u202eb\\u000d\nc \u00e9 \u03b2 \u{1f600}");
});

it("oneLine() writes out line ends too", () => {
  assertEquals(oneLine("a\nb\u2028c"), "a\\u000ab\\u2028c");
});

it("UserError shortens a message that is too long in its middle", () => {
  const { message } = new UserError(`begin${"x".repeat(1e6)}end`);
  assertEquals([message.length, message.slice(0, 6), message.slice(-4)], [4005, "beginx", "xend"]);
});
