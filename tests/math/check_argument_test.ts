import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { checkFinite, checkWhole, checkWord, typeName } from "../../lib/math/check_argument.ts";

it("checkWhole() hands on whole numbers within its bounds, and the bounds themselves", () => {
  for (const value of [0, 1, 5e9]) assertEquals(checkWhole("n", value), value);
  for (const value of [3, 4, 5]) assertEquals(checkWhole("n", value, { min: 3, max: 5 }), value);
});

it("checkWhole() says what was wanted and what was found", () => {
  for (const value of [-1, 0.5, NaN, Infinity]) {
    const message = `n must be a whole number from 0 on, got ${value}`;
    assertThrows(() => checkWhole("n", value), RangeError, message);
  }
  for (const value of [2, 6]) {
    const message = `n must be a whole number from 3 to 5, got ${value}`;
    assertThrows(() => checkWhole("n", value, { min: 3, max: 5 }), RangeError, message);
  }
});

it("checkFinite() hands on finite numbers within its bounds, of which `above` alone is excluded", () => {
  for (const value of [-1e300, 0, 1e300]) assertEquals(checkFinite("x", value), value);
  for (const value of [-2, 0, 7.5]) {
    assertEquals(checkFinite("x", value, { min: -2, max: 7.5 }), value);
  }
  assertEquals(checkFinite("x", 1e-300, { above: 0 }), 1e-300);
});

it("checkFinite() says what was wanted and what was found", () => {
  const cases = [
    [NaN, {}, "x must be a finite number, got NaN"],
    [-Infinity, {}, "x must be a finite number, got -Infinity"],
    [-0.5, { min: 0 }, "x must be a finite number from 0 on, got -0.5"],
    [0, { above: 0 }, "x must be a finite number above 0, got 0"],
    [2, { max: 1 }, "x must be a finite number to 1, got 2"],
    [2, { min: 0, max: 1 }, "x must be a finite number from 0 to 1, got 2"],
    [0, { above: 0, max: 1 }, "x must be a finite number above 0 to 1, got 0"],
  ] as const;
  for (const [value, bounds, message] of cases) {
    assertEquals(assertThrows(() => checkFinite("x", value, bounds), RangeError).message, message);
  }
});

it("checkWord() hands on the words that it knows, and names them to those who give another", () => {
  assertEquals(checkWord("head", "linear", ["leaky", "linear"]), "linear");
  const message = "head must be leaky or linear, got toString";
  assertThrows(() => checkWord("head", "toString", ["leaky", "linear"]), RangeError, message);
});

it("typeName() calls a value by its class, and what is absent none", () => {
  const values = [new Int32Array(1), [], 7, "seven", {}, null, undefined];
  const names = ["Int32Array", "Array", "Number", "String", "Object", "none", "none"];
  assertEquals(values.map(typeName), names);
});
